"""What an installation of a given size is set to, unless its operator sets it otherwise.

The table is in figures of the whole installation; what one process gets of it is calculated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from regie.core.errors import Misconfigured

Size = Literal["small", "medium", "large"]


@dataclass(frozen=True, slots=True)
class Sizing:
    users_a_day: int
    pool_size: int
    """Connections to a database that are kept, by all processes together."""
    pool_overflow: int
    """What may be opened beyond these when there is much to do."""
    cache_ttl_s: int
    order_questions_a_minute: int
    """That one address may ask without being known."""
    needs_redis: bool = False


@dataclass(frozen=True, slots=True)
class PoolShare:
    """What one process may open."""

    size: int
    overflow: int


SIZES: Final[Mapping[Size, Sizing]] = {
    "small": Sizing(100, 5, 10, cache_ttl_s=300, order_questions_a_minute=10),
    "medium": Sizing(1_000, 20, 40, cache_ttl_s=300, order_questions_a_minute=10),
    "large": Sizing(
        10_000, 50, 100, cache_ttl_s=600, order_questions_a_minute=20, needs_redis=True
    ),
}


def sized_for(
    size: Size,
    *,
    without_redis: bool = False,
    pool_size: int | None = None,
    pool_overflow: int | None = None,
    cache_ttl_s: int | None = None,
    order_questions_a_minute: int | None = None,
) -> Sizing:
    """The row of the table, with what was set put in its place.

    Raises Misconfigured for a large installation without Redis: its processes would each keep a
    cache and a share of every limit of their own.
    """
    row = SIZES[size]
    if row.needs_redis and without_redis:
        raise Misconfigured(
            f"REGIE_SIZE={size} needs Redis: set REGIE_REDIS_URL, or REGIE_SIZE=medium"
        )
    given = {
        "pool_size": pool_size,
        "pool_overflow": pool_overflow,
        "cache_ttl_s": cache_ttl_s,
        "order_questions_a_minute": order_questions_a_minute,
    }
    return replace(row, **{name: value for name, value in given.items() if value is not None})


def pool_share(sized: Sizing, *, processes: int, allowed: int | None = None) -> PoolShare:
    """What each of so many processes may open of the pool; at least one connection.

    `allowed` is what the source gives out at most, to all of them. Raises Misconfigured when that
    is less than one each.
    """
    allowed_each = None if allowed is None else allowed // processes
    if allowed_each == 0:
        raise Misconfigured(
            f"the source allows {allowed} connections, fewer than the {processes} processes: "
            "lower REGIE_WORKERS"
        )
    size = max(1, sized.pool_size // processes)
    total = max(size, (sized.pool_size + sized.pool_overflow) // processes)
    if allowed_each is not None:
        size, total = min(size, allowed_each), min(total, allowed_each)
    return PoolShare(size, total - size)
