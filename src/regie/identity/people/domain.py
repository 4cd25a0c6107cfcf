"""Rules about people and their roles: no clock, no SQL."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple, get_args

from regie.core.access import Grant, Reach
from regie.identity.roles import Role

Status = Literal["invited", "active", "disabled", "erased"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)


class WantedRole(NamedTuple):
    """A role that somebody shall have: everywhere, or below a place."""

    role: Role
    place_id: int | None = None


def email_key(email: str) -> str:
    """Two addresses of one key are one account. Capitals tell none apart, though before the @ they
    might (RFC 5321): people write their own address in several ways."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", email.strip()).casefold())


def lies_within(grants: Iterable[Grant], reach: Reach) -> bool:
    """Whether somebody with these roles is wholly in the hands of who has that reach: somebody
    with none at all belongs to no place."""
    paths = [grant.path for grant in grants]
    return all(map(reach.covers, paths)) if paths else reach.everywhere


def raises(before: Iterable[Grant], after: Iterable[Grant]) -> bool:
    """Whether `after` holds a role that `before` did not, or holds it in more places."""
    had = list(before)
    return not all(any(_holds(old, new) for old in had) for new in after)


def _holds(old: Grant, new: Grant) -> bool:
    if old.role != new.role:
        return False
    return old.path is None or (new.path is not None and new.path.startswith(old.path))
