"""Lists by key, as all subjects of the app have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import After, Sort, last_of
from regie.core.web import next_cursor, read_cursor

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of a list: `sort` is a field's name, with a minus before it downwards."""

    sort: str
    limit: int
    after: After | None

    @classmethod
    def of(cls, sort: str, limit: int, cursor: str | None) -> Page:
        """Raises CursorMalformed."""
        return cls(sort, limit, read_cursor(cursor, sort))


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    rows: list[T]
    next: str | None


def matching(expression: str) -> str:
    """Whether `:words` stand in it, whatever the case and the accents; null is everything."""
    folded = "lower(core.unaccent('core.unaccent', {}))"
    return (
        "(CAST(:words AS text) IS NULL"
        f" OR strpos({folded.format(expression)}, {folded.format(':words')}) > 0)"
    )


def pages(
    select: str, where: str, sorted_by: Mapping[str, tuple[str, str]], *, id_: str
) -> Mapping[str, TextClause]:
    """A statement of each order. `sorted_by`: expression and type of each name; `select` has its
    FROM, and `{sort}` where the sorted column goes."""
    sorts = {
        f"{sign}{name}": Sort(expression, type_, id_, descending=bool(sign))
        for name, (expression, type_) in sorted_by.items()
        for sign in ("", "-")
    }
    return {
        name: text(
            f"{select.format(sort=sort.column)} WHERE {where} AND {sort.where}"
            f" ORDER BY {sort.order} LIMIT :limit"
        )
        for name, sort in sorts.items()
    }


async def page_of(
    connection: AsyncConnection,
    statements: Mapping[str, TextClause],
    page: Page,
    values: Mapping[str, Any],
    made: Callable[[Any], T],
) -> Found[T]:
    """Rows have `id` and, last, `sort_value`."""
    parameters = {**values, **Sort.parameters(page.after), "limit": page.limit}
    rows: Sequence[Any] = (await connection.execute(statements[page.sort], parameters)).all()
    last = last_of(rows)
    return Found(
        [made(row) for row in rows], next_cursor(page.sort, last, found=len(rows), limit=page.limit)
    )
