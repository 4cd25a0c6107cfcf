"""Every statement about usage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import After, Sort

CALLS: Final = Sort("c.id", "bigint", id="c.id", descending=True)

# One pass over the roll-ups for totals, days, keys and models.
_FIGURES: Final = text(
    """
    SELECT grouping(day) AS no_day, grouping(u.key_id) AS no_key, grouping(model) AS no_model,
        day, u.key_id, model, max(k.name) AS key_name,
        sum(requests)::bigint AS requests, sum(failures)::bigint AS failures,
        sum(hits)::bigint AS hits, sum(estimates)::bigint AS estimates,
        sum(expired)::bigint AS expired, sum(tokens_in)::bigint AS tokens_in,
        sum(tokens_out)::bigint AS tokens_out, sum(cost_micros)::bigint AS cost_micros,
        sum(saved_micros)::bigint AS saved_micros
    FROM gateway.usage_day AS u JOIN gateway.key AS k ON k.id = u.key_id AND k.tenant = u.tenant
    WHERE u.tenant = :tenant AND day BETWEEN :first AND :last
        AND (CAST(:key_id AS bigint) IS NULL OR u.key_id = :key_id)
        AND (CAST(:model AS text) IS NULL OR model = :model)
    GROUP BY GROUPING SETS ((), (day), (u.key_id), (model))
    ORDER BY cost_micros DESC NULLS LAST
    """
)
_OF_DAY: Final = text(
    """
    SELECT model, price_in_micros, price_out_micros,
        sum(requests)::bigint AS requests, sum(estimates)::bigint AS estimates,
        sum(expired)::bigint AS expired, sum(tokens_in)::bigint AS tokens_in,
        sum(tokens_out)::bigint AS tokens_out, sum(cost_micros)::bigint AS cost_micros,
        sum(expired_micros)::bigint AS expired_micros,
        sum(written_off_micros)::bigint AS written_off_micros
    FROM gateway.usage_day
    WHERE tenant = :tenant AND day = :day
        AND (CAST(:key_id AS bigint) IS NULL OR key_id = :key_id)
        AND (CAST(:model AS text) IS NULL OR model = :model)
    GROUP BY model, price_in_micros, price_out_micros
    ORDER BY cost_micros DESC, model, price_in_micros, price_out_micros
    """
)
_CALLS: Final = text(
    f"""
    SELECT c.id, c.at, c.key_id, k.name AS key_name, c.model, c.provider, c.outcome, c.cache,
        c.tokens_in, c.tokens_out, c.estimated, c.cost_micros, c.first_ms, c.whole_ms, c.own_us,
        c.request_id
    FROM gateway.call AS c JOIN gateway.key AS k ON k.id = c.key_id AND k.tenant = c.tenant
    WHERE c.tenant = :tenant AND {CALLS.where}
        AND (CAST(:key_id AS bigint) IS NULL OR c.key_id = :key_id)
        AND (CAST(:model AS text) IS NULL OR c.model = :model)
        AND (CAST(:outcome AS text) IS NULL OR c.outcome = :outcome)
    ORDER BY {CALLS.order} LIMIT :limit
    """  # noqa: S608 - constants
)


class Wanted(NamedTuple):
    key_id: int | None = None
    model: str | None = None


class Summed(NamedTuple):
    requests: int
    failures: int
    hits: int
    estimates: int
    expired: int
    tokens_in: int
    tokens_out: int
    cost_micros: int
    saved_micros: int


NOTHING: Final = Summed(0, 0, 0, 0, 0, 0, 0, 0, 0)


class Added(NamedTuple):
    totals: Summed
    days: dict[date, Summed]
    keys: list[tuple[int, str, Summed]]
    models: list[tuple[str, Summed]]
    """The dearest first."""


class Priced(NamedTuple):
    """What one model did on one day at one price."""

    model: str
    price_in_micros: int
    price_out_micros: int
    requests: int
    estimates: int
    expired: int
    tokens_in: int
    tokens_out: int
    cost_micros: int
    expired_micros: int
    written_off_micros: int


async def added_up(
    connection: AsyncConnection, tenant: str, first: date, last: date, wanted: Wanted
) -> Added:
    asked = {"tenant": tenant, "first": first, "last": last, **wanted._asdict()}
    added = Added(NOTHING, {}, [], [])
    for row in await connection.execute(_FIGURES, asked):
        if row.requests is None:
            continue
        figures = Summed(*(getattr(row, name) for name in Summed._fields))
        if not row.no_day:
            added.days[row.day] = figures
        elif not row.no_key:
            added.keys.append((row.key_id, row.key_name, figures))
        elif not row.no_model:
            added.models.append((row.model, figures))
        else:
            added = added._replace(totals=figures)
    return added


async def priced(
    connection: AsyncConnection, tenant: str, day: date, wanted: Wanted
) -> list[Priced]:
    asked = {"tenant": tenant, "day": day, **wanted._asdict()}
    return [Priced(*row) for row in await connection.execute(_OF_DAY, asked)]


async def list_calls(
    connection: AsyncConnection, tenant: str, filters: Mapping[str, object], after: After | None
) -> Sequence[Row[Any]]:
    """The newest first."""
    asked = {"tenant": tenant, **filters, **CALLS.parameters(after)}
    return (await connection.execute(_CALLS, asked)).all()
