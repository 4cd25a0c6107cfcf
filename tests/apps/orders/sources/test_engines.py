"""The same orders are read alike from every engine, under names that no engine likes."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import date
from urllib.parse import quote

import pytest

from mysqlserver import MySQL
from postgresqlserver import PostgreSQL
from regie.apps.orders.domain import Status, Step
from regie.apps.orders.errors import OrderNotFound
from regie.apps.orders.mapping import SourceMapping
from regie.apps.orders.mapping.checking import check_mapping
from regie.apps.orders.mapping.proposing import propose, write_proposal
from regie.apps.orders.service import OrderService
from regie.apps.orders.sources import OrderSource
from regie.apps.orders.sources.opening import order_source
from regie.core.observe import count_statements
from regie.core.settings import sized_for

from ....core.sqlguard.tds.fixtures import *  # noqa: F403 - a SQL Server of the tests' own
from ....core.sqlguard.tds.workshop import Workshop
from ..conftest import PARIS, order_service
from . import odd

READER, PASSWORD = "odd_reader", "only-in-tests"
ELEONORE = "Éléonore LEFÈVRE-D’ÆRØ"


def odd_in(server: PostgreSQL) -> SourceMapping:
    server.make_role(READER, PASSWORD)
    server.make_database("odd")
    server.admin("; ".join(odd.statements("postgresql")), "odd")
    server.admin(f"GRANT CONNECT ON DATABASE odd TO {READER}")
    for table in odd.SCHEMA:
        server.admin(f'GRANT SELECT ON "{table}" TO {READER}', "odd")
    return odd.mapping("odd-postgresql", server.url("odd", READER, PASSWORD), "public")


@pytest.fixture(scope="session")
def odd_postgres(postgresql_server: PostgreSQL) -> SourceMapping:
    return odd_in(postgresql_server)


@pytest.fixture(scope="session")
def odd_installed_postgres(installed_postgresql: PostgreSQL) -> SourceMapping:
    return odd_in(installed_postgresql)


@pytest.fixture(scope="session")
def odd_mysql(mysql_server: MySQL) -> SourceMapping:
    mysql_server.admin("CREATE DATABASE odd CHARACTER SET utf8mb4")
    for statement in odd.statements("mysql"):
        mysql_server.admin(statement, "odd")
    mysql_server.admin(f"CREATE USER {READER} IDENTIFIED BY '{PASSWORD}'")
    mysql_server.admin(f"GRANT SELECT ON odd.* TO {READER}")
    return odd.mapping("odd-mysql", mysql_server.dsn(READER, PASSWORD, "odd"))


@pytest.fixture(scope="session")
def odd_sqlite(tmp_path_factory: pytest.TempPathFactory) -> SourceMapping:
    path = tmp_path_factory.mktemp("odd") / "odd.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in odd.statements("sqlite"):
            connection.execute(statement)
    return odd.mapping("odd-sqlite", f"sqlite:///{quote(str(path))}")


@pytest.fixture
def odd_sqlserver(shop: Workshop, sql_server_dsn: Callable[..., str]) -> SourceMapping:
    for table, columns in odd.SCHEMA.items():
        shop.create_table(table, columns, odd.ROWS[table], indexed=(odd.INDEXED[table],))
        shop.rights.grant(f"[dbo].[{table}]", "SELECT")
    return odd.mapping("odd-sqlserver", sql_server_dsn(), "dbo")


@pytest.fixture(
    params=[
        pytest.param("postgres", marks=pytest.mark.postgresql),
        "installed_postgres",
        pytest.param("mysql", marks=pytest.mark.mysql),
        "sqlite",
        "sqlserver",
    ]
)
def mapping(request: pytest.FixtureRequest) -> SourceMapping:
    return request.getfixturevalue(f"odd_{request.param}")


@pytest.fixture
async def source(mapping: SourceMapping) -> AsyncIterator[OrderSource]:
    source = order_source(mapping, zone=PARIS, sized=sized_for("small"), processes=1, strict=False)
    await source.guarded.open()
    yield source
    await source.guarded.close()


@pytest.fixture
def service(source: OrderSource) -> OrderService:
    return order_service(source)


async def test_an_order_is_read_whole_in_one_statement(service: OrderService) -> None:
    with count_statements() as counted:
        order = (await service.track("ph-0000-00001", "Lefevre d’Aero")).order
    assert counted.count == 1
    assert (order.customer, order.copies, order.ordered_on, order.dispatch_expected_on) == (
        ELEONORE,
        5,
        date(2025, 10, 20),
        date(2025, 10, 28),
    )
    assert order.history == (
        Step(Status.IN_PRODUCTION, "10", date(2025, 10, 20)),
        Step(Status.DISPATCHED, "30", date(2025, 10, 27)),
    )


@pytest.mark.parametrize(
    "number", ["PH-0000-00009", "' OR '1'='1", "PH-0000-00001' --", "漢字", "%", "\\"]
)
async def test_what_is_no_number_is_not_found(service: OrderService, number: str) -> None:
    with pytest.raises(OrderNotFound):
        await service.track(number, "Dupont")


async def test_a_day_that_is_none_is_none(service: OrderService) -> None:
    assert (await service.track("PH-0000-00003", "Dupont")).order.dispatch_expected_on is None


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2025, 10, 20), date(2025, 10, 20), ["PH-0000-00001"]),
        (date(2025, 10, 1), date(2025, 11, 3), ["PH-0000-00002", "PH-0000-00001"]),
        (date(2025, 10, 21), date(2025, 11, 2), []),
    ],
)
async def test_orders_are_found_by_name_and_period(
    service: OrderService, first: date, last: date, found: list[str]
) -> None:
    orders = await service.search("eleonore lefèvre d’aero", first, last)
    assert [each.order.number for each in orders] == found


async def test_the_mapping_stands_the_check_against_the_real_catalogue(
    source: OrderSource,
) -> None:
    findings = check_mapping(source.mapping, await source.guarded.catalogue())
    assert [(each.check, each.verdict) for each in findings] == [("mapping.names", "pass")]


async def test_a_mapping_is_proposed_from_the_real_catalogue(source: OrderSource) -> None:
    proposal = propose(await source.guarded.catalogue())
    assert proposal is not None
    text = write_proposal(proposal, "odd", "fr")
    assert all(f'table = "{table}"' in text for table in odd.SCHEMA)
