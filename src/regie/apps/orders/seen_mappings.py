"""How a source is mapped, as its administrators see it: each part by name, so that what holds a
secret is never in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from pydantic import BaseModel

from regie.core.settings import Sizing
from regie.core.sqlguard import Engine

from .doctor.examining import address_of
from .domain import Status
from .mapping import SourceMapping
from .mapping.number_formats import StoredAs
from .mapping.schema import ColumnRef, Connection, DateRef, Table
from .names import NameOrder
from .sources.opening import customers_limits, limits_of, wanted_connections

Meaning = Literal[
    "number",
    "of",
    "customer",
    "status",
    "ordered_on",
    "expected_on",
    "designation",
    "copies",
    "email",
    "on",
]
"""The key of the mapping file; `of` is the column of orders that the history's number refers to."""


class SeenColumn(BaseModel):
    means: Meaning
    column: str
    join: str | None
    """The joined table that has it; null for the table itself."""
    type: Literal["text", "integer"]
    format: str | None
    """Of a day: how it is written; `date` where the column holds days or moments."""


class SeenTable(BaseModel):
    schema_name: str | None
    table: str
    columns: list[SeenColumn]


class SeenJoin(BaseModel):
    name: str
    schema_name: str | None
    table: str
    column: str
    """Its key."""
    equals: str
    """The column of orders that holds it."""


class SeenNumbers(BaseModel):
    formats: list[str]
    """Each 0 a digit; empty: whatever a customer writes is asked for."""
    stored_as: StoredAs
    digits: int | None
    """Padded with zeros to so many characters."""


class SeenMeaning(BaseModel):
    status: Status
    label: str
    """In the reader's language."""
    words: list[str]
    """The source's own."""


class SeenReplicas(BaseModel):
    places: list[str]
    """Tried in this order, before the source itself."""
    max_lag_s: float


class SeenPool(BaseModel):
    """Connections, at once."""

    customers: int
    """Of each process, for customers' questions …"""
    queries: int
    """… and for saved queries, which have none of their own when the share is one connection."""
    processes: int
    wanted: int
    """By the whole installation."""
    allowed: int | None
    """By the source, to the whole installation; null where the mapping does not tell."""


class SeenMapping(BaseModel):
    source: str
    engine: Engine | None
    """Null while it is connected to nothing."""
    orders: SeenTable
    history: SeenTable | None
    joins: list[SeenJoin]
    numbers: SeenNumbers
    name_order: NameOrder
    statuses: list[SeenMeaning]
    """In the order of an order's life; any other word of the source is shown as it is."""
    replicas: SeenReplicas | None
    pool: SeenPool
    statement_timeout_s: float
    tells_changes: bool
    """It has a secret to sign them with."""
    accepted_risk: str | None
    """Why an account that is not proven harmless is read with all the same."""


class SeenMappings(BaseModel):
    """In the order in which the sources are asked."""

    mappings: list[SeenMapping]


def seen_mapping(
    mapping: SourceMapping, *, sized: Sizing, processes: int, label: Callable[[Status], str]
) -> SeenMapping:
    address = address_of(mapping)
    connection, words = mapping.connection, mapping.statuses
    return SeenMapping(
        source=mapping.name,
        engine=address and address.engine,
        orders=_table(mapping.orders),
        history=mapping.history and _table(mapping.history),
        joins=[
            SeenJoin(
                name=name,
                schema_name=join.schema_name,
                table=join.table,
                column=join.column,
                equals=join.equals,
            )
            for name, join in mapping.joins.items()
        ],
        numbers=SeenNumbers(
            formats=list(mapping.numbers.formats),
            stored_as=mapping.numbers.stored_as,
            digits=mapping.numbers.digits,
        ),
        name_order=mapping.name_order,
        statuses=[
            SeenMeaning(status=status, label=label(status), words=list(words[status]))
            for status in Status
            if words.get(status)
        ],
        replicas=_replicas(mapping),
        pool=_pool(connection, sized, processes),
        statement_timeout_s=connection.statement_timeout_s,
        tells_changes=mapping.signing is not None,
        accepted_risk=connection.accepted_risk,
    )


def _table(table: Table) -> SeenTable:
    return SeenTable(
        schema_name=table.schema_name, table=table.table, columns=list(_columns(table))
    )


def _columns(table: Table) -> Iterator[SeenColumn]:
    for means in type(table).model_fields:
        value: Any = getattr(table, means)
        for column in value if isinstance(value, tuple) else (value,):
            if isinstance(column, ColumnRef):
                yield SeenColumn.model_validate(
                    {
                        "means": means,
                        "column": column.column,
                        "join": column.join,
                        "type": column.type,
                        "format": column.format if isinstance(column, DateRef) else None,
                    }
                )


def _replicas(mapping: SourceMapping) -> SeenReplicas | None:
    """Those of the DSN too; of each, host and port alone."""
    address, connection = address_of(mapping), mapping.connection
    if address is None:
        return None
    copies = [address.at(place) for place in (*address.replicas, *connection.replicas)]
    if not copies:
        return None
    return SeenReplicas(
        places=[f"{copy.host}:{copy.port}" if copy.port else copy.host for copy in copies],
        max_lag_s=connection.max_lag_s if connection.replicas else address.max_lag_s,
    )


def _pool(connection: Connection, sized: Sizing, processes: int) -> SeenPool:
    whole = limits_of(connection, sized, processes).connections
    customers = customers_limits(connection, sized, processes).connections
    return SeenPool(
        customers=customers,
        queries=whole - customers,
        processes=processes,
        wanted=wanted_connections(connection, sized),
        allowed=connection.most_connections,
    )
