from __future__ import annotations

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postgresqlserver import PostgreSQL
from regie.core.errors import Misconfigured
from regie.core.sqlguard import LONGEST_IDENTIFIER_BYTES, quote_identifier, quote_path

names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1
).filter(lambda name: len(name.encode()) <= LONGEST_IDENTIFIER_BYTES)


@pytest.fixture(scope="module")
def connection(postgresql_server: PostgreSQL):
    with postgresql_server.superuser() as opened:
        yield opened


@pytest.mark.postgresql
@given(name=names)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_quoted_name_is_that_name_and_nothing_else(
    connection: psycopg.Connection, name: str
) -> None:
    cursor = connection.execute(f"SELECT 1 AS {quote_identifier(name)}".encode())
    assert [column.name for column in cursor.description or ()] == [name]


@pytest.mark.parametrize("name", ["", "a\0b", "é" * 32, "\ud800"])
def test_what_cannot_be_a_name_is_refused(name: str) -> None:
    with pytest.raises(Misconfigured):
        quote_identifier(name)


def test_a_schema_stands_in_front_quoted_on_its_own() -> None:
    assert quote_path("dbo.x", 'N° "commande"') == '"dbo.x"."N° ""commande"""'
