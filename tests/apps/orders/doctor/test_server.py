from __future__ import annotations

from collections.abc import AsyncIterator

import psycopg
import pytest

from postgresqlserver import PostgreSQL
from regie.apps.orders.doctor.server import server_findings
from regie.core.sqlguard import ReadOnlySource, open_source

from ..conftest import noon

DATABASE = "in_french"


@pytest.fixture(
    params=[pytest.param("postgresql_server", marks=pytest.mark.postgresql), "installed_postgresql"]
)
async def in_french(request: pytest.FixtureRequest) -> AsyncIterator[ReadOnlySource]:
    """A database that sorts by ICU, which versions name in different places."""
    server: PostgreSQL = request.getfixturevalue(request.param)
    try:
        server.admin(
            f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'"
            " LOCALE_PROVIDER icu ICU_LOCALE 'fr-FR'"
        )
    except (psycopg.errors.SyntaxError, psycopg.errors.FeatureNotSupported):
        pytest.skip("no database of this PostgreSQL sorts by ICU")
    at = server.administrator
    source = open_source("shop", server.url(DATABASE, at.user, at.password))
    yield source
    await source.close()
    server.admin(f"DROP DATABASE {DATABASE}")


async def test_the_collation_is_what_the_database_sorts_by(in_french: ReadOnlySource) -> None:
    told = {each.check: each.facts for each in await server_findings(in_french, noon)}
    assert told["server.version"]["collation"] == "fr-FR"
