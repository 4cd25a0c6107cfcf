"""What hangs on a right that is taken, because its holder passed it on.

A plain REVOKE is refused as long as something does; CASCADE takes along what hangs on it then,
from whomever. Here it is taken one by one, the last that was passed on first: whoever runs the
statements reads who loses what, and what was passed on in the meantime makes them fail.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from ...source import Row


@dataclass(frozen=True, slots=True)
class Gift:
    thing: str
    right: str
    part: str | None
    """A column. Nothing on it keeps a right on its table from being taken."""
    giver: str
    by_owner: bool
    """Who loses nothing, and whose gifts are taken without becoming somebody else."""
    holder: str
    may_pass_on: bool


def gift_of(row: Row) -> Gift:
    return Gift(
        thing=row["thing"],
        right=row["right"],
        part=row["part"],
        giver=row["giver"],
        by_owner=row["by_owner"],
        holder=row["holder"],
        may_pass_on=row["may_pass_on"],
    )


def in_turn(
    gifts: Iterable[Gift], account: str, holders: Collection[str]
) -> Sequence[Sequence[Gift]]:
    """What the holders, the account one of them, have of these rights, what the account passed on,
    and what hangs on either; in steps, each of which nothing hangs on once those before it are
    gone."""
    steps: list[list[Gift]] = []
    none: list[Gift] = []
    for _, each in groupby(sorted(gifts, key=_what), key=_what):
        of_one = list(each)
        in_its_turn = _steps(_gone(of_one, account, holders))
        steps = [a + b for a, b in zip_longest(steps, in_its_turn, fillvalue=none)]
    return steps


def _what(gift: Gift) -> tuple[str, str]:
    return gift.thing, gift.right


def _gone(gifts: Sequence[Gift], account: str, holders: Collection[str]) -> set[Gift]:
    gone = {
        gift
        for gift in gifts
        if gift.holder in holders or (gift.giver == account and not gift.by_owner)
    }
    while more := {gift for gift in gifts if gift not in gone and _hangs(gift, gifts, gone)}:
        gone |= more
    return gone


def _hangs(gift: Gift, gifts: Sequence[Gift], gone: set[Gift]) -> bool:
    """On what is gone: nobody is left who lets its giver pass it on."""
    upon = [
        each
        for each in gifts
        if each.may_pass_on and each.part == gift.part and each.holder == gift.giver
    ]
    return not gift.by_owner and bool(upon) and all(each in gone for each in upon)


def _steps(gone: set[Gift]) -> list[list[Gift]]:
    """Who may pass on a right on a table may give it on a column. What may be passed on never goes
    round in a circle: PostgreSQL sees to that."""
    steps: list[list[Gift]] = []
    while gone:
        givers = {
            (gift.giver, part) for gift in gone if not gift.by_owner for part in (gift.part, None)
        }
        free = {
            gift for gift in gone if not (gift.may_pass_on and (gift.holder, gift.part) in givers)
        } or gone
        steps.append(list(free))
        gone = gone - free
    return steps
