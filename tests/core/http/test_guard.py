"""Addresses that people give lead outside or nowhere. A canary on loopback counts connections."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from ipaddress import ip_address, ip_network
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.http.certificates import contexts
from core.http.conftest import QUICK
from core.http.servers import Exchange, Server, serving
from regie.core.http import (
    STRANGERS_LIMITS,
    AddressRefused,
    Engine,
    Guard,
    HttpClient,
    RemoteError,
    RemoteTimeout,
    Timeouts,
    guarded_client,
    is_public,
)

SECRET = b"for those inside"
NEIGHBOUR = "127.0.0.2"
"""Stands for a public server; the canary is on 127.0.0.1, same port."""
PORT = "{port}"

INWARD = f"""
http://127.0.0.1:{PORT}/
http://127.0.0.1:{PORT}
http://127.0.0.1.:{PORT}/
http://127.1:{PORT}/
http://127.0.1:{PORT}/
http://127.255.255.254:{PORT}/
http://2130706433:{PORT}/
http://02130706433:{PORT}/
http://017700000001:{PORT}/
http://0x7f000001:{PORT}/
http://0x7f.0.0.1:{PORT}/
http://0x7F.0x0.0x0.0x1:{PORT}/
http://0177.0.0.1:{PORT}/
http://0177.0000.0000.0001:{PORT}/
http://127.0.0.01:{PORT}/
http://127.0x1:{PORT}/
http://4294967297:{PORT}/
http://127.0.0.1%00.example.fr:{PORT}/
http://127%2e0%2e0%2e1:{PORT}/
http://%31%32%37.0.0.1:{PORT}/
http://0:{PORT}/
http://0.0.0.0:{PORT}/
http://00000000.0.0.0:{PORT}/
http://localhost:{PORT}/
http://LOCALHOST:{PORT}/
http://LocalHost:{PORT}/
http://localhost.:{PORT}/
http://localhost.localdomain:{PORT}/
http://ip6-localhost:{PORT}/
http://ip6-loopback:{PORT}/
http://x.localhost:{PORT}/
http://ｌｏｃａｌｈｏｓｔ:{PORT}/
http://ℓocalhost:{PORT}/
http://loc\u00adalhost:{PORT}/
http://localhoſt:{PORT}/
http://①②⑦.⓪.⓪.①:{PORT}/
http://１２７.０.０.１:{PORT}/
http://127。0。0。1:{PORT}/
http://127．0．0．1:{PORT}/
http://127｡0｡0｡1:{PORT}/
http://१२७.०.०.१:{PORT}/
http://[::1]:{PORT}/
http://[::1%lo]:{PORT}/
http://[::1%25lo]:{PORT}/
http://[0:0:0:0:0:0:0:1]:{PORT}/
http://[0000:0000:0000:0000:0000:0000:0000:0001]:{PORT}/
http://[::]:{PORT}/
http://[::ffff:127.0.0.1]:{PORT}/
http://[::FFFF:7F00:1]:{PORT}/
http://[::127.0.0.1]:{PORT}/
http://[::7f00:1]:{PORT}/
http://[::ffff:0:127.0.0.1]:{PORT}/
http://[64:ff9b::127.0.0.1]:{PORT}/
http://[64:ff9b::7f00:1]:{PORT}/
http://[64:ff9b:1::7f00:1]:{PORT}/
http://[2002:7f00:1::]:{PORT}/
http://[2002:7f00:1::1]:{PORT}/
http://[2001:0:7f00:1::]:{PORT}/
http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:{PORT}/
http://[2001:db8::1]:{PORT}/
http://[3fff::1]:{PORT}/
http://[fe80::1]:{PORT}/
http://[fec0::1]:{PORT}/
http://[fc00::1]:{PORT}/
http://[fd00:ec2::254]:{PORT}/
http://[ff02::1]:{PORT}/
http://[100::1]:{PORT}/
http://[5f00::1]:{PORT}/
http://10.0.0.1:{PORT}/
http://172.16.0.1:{PORT}/
http://172.31.255.255:{PORT}/
http://192.168.0.1:{PORT}/
http://169.254.169.254:{PORT}/latest/meta-data/
http://[::ffff:169.254.169.254]:{PORT}/
http://169.254.170.2:{PORT}/
http://100.64.0.1:{PORT}/
http://100.100.100.200:{PORT}/
http://168.63.129.16:{PORT}/
http://192.0.0.192:{PORT}/
http://192.0.2.1:{PORT}/
http://192.88.99.1:{PORT}/
http://198.18.0.1:{PORT}/
http://198.51.100.1:{PORT}/
http://203.0.113.1:{PORT}/
http://224.0.0.1:{PORT}/
http://239.255.255.250:{PORT}/
http://240.0.0.1:{PORT}/
http://255.255.255.255:{PORT}/
http://example.fr@127.0.0.1:{PORT}/
http://user:password@127.0.0.1:{PORT}/
http://127.0.0.1:{PORT}@example.fr/
http://example.fr:80@127.0.0.1:{PORT}/
http://example.fr%40127.0.0.1:{PORT}/
http://example.fr#@127.0.0.1:{PORT}/
http://example.fr?@127.0.0.1:{PORT}/
http://example.fr\\@127.0.0.1:{PORT}/
http://127.0.0.1:{PORT}\\@example.fr/
http://127.0.0.1:{PORT}\\.example.fr/
http:\\\\127.0.0.1:{PORT}\\
http:127.0.0.1:{PORT}/
http:/127.0.0.1:{PORT}/
http:///127.0.0.1:{PORT}/
//127.0.0.1:{PORT}/
hTTp://127.0.0.1:{PORT}/
http://127.0.0.1:0{PORT}/
http://127.0.0.1:+{PORT}/
http://127.0.0.1:{PORT}:80/
http://127.0.0.1 :{PORT}/
http://127.0.0.1\t:{PORT}/
http://[127.0.0.1]:{PORT}/
http://[::1]]:{PORT}/
http://[[::1]]:{PORT}/
http://[v1.127.0.0.1]:{PORT}/
ftp://127.0.0.1:{PORT}/
gopher://127.0.0.1:{PORT}/_GET
file:///etc/passwd
unix://127.0.0.1:{PORT}/
javascript:alert(1)
https://127.0.0.1:{PORT}/
https://localhost:{PORT}/
""".strip("\n").split("\n")

NAMES_INWARD = [
    ["127.0.0.1"],
    ["::1"],
    ["0.0.0.0"],  # noqa: S104 - what a hostile name says
    ["10.0.0.1"],
    ["169.254.169.254"],
    ["::ffff:127.0.0.1"],
    ["64:ff9b::7f00:1"],
    ["fe80::1%lo"],
    ["93.184.215.14", "127.0.0.1"],
    ["127.0.0.1", "93.184.215.14"],
    ["2606:4700::1111", "::1"],
]


class Zone:
    """Every name says the same, or something else at each question."""

    def __init__(self, *answers: Sequence[str]):
        self._answers = cycle(answers)
        self.asked = 0

    async def __call__(self, name: str) -> Sequence[str]:
        del name
        self.asked += 1
        return next(self._answers)


@pytest.fixture
async def canary() -> AsyncIterator[Server]:
    async with serving(lambda exchange: exchange.answer(SECRET)) as server:
        yield server


@pytest.fixture
def make_guarded(stack: AsyncExitStack, engine: Engine):
    async def make(guard: Guard, timeouts: Timeouts = QUICK, **options) -> HttpClient:
        client = guarded_client(guard, engine=engine, timeouts=timeouts, **options)
        await client.open()
        stack.push_async_callback(client.close)
        return client

    return make


@pytest.mark.parametrize("url", INWARD)
async def test_no_spelling_of_an_address_leads_inside(
    make_guarded, canary: Server, url: str
) -> None:
    client = await make_guarded(Guard(ports={80, 443, canary.port}), Timeouts(0.2, 0.2, 0.4))
    with pytest.raises((ValueError, RemoteError)):
        await client.get(url.replace(PORT, str(canary.port)))
    assert canary.connections == 0


@pytest.mark.parametrize("addresses", NAMES_INWARD, ids=", ".join)
async def test_a_name_is_refused_when_any_of_its_addresses_leads_inside(
    make_guarded, canary: Server, addresses: list[str]
) -> None:
    client = await make_guarded(Guard(Zone(addresses), ports={canary.port}))
    with pytest.raises(AddressRefused):
        await client.get(canary.url(host="hostile.example.fr"))
    assert canary.connections == 0


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_an_answer_and_is_not_followed(
    make_guarded, serve, canary: Server, status: int
) -> None:
    public = await serve(
        lambda ex: ex.answer(b"", f"{status} Found", f"Location: {canary.url()}"), host=NEIGHBOUR
    )
    guard = Guard(Zone([NEIGHBOUR]), ports={public.port}, allowed=[ip_network(NEIGHBOUR)])
    client = await make_guarded(guard)
    response = await client.get(public.url(host="public.example.fr"))
    assert (response.status, canary.connections) == (status, 0)


async def test_a_name_that_changes_between_two_questions_leads_inside_never(
    make_guarded, serve, canary: Server
) -> None:
    public = await serve(lambda ex: ex.answer(b"public"), host=NEIGHBOUR, port=canary.port)
    zone = Zone([NEIGHBOUR], ["127.0.0.1"], [NEIGHBOUR], [NEIGHBOUR, "127.0.0.1"])
    guard = Guard(zone, ports={canary.port}, allowed=[ip_network(NEIGHBOUR)])
    client = await make_guarded(guard)
    got = {"public": 0, "refused": 0}
    for _ in range(1000):
        try:
            got[(await client.get(public.url(host="hostile.example.fr"))).body.decode()] += 1
        except AddressRefused:
            got["refused"] += 1
    assert (got, canary.connections) == ({"public": 500, "refused": 500}, 0)


async def test_a_connection_asks_for_its_name_once(make_guarded, serve) -> None:
    public = await serve(lambda ex: ex.answer(), host=NEIGHBOUR)
    zone = Zone([NEIGHBOUR])
    client = await make_guarded(Guard(zone, ports={public.port}, allowed=[ip_network(NEIGHBOUR)]))
    await client.get(public.url(host="public.example.fr"))
    assert zone.asked == 1


async def test_the_certificate_is_that_of_the_name(make_guarded, serve, tmp_path) -> None:
    server_side, client_side = contexts("public.example.fr", tmp_path)
    public = await serve(lambda ex: ex.answer(b"hello"), host=NEIGHBOUR, tls=server_side)
    guard = Guard(Zone([NEIGHBOUR]), ports={public.port}, allowed=[ip_network(NEIGHBOUR)])
    client = await make_guarded(guard, tls=client_side)
    response = await client.get(public.url(host="public.example.fr"))
    assert response.body == b"hello"


async def test_the_server_is_asked_under_its_name(make_guarded, serve) -> None:
    async def script(exchange: Exchange) -> None:
        await exchange.answer((exchange.header("host") or "").encode())

    public = await serve(script, host=NEIGHBOUR)
    guard = Guard(Zone([NEIGHBOUR]), ports={public.port}, allowed=[ip_network(NEIGHBOUR)])
    client = await make_guarded(guard)
    response = await client.get(public.url(host="Public.example.fr"))
    assert response.body.decode() == f"public.example.fr:{public.port}"


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 8080])
async def test_an_unusual_port_is_refused_before_anybody_is_asked(make_guarded, port: int) -> None:
    zone = Zone(["93.184.215.14"])
    client = await make_guarded(Guard(zone))
    with pytest.raises(AddressRefused):
        await client.get(f"http://public.example.fr:{port}/")
    assert zone.asked == 0


async def test_in_a_network_that_is_allowed_servers_may_have_ports_of_their_own(
    make_guarded, serve
) -> None:
    inside = await serve(lambda ex: ex.answer(b"inside"), host=NEIGHBOUR)
    client = await make_guarded(Guard(allowed=[ip_network(NEIGHBOUR)]))
    assert (await client.get(inside.url())).body == b"inside"


@pytest.mark.parametrize(("address", "port"), [("93.184.215.14", 8080), (NEIGHBOUR, 25)])
async def test_what_is_allowed_inside_opens_nothing_else(
    make_guarded, address: str, port: int
) -> None:
    client = await make_guarded(Guard(Zone([address]), allowed=[ip_network(NEIGHBOUR)]))
    with pytest.raises(AddressRefused):
        await client.get(f"http://public.example.fr:{port}/")


async def test_a_network_of_the_installation_can_be_closed(make_guarded) -> None:
    client = await make_guarded(
        Guard(Zone(["93.184.215.14"]), refused=[ip_network("93.184.215.0/24")])
    )
    with pytest.raises(AddressRefused):
        await client.get("http://public.example.fr/")


async def test_a_name_that_is_never_answered_is_too_slow(make_guarded) -> None:
    async def silence(name: str) -> Sequence[str]:
        raise TimeoutError(name)

    client = await make_guarded(Guard(silence))
    with pytest.raises(RemoteTimeout):
        await client.get("http://public.example.fr/")


async def test_a_refusal_tells_a_person_nothing_of_what_is_inside(make_guarded) -> None:
    client = await make_guarded(Guard(Zone(["10.1.2.3"])))
    with pytest.raises(AddressRefused) as raised:
        await client.get("http://intranet.example.fr/")
    assert raised.value.params == {}


def test_strangers_get_little_room() -> None:
    limits = STRANGERS_LIMITS
    assert (limits.body_bytes, limits.header_bytes, limits.compressed, limits.attempts) == (
        65_536,
        65_536,
        False,
        1,
    )


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a01:e0a::1"]
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(address=st.ip_addresses(v=4))
def test_no_address_is_public_that_python_calls_private_or_more(address) -> None:
    inside = address.is_private or address.is_multicast or address.is_reserved
    assert not (is_public(address) and inside)


@given(inside=st.ip_addresses(v=4), form=st.sampled_from(["::{}", "::ffff:{}", "64:ff9b::{}"]))
def test_no_ipv6_address_that_holds_an_ipv4_address_is_public(inside, form: str) -> None:
    assert not is_public(ip_address(form.format(inside)))
