"""The whole examination: read, judge, resolve, cap, write anew, read what was written."""

from __future__ import annotations

from typing import Final

from .cap import capped
from .carrying import carried
from .inlining import inline_with
from .naming import name_columns
from .policy import Dialect, Policy
from .reading import read
from .resolving import resolve
from .shapes import judge
from .verdict import Allowed, Denied, Refusal, Verdict
from .words import marks
from .writing import write

_ROUNDS: Final = 4
"""How often what was written is read again until nothing changes; the libraries' translations of
dates take two."""


def check(
    sql: str, dialect: Dialect, policy: Policy, *, parameters: frozenset[str] = frozenset()
) -> Verdict:
    """`parameters`: names that may stand in the statement as `:name`, where values go.

    Never raises: whatever goes wrong while a statement is examined is a denial.
    """
    try:
        written = _examined(sql, dialect, policy, parameters)
        for _ in range(_ROUNDS):
            again = _examined(written.sql, dialect, policy, parameters)
            if again == written:
                carried(written, dialect)  # what could not be sorted is told now
                return written
            written = again
    except Refusal as refusal:
        return refusal.denied
    except Exception as error:  # noqa: BLE001 - a parser of hostile text: its surprises are denials
        return Denied("syntax", f"not understood ({type(error).__name__})")
    return Denied("unstable", "the statement changes each time that it is written anew")


def _examined(sql: str, dialect: Dialect, policy: Policy, parameters: frozenset[str]) -> Allowed:
    tree = read(sql, dialect, policy)
    judge(tree, dialect, parameters)
    resolve(tree, dialect, policy)
    if dialect == "tsql":
        inline_with(tree)
    columns = name_columns(tree, dialect)
    written = write(capped(tree, columns, dialect, policy.rows), dialect)
    return Allowed(written, columns, marks(written, dialect))
