"""A device is named so that its owner recognises it, and no closer."""

from __future__ import annotations

import pytest

from regie.identity.sessions.device import named, network_of

CHROME = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "program", "system"),
    [
        (CHROME.format("X11; Linux x86_64"), "Chrome 131", "Linux"),
        (CHROME.format("Windows NT 10.0; Win64; x64"), "Chrome 131", "Windows"),
        (CHROME.format("Linux; Android 14; Pixel 8"), "Chrome 131", "Android 14"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.1 Safari/605.1.15",
            "Safari 18",
            "macOS",
        ),
        ("curl/8.1", "curl 8", None),
        ("", None, None),
        ("\x00\xff nonsense", None, None),
    ],
)
def test_a_device_is_named_by_browser_version_and_system(
    agent: str, program: str | None, system: str | None
) -> None:
    assert named(agent) == (program, system)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("127.0.0.1", None),
        ("::1", None),
        ("unix", None),
        ("unknown", None),
    ],
)
def test_an_address_is_kept_as_its_network_alone(address: str, network: str | None) -> None:
    assert network_of(address) == network
