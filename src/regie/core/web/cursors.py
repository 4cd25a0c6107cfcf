"""Where the next page of a list begins, as an opaque text that a client hands back."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Final

import msgspec
from fastapi import Query

from regie.core.db import After
from regie.core.errors import NotFound

LONGEST_CURSOR: Final = 1024

AfterQuery = Annotated[
    str | None,
    Query(
        pattern=r"^[A-Za-z0-9_-]*$",  # base64url, without its padding
        max_length=LONGEST_CURSOR,
        description="`next` of the page before, same sort.",
    ),
]
"""The type of a list's `after`."""
LimitQuery = Annotated[int, Query(ge=1, le=200)]


class CursorMalformed(NotFound):
    """No `next` of ours, or one of another sort: there is no such page."""

    code = "cursor_malformed"


class _Cursor(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    sort: str
    value: str
    id: int


def write_cursor(sort: str, after: After) -> str:
    data = msgspec.json.encode(_Cursor(sort, after.value, after.id))
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def read_cursor(cursor: str | None, sort: str) -> After | None:
    """None is the first page. It is no secret and no right: whoever makes one up reads on from
    there in what is theirs. Raises CursorMalformed."""
    if cursor is None:
        return None
    try:
        data = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        read = msgspec.json.decode(data, type=_Cursor)
    except (ValueError, msgspec.DecodeError) as error:
        raise CursorMalformed("not one of ours") from error
    if read.sort != sort:
        raise CursorMalformed("of another sort")
    if "\0" in read.value or not -(2**63) <= read.id < 2**63:
        raise CursorMalformed("names no row")
    return After(read.value, read.id)


def next_cursor(sort: str, last: After | None, *, found: int, limit: int) -> str | None:
    """For a page that asked for `limit` rows and `found` so many."""
    return None if last is None or found < limit else write_cursor(sort, last)
