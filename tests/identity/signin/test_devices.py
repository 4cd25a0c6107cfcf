"""A device is known by a sealed cookie, to the accounts that were opened there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from regie.core.vault import Vault
from regie.identity.signin.devices import LIFE, MOST_ACCOUNTS, Device, Devices

NOW = datetime(2026, 11, 21, tzinfo=UTC)
OLD = SecretStr("the former secret of these tests, long enough")
NEW = SecretStr("the present secret of these tests, long enough")
MINA = b"m" * 16


def devices(*, vault: Vault | None = None, later: timedelta = timedelta()) -> Devices:
    return Devices(vault or Vault(NEW), lambda: NOW + later)


def test_a_device_knows_who_signed_in_there() -> None:
    cookie = devices().cookie(Device("d").after(MINA))
    assert devices().read(cookie) == Device("d", (MINA,))


def test_without_a_cookie_every_device_is_another() -> None:
    assert devices().read(None).id != devices().read(None).id


def test_a_device_that_several_share_knows_the_latest_eight() -> None:
    device = Device("till")
    for number in range(10):
        device = device.after(bytes([number]) * 16)
    assert device.accounts == tuple(bytes([n]) * 16 for n in range(9, 9 - MOST_ACCOUNTS, -1))


def test_who_comes_again_is_there_once() -> None:
    assert Device("d", (b"a", MINA)).after(MINA).accounts == (MINA, b"a")


@pytest.mark.parametrize(
    "forged",
    ["", "v1", "v1.00000000.AAAA", "é", "x" * 5000, "v1.{}.", '["d",9e9,[]]'],
)
def test_what_is_not_ours_knows_nobody(forged: str) -> None:
    assert devices().read(forged).accounts == ()


def test_a_changed_byte_unmakes_a_cookie() -> None:
    cookie = devices().cookie(Device("d", (MINA,)))
    version, key, sealed = cookie.split(".")
    changed = sealed[:20] + ("A" if sealed[20] != "A" else "B") + sealed[21:]
    assert devices().read(f"{version}.{key}.{changed}").accounts == ()


def test_what_was_sealed_for_another_use_is_no_cookie() -> None:
    elsewhere = Vault(NEW).seal('["d",9e9,[]]', "webhook.secret")
    assert devices().read(elsewhere).id != "d"


def test_a_former_key_still_opens() -> None:
    cookie = devices(vault=Vault(OLD)).cookie(Device("d", (MINA,)))
    assert devices(vault=Vault(NEW, [OLD])).read(cookie).accounts == (MINA,)


def test_a_key_that_is_no_longer_kept_does_not() -> None:
    cookie = devices(vault=Vault(OLD)).cookie(Device("d", (MINA,)))
    assert devices().read(cookie).accounts == ()


def test_after_a_year_a_device_is_forgotten() -> None:
    cookie = devices().cookie(Device("d", (MINA,)))
    later = LIFE + timedelta(seconds=1)
    assert devices(later=later).read(cookie).accounts == ()


def test_a_cookie_of_eight_accounts_is_far_below_what_browsers_keep() -> None:
    full = Device("f" * 32, tuple(bytes([n]) * 16 for n in range(MOST_ACCOUNTS)))
    assert len(devices().cookie(full)) < 1024
