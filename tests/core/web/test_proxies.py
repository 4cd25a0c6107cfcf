"""Who is asking, and whom to believe about it."""

from __future__ import annotations

from ipaddress import ip_network
from time import monotonic, sleep

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from regie.core.web.proxies import ProxyRule

from .conftest import FAST_ENOUGH_S, Serve

PROXY = "10.0.0.1"
TRUSTING = ProxyRule((ip_network("10.0.0.0/8"), ip_network("127.0.0.0/8")))
TRUSTING_NOBODY = ProxyRule(())

FORWARDING = (
    b"cf-connecting-ip",
    b"x-real-ip",
    b"x-forwarded-for",
    b"x-forwarded-proto",
    b"x-forwarded-host",
    b"forwarded",
    b"via",
    b"x-request-id",
    b"cf-ray",
)

Pairs = list[tuple[bytes, bytes]]


def judge(
    rule: ProxyRule, peer: str | None, headers: Pairs, server: tuple[str, int | None] = ("a", 1)
):
    client = None if peer is None else (peer, 1)
    scope = {"client": client, "server": server, "headers": headers}
    return rule.judge(scope, dict(headers))


header_values = st.one_of(
    st.binary(max_size=40),
    st.ip_addresses().map(lambda address: str(address).encode()),
    st.lists(st.ip_addresses(), min_size=1, max_size=4).map(
        lambda many: ", ".join(map(str, many)).encode()
    ),
    st.sampled_from([b"https", b"localhost", b"127.0.0.1", b"::1", b"unix", b"unknown"]),
)
headers = st.lists(st.tuples(st.sampled_from(FORWARDING), header_values), max_size=6)


@given(headers, st.ip_addresses())
def test_headers_change_nothing_unless_the_peer_is_trusted(sent: Pairs, peer: object) -> None:
    seen = judge(TRUSTING_NOBODY, str(peer), sent)
    plain = judge(TRUSTING_NOBODY, str(peer), [])
    assert (seen.client.address, seen.client.key, seen.scheme, seen.host, seen.cf_ray) == (
        plain.client.address,
        plain.client.key,
        None,
        None,
        None,
    )


@given(headers)
def test_headers_of_a_trusted_peer_never_make_anything_but_an_address(sent: Pairs) -> None:
    seen = judge(TRUSTING, PROXY, sent)
    assert judge(TRUSTING_NOBODY, seen.client.address, []).client.address == seen.client.address


@given(st.sampled_from([b"cf-connecting-ip", b"x-real-ip"]), header_values)
def test_a_header_that_the_proxy_does_not_write_cannot_name_somebody_else(
    name: bytes, forged: bytes
) -> None:
    seen = judge(TRUSTING, PROXY, [(name, forged), (b"x-forwarded-for", b"203.0.113.7")])
    assert seen.client.address in ("203.0.113.7", PROXY)


@pytest.mark.parametrize(
    ("sent", "address"),
    [
        ([], PROXY),
        ([(b"cf-connecting-ip", b"203.0.113.7")], "203.0.113.7"),
        ([(b"x-real-ip", b"203.0.113.7")], "203.0.113.7"),
        ([(b"x-forwarded-for", b"203.0.113.7")], "203.0.113.7"),
        ([(b"x-forwarded-for", b"198.51.100.1, 203.0.113.7")], "203.0.113.7"),
        ([(b"x-forwarded-for", b"198.51.100.1, 203.0.113.7, 10.2.3.4")], "203.0.113.7"),
        ([(b"x-forwarded-for", b"198.51.100.1"), (b"x-forwarded-for", b"203.0.113.7")],
         "203.0.113.7"),
        ([(b"x-forwarded-for", b"10.9.9.9, 10.2.3.4")], "10.9.9.9"),
        ([(b"x-forwarded-for", b"203.0.113.7:4711")], "203.0.113.7"),
        ([(b"x-forwarded-for", b"[2001:db8::1]:4711")], "2001:db8::1"),
        ([(b"x-real-ip", b"::ffff:203.0.113.7")], "203.0.113.7"),
        ([(b"x-real-ip", b"203.0.113.7"), (b"x-forwarded-for", b"203.0.113.7")], "203.0.113.7"),
        ([(b"x-real-ip", b"10.2.3.4"), (b"x-forwarded-for", b"203.0.113.7, 10.2.3.4")],
         "203.0.113.7"),
        ([(b"x-real-ip", b"203.0.113.7"), (b"cf-connecting-ip", b"198.51.100.1")], PROXY),
        ([(b"x-real-ip", b"203.0.113.7"), (b"x-real-ip", b"203.0.113.7")], PROXY),
        ([(b"x-real-ip", b"not an address")], PROXY),
        ([(b"x-real-ip", b"fe80::1%eth0")], PROXY),
        ([(b"x-forwarded-for", b"203.0.113.7, garbage")], PROXY),
        ([(b"x-forwarded-for", b"203.0.113.7, ")], PROXY),
        ([(b"x-forwarded-for", b"garbage, 203.0.113.7")], "203.0.113.7"),
    ],
)  # fmt: skip
def test_the_client_behind_a_trusted_proxy(sent: Pairs, address: str) -> None:
    assert judge(TRUSTING, PROXY, sent).client.address == address


@pytest.mark.parametrize(
    ("peer", "key"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_the_key_for_limits(peer: str, key: str) -> None:
    assert judge(TRUSTING_NOBODY, peer, []).client.key == key


@pytest.mark.parametrize(
    ("peer", "sent", "loopback"),
    [
        ("127.0.0.1", [], True),
        ("::1", [], True),
        ("::ffff:127.0.0.1", [], True),
        ("203.0.113.7", [], False),
        ("127.0.0.1", [(b"x-forwarded-for", b"127.0.0.1")], False),
        ("127.0.0.1", [(b"cf-connecting-ip", b"1.1.1.1")], False),
        ("127.0.0.1", [(b"via", b"1.1 somebody")], False),
        ("10.0.0.1", [(b"x-real-ip", b"127.0.0.1")], False),
    ],
)
def test_only_this_machine_without_a_proxy_is_loopback(
    peer: str, sent: Pairs, loopback: bool
) -> None:
    rule = TRUSTING_NOBODY if peer.startswith("127") else TRUSTING
    assert judge(rule, peer, sent).client.loopback is loopback


def test_a_trusted_peer_on_this_machine_without_headers_is_loopback() -> None:
    assert judge(TRUSTING, "127.0.0.1", []).client.loopback


def test_a_unix_socket_counts_as_this_machine() -> None:
    seen = judge(TRUSTING, None, [(b"x-real-ip", b"203.0.113.7")], server=("/run/s", None))
    assert seen.client.address == "203.0.113.7"


def test_a_peer_that_has_gone_is_not_taken_for_a_unix_socket() -> None:
    assert not judge(TRUSTING, None, []).client.loopback


@pytest.mark.parametrize(
    ("header", "value", "field", "believed"),
    [
        (b"x-forwarded-proto", b"https", "scheme", "https"),
        (b"x-forwarded-proto", b"http, https", "scheme", "https"),
        (b"x-forwarded-proto", b"gopher", "scheme", None),
        (b"x-forwarded-host", b"regie.example.fr", "host", "regie.example.fr"),
        (b"x-forwarded-host", b"evil/path", "host", None),
        (b"cf-ray", b"7d0a1b2c3d4e5f60-CDG", "cf_ray", "7d0a1b2c3d4e5f60-CDG"),
        (b"cf-ray", b"a b\r\nc", "cf_ray", None),
        (b"x-request-id", b"0123456789abcdef", "request_id", "0123456789abcdef"),
    ],
)
def test_what_else_a_trusted_proxy_may_say(
    header: bytes, value: bytes, field: str, believed: str | None
) -> None:
    assert getattr(judge(TRUSTING, PROXY, [(header, value)]), field) == believed


@pytest.mark.parametrize(
    ("rule", "value"), [(TRUSTING, b"short"), (TRUSTING, b"x" * 65), (TRUSTING_NOBODY, b"x" * 20)]
)
def test_other_request_ids_are_replaced(rule: ProxyRule, value: bytes) -> None:
    assert judge(rule, PROXY, [(b"x-request-id", value)]).request_id != value.decode()


def test_in_the_log_a_pipelined_request_has_no_ray_but_its_own(serve: Serve) -> None:
    served = serve(trusted_proxies=(ip_network("127.0.0.0/8"),))
    line = b"GET /api/v1/about HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 198.51.100.7\r\n"
    merge = [structlog.contextvars.merge_contextvars]
    with structlog.testing.capture_logs(processors=merge) as logs:
        served.say(
            line + b"CF-Ray: 7d0a1b2c3d4e5f60-CDG\r\n\r\n" + line + b"Connection: close\r\n\r\n"
        )
        deadline = monotonic() + FAST_ENOUGH_S
        while len(logs) < 2 and monotonic() < deadline:
            sleep(0.005)
    assert [log.get("cf_ray") for log in logs] == ["7d0a1b2c3d4e5f60-CDG", None]
