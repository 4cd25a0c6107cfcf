"""To which server a DSN leads, and to no other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing

import pytest

from postgresqlserver import PostgreSQL
from regie.core.sqlguard import SourceRefused, SourceUnavailable

from .conftest import Open
from .postgresql_workshop import DATABASE, PASSWORD, READER, WRITER

pytestmark = pytest.mark.postgresql


class Stranger:
    """Listens on the loopback and hangs up; `visited` is set by who comes."""

    def __init__(self) -> None:
        self.port = 0
        self.visited = False

    async def serve(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer):
            self.visited = True


@pytest.fixture
async def stranger() -> AsyncIterator[Stranger]:
    stranger = Stranger()
    served = await asyncio.start_server(stranger.serve, "127.0.0.1")
    stranger.port = served.sockets[0].getsockname()[1]
    yield stranger
    served.close()


async def test_a_second_server_behind_a_comma_is_no_server(
    open_source: Open, stranger: Stranger
) -> None:
    """The first is a socket's folder, which needs no TLS; the second would have got none."""
    place = f"/nowhere,127.0.0.1:{stranger.port}"
    with pytest.raises(SourceUnavailable):
        await open_source(f"postgresql://{READER}:{PASSWORD}@/x?host={place}").ping()
    assert not stranger.visited


async def test_a_dsn_without_a_server_leads_to_none_of_the_environment(
    open_source: Open, stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGHOST", "127.0.0.1")
    monkeypatch.setenv("PGPORT", str(stranger.port))
    with pytest.raises((SourceUnavailable, SourceRefused)):
        await open_source(f"postgresql://{READER}:{PASSWORD}@/x").ping()
    assert not stranger.visited


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PGSSLMODE", "verify-full"),
        ("PGSSLNEGOTIATION", "direct"),
        ("PGTARGETSESSIONATTRS", "standby"),
        ("PGPORT", "1"),
        ("PGUSER", WRITER),
        ("PGDATABASE", "nothing"),
        ("PGGSSLIB", "nothing"),
        ("PGKRBSRVNAME", "nothing"),
    ],
)
async def test_what_the_environment_has_for_other_programs_changes_nothing(
    open_source: Open, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    (row,) = await open_source().fetch("SELECT current_user AS who, current_database() AS at")
    assert (row["who"], row["at"]) == (READER, DATABASE)


async def test_a_password_of_the_environment_is_said_to_no_source(
    open_source: Open, workshop: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    with pytest.raises(SourceRefused):
        await open_source(workshop.url(DATABASE, READER, "")).ping()
