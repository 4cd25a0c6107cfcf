"""Every statement about the widget's keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import msgspec
from sqlalchemy import Row, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import After, Sort
from regie.core.i18n import Language
from regie.core.web import ChangedMeanwhile

from .domain import Position, Scheme, Widget
from .errors import WidgetNameTaken, WidgetNotFound

SORT: Final = Sort("core.sort_key(w.name)", id="w.id")

_SEEN: Final = f"""
    SELECT {SORT.column},
        w.id, w.tenant, w.key, w.name, w.origins, w.sources, w.title, w.colour, w.language,
        w.position, w.scheme, w.active, w.created_at, w.version
    FROM orders.widget AS w
"""  # noqa: S608 - constants
_LIST: Final = text(
    f"{_SEEN} WHERE w.tenant = :tenant AND {SORT.where} ORDER BY {SORT.order} LIMIT :limit"
)
_FIND: Final = text(f"{_SEEN} WHERE w.tenant = :tenant AND w.key = :key")
_COUNT: Final = text("SELECT count(*) FROM orders.widget WHERE tenant = :tenant")
_ADD: Final = text(
    """
    INSERT INTO orders.widget (tenant, key, name, origins, sources, title, colour, language,
        position, scheme, active)
    VALUES (:tenant, :key, :name, :origins, :sources, :title, :colour, :language, :position,
        :scheme, :active)
    """
)
_REPLACE: Final = text(
    """
    UPDATE orders.widget SET
        name = :name, origins = :origins, sources = :sources, title = :title, colour = :colour,
        language = :language, position = :position, scheme = :scheme, active = :active,
        version = version + 1
    WHERE tenant = :tenant AND key = :key AND version = :version
    """
)
_ACTIVE: Final = text(
    """
    SELECT tenant, key, origins, sources, title, colour, language, position, scheme
    FROM orders.widget WHERE active AND tenant = :tenant ORDER BY id
    """
)


class ActiveWidget(msgspec.Struct, frozen=True, array_like=True):
    """A key that shops' pages may use, as every conversation needs it."""

    tenant: str
    key: str
    origins: tuple[str, ...]
    sources: tuple[str, ...] | None
    title: str | None
    colour: str
    language: Language | None
    position: Position
    scheme: Scheme


async def list_widgets(
    connection: AsyncConnection, tenant: str, after: After | None, limit: int
) -> list[Widget]:
    """By name."""
    asked = {"tenant": tenant, "limit": limit, **SORT.parameters(after)}
    return [_widget(row) for row in await connection.execute(_LIST, asked)]


async def find_widget(connection: AsyncConnection, tenant: str, key: str) -> Widget:
    """Raises WidgetNotFound."""
    row = (await connection.execute(_FIND, {"tenant": tenant, "key": key})).one_or_none()
    if row is None:
        raise WidgetNotFound
    return _widget(row)


async def count_widgets(connection: AsyncConnection, tenant: str) -> int:
    return cast("int", (await connection.execute(_COUNT, {"tenant": tenant})).scalar_one())


async def add_widget(connection: AsyncConnection, values: Mapping[str, object]) -> None:
    """Raises WidgetNameTaken."""
    try:
        await connection.execute(_ADD, values)
    except IntegrityError as error:
        raise WidgetNameTaken from error


async def replace_widget(connection: AsyncConnection, values: Mapping[str, object]) -> None:
    """Raises ChangedMeanwhile, WidgetNameTaken."""
    try:
        changed = (await connection.execute(_REPLACE, values)).rowcount
    except IntegrityError as error:
        raise WidgetNameTaken from error
    if not changed:
        raise ChangedMeanwhile


async def active_widgets(connection: AsyncConnection, tenant: str) -> tuple[ActiveWidget, ...]:
    return tuple(
        ActiveWidget(
            row.tenant,
            row.key,
            tuple(row.origins),
            _names(row.sources),
            row.title,
            row.colour,
            row.language,
            row.position,
            row.scheme,
        )
        for row in await connection.execute(_ACTIVE, {"tenant": tenant})
    )


def _names(sources: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if sources is None else tuple(sources)


def _widget(row: Row[Any]) -> Widget:
    return Widget(
        id=row.id,
        tenant=row.tenant,
        key=row.key,
        name=row.name,
        origins=tuple(row.origins),
        sources=_names(row.sources),
        title=row.title,
        colour=row.colour,
        language=row.language,
        position=row.position,
        scheme=row.scheme,
        active=row.active,
        created_at=row.created_at,
        version=row.version,
        sort_value=row.sort_value,
    )
