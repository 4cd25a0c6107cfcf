"""Which events an endpoint wants: exact names, `quota.*`, or `*` for everything."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

FILTER_PATTERN: Final = r"^(\*|[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*(\.\*)?)$"
MOST_FILTERS: Final = 50

_FILTER: Final = re.compile(FILTER_PATTERN.strip("^$"))

# The same in the database, for one column of filters and one name.
SQL_MATCHES: Final = """
    EXISTS (
        SELECT FROM unnest(e.events) AS filter
        WHERE filter IN ('*', :event)
            OR (right(filter, 2) = '.*' AND starts_with(:event, left(filter, -1)))
    )
"""


def is_filter(text: str) -> bool:
    return len(text) <= 128 and _FILTER.fullmatch(text) is not None


def matches(filter_: str, event: str) -> bool:
    return filter_ in ("*", event) or (filter_.endswith(".*") and event.startswith(filter_[:-1]))


def idle_filters(filters: Iterable[str], events: Iterable[str]) -> list[str]:
    """Those that no event satisfies: most of them are spelling mistakes."""
    names = list(events)
    return [each for each in filters if not any(matches(each, name) for name in names)]
