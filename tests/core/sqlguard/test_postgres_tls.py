"""A PostgreSQL away from the loopback: encrypted, with the server that was meant, or not at all.

The one that the distribution installs, which has TLS as the embedded one has not.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Require
from installedpostgres import installed, own_address
from postgresqlserver import PostgreSQL
from regie.core.sqlguard import EntryRefused, SourceRefused, SourceUnavailable, unreached

from .conftest import Admin, Open
from .postgresql_elsewhere import Elsewhere, elsewhere
from .postgresql_workshop import DATABASE, PASSWORD, READER, set_up
from .tds import Authority
from .test_postgres import (  # noqa: F401 - run here as well
    test_a_caller_who_goes_away_stops_the_statement_on_the_server,
    test_a_connection_that_died_while_idle_is_replaced_unnoticed,
    test_a_slow_statement_is_ended_by_the_server_and_its_connection_used_again,
    test_a_wrong_password_is_a_refusal_not_an_outage,
    test_even_an_account_with_rights_writes_nothing,
    test_what_a_statement_changes_in_its_session_does_not_meet_the_next_one,
)
from .test_proof import (  # noqa: F401 - as above
    THINGS,
    test_an_account_that_reads_what_is_mapped_passes_every_line,
)

SHOWS_A_PAPER = "workshop_shows_a_paper"
ADMITTED = f"""
hostssl all {SHOWS_A_PAPER} all scram-sha-256 clientcert=verify-ca
host all all all scram-sha-256
"""
LINK = "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
OLD_TLS = {"ssl_min_protocol_version": "TLSv1", "ssl_max_protocol_version": "TLSv1.1"}
TLS_REQUEST = bytes.fromhex("00000008 04d2162f")
GIVES_A_PASSWORD_AWAY = b"R\0\0\0\x08\0\0\0\x03"
"""A server's wish to be told the password itself."""


@pytest.fixture(scope="module")
def host(require_component: Require) -> str:
    found = own_address()
    require_component("an address beside those of the loopback", found)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def server(require_component: Require, host: str) -> Iterator[Elsewhere]:
    require_component("PostgreSQL of the distribution", installed())
    folder = Path(tempfile.mkdtemp(prefix="regie-elsewhere-"))
    with elsewhere(folder, host, ADMITTED) as running:
        yield running
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def workshop(server: Elsewhere) -> PostgreSQL:
    return set_up(server.far)


async def test_the_right_certificate_under_the_right_name_is_answered(open_source: Open) -> None:
    (row,) = await open_source().fetch(LINK)
    assert (row["ssl"], row["version"]) == (True, "TLSv1.3")


async def test_a_proof_says_by_what_the_link_is_encrypted(open_source: Open) -> None:
    proof = await open_source().prove([THINGS])
    (link,) = (finding for finding in proof.findings if finding.check == "link")
    assert (link.verdict, link.facts) == ("pass", {"link": "TLSv1.3"})


@pytest.mark.parametrize(
    ("certificate", "why"),
    [
        ("of a stranger", "authority"),
        ("of another name", "name"),
        ("over its date", "expired"),
        ("of tomorrow", "early"),
        ("for clients only", "certificate"),
    ],
)
async def test_a_certificate_that_is_not_right_is_refused_for_what_is_not_right_in_it(
    open_source: Open, server: Elsewhere, certificate: str, why: str
) -> None:
    source = open_source()
    with server.showing(certificate), pytest.raises(EntryRefused) as raised:
        await source.ping()
    assert raised.value.why == why


async def test_a_refusal_shows_no_secret(open_source: Open, server: Elsewhere) -> None:
    source = open_source()
    with server.showing("of a stranger"), pytest.raises(EntryRefused) as raised:
        await source.ping()
    shown = str(raised.value)
    assert not [each for each in (PASSWORD, READER, DATABASE) if each in shown]


async def test_an_authority_that_did_not_sign_is_not_believed(
    open_source: Open, server: Elsewhere, workshop: PostgreSQL
) -> None:
    at = replace(workshop.administrator, ca=server.stranger.certificate)
    with pytest.raises(EntryRefused) as raised:
        await open_source(PostgreSQL(at).url(DATABASE, READER, PASSWORD)).ping()
    assert raised.value.why == "authority"


async def test_an_authority_of_the_same_name_is_another_one(
    open_source: Open, workshop: PostgreSQL, server: Elsewhere, tmp_path: Path
) -> None:
    namesake = Authority(tmp_path, server.house.certificate.stem)
    at = replace(workshop.administrator, ca=namesake.certificate)
    with pytest.raises(EntryRefused) as raised:
        await open_source(PostgreSQL(at).url(DATABASE, READER, PASSWORD)).ping()
    assert raised.value.why == "authority"


async def test_without_an_authority_of_its_own_those_of_the_machine_count(
    open_source: Open, workshop: PostgreSQL
) -> None:
    at = replace(workshop.administrator, ca=None)
    with pytest.raises(EntryRefused) as raised:
        await open_source(PostgreSQL(at).url(DATABASE, READER, PASSWORD)).ping()
    assert raised.value.why == "authority"


async def test_a_server_without_tls_is_refused(open_source: Open, server: Elsewhere) -> None:
    source = open_source()
    with server.told(ssl="off"), pytest.raises(EntryRefused) as raised:
        await source.ping()
    assert raised.value.why == "no_tls"


async def test_a_server_that_gave_tls_up_between_two_connections_is_refused(
    open_source: Open, server: Elsewhere, admin: Admin
) -> None:
    source = open_source(connections=1)
    (row,) = await source.fetch("SELECT pg_backend_pid() AS pid")
    with server.told(ssl="off"), pytest.raises(EntryRefused):
        server.near.admin(f"SELECT pg_terminate_backend({row['pid']})")
        await source.ping()


async def test_a_server_that_has_tls_again_is_read_again(
    open_source: Open, server: Elsewhere
) -> None:
    source = open_source(failures_to_open=1)
    with server.told(ssl="off"), pytest.raises(SourceRefused):
        await source.ping()
    await source.ping()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({"ssl": "off"}, {"ssl": "on"}),
        (OLD_TLS, {"ssl_min_protocol_version": "TLSv1.2", "ssl_max_protocol_version": ""}),
    ],
    ids=["no_tls", "old_tls"],
)
async def test_what_is_advised_to_administrators_lets_us_in(
    open_source: Open, server: Elsewhere, wrong: dict[str, str], right: dict[str, str]
) -> None:
    source = open_source(failures_to_open=1)
    with server.told(**wrong):
        with pytest.raises(EntryRefused) as raised:
            await source.ping()
        server.obeys(unreached(raised.value, server.far.administrator).remedy or "", **right)
        await source.ping()


@pytest.mark.parametrize(
    "answer",
    [
        b"N",
        b"N" + GIVES_A_PASSWORD_AWAY,
        GIVES_A_PASSWORD_AWAY,
        b"S" + GIVES_A_PASSWORD_AWAY,
        b"E\0\0\0\x1cSFATAL\0C53300\0Mfull\0\0",
    ],
    ids=["no", "no and asks", "asks", "yes and asks", "an error"],
)
async def test_who_offers_no_tls_is_told_nothing_but_that_we_want_it(
    open_source: Open, host: str, answer: bytes
) -> None:
    heard = bytearray()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer):
            heard.extend(await reader.readexactly(len(TLS_REQUEST)))
            writer.write(answer)
            heard.extend(await reader.read())

    async with listening(host, serve) as port:
        with pytest.raises((SourceRefused, SourceUnavailable)):
            await open_source(f"postgresql://{READER}:{PASSWORD}@{host}:{port}/x").ping()
    assert bytes(heard) == TLS_REQUEST


@pytest.mark.parametrize("answer", [b"", b"S"], ids=["before it", "in the handshake"])
async def test_a_server_that_hangs_before_tls_stands_is_given_up_when_connecting_took_too_long(
    open_source: Open, host: str, answer: bytes
) -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer):
            writer.write(answer)
            await reader.read()

    async with listening(host, hang) as port:
        source = open_source(
            f"postgresql://{READER}:{PASSWORD}@{host}:{port}/x", connect_s=0.2, statement_s=30
        )
        with pytest.raises(SourceUnavailable, match="TimeoutError"):
            await source.ping()


@asynccontextmanager
async def listening(
    host: str, serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], object]
) -> AsyncIterator[int]:
    served = await asyncio.start_server(serve, host)  # type: ignore[arg-type]
    try:
        yield served.sockets[0].getsockname()[1]
    finally:
        served.close()
        await asyncio.sleep(0)


async def test_tls_that_nobody_should_use_any_more_is_refused(
    open_source: Open, server: Elsewhere
) -> None:
    with server.told(**OLD_TLS), pytest.raises(EntryRefused) as raised:
        await open_source().ping()
    assert raised.value.why == "old_tls"


async def test_who_asks_for_a_certificate_of_ours_refuses_us(
    open_source: Open, server: Elsewhere, workshop: PostgreSQL
) -> None:
    workshop.make_role(SHOWS_A_PAPER, PASSWORD)
    with (
        server.told(ssl_ca_file=str(server.house.certificate)),
        pytest.raises(EntryRefused) as raised,
    ):
        await open_source(workshop.url(DATABASE, SHOWS_A_PAPER, PASSWORD)).ping()
    assert raised.value.why == "account"


async def test_a_proof_knocks_once_where_nobody_is_let_in(open_source: Open, host: str) -> None:
    visits = 0

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal visits
        visits += 1
        with closing(writer):
            await reader.read(len(TLS_REQUEST))
            writer.write(b"N")

    async with listening(host, refuse) as port:
        dsn = f"postgresql://{READER}:{PASSWORD}@{host}:{port}/x"
        with pytest.raises(EntryRefused):
            await open_source(dsn).prove([THINGS])
    assert visits == 1
