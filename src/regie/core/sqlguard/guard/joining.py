"""How sources may be joined: by what is written, never by names that nobody sees."""

from __future__ import annotations

from typing import Any, Final, cast

from sqlglot import exp

from .sources import Names, Scope, Source, column_of
from .verdict import Refusal

_SIDES: Final = frozenset(("", "LEFT", "RIGHT", "FULL"))
_KINDS: Final = frozenset(("", "INNER", "OUTER", "CROSS"))


def join_condition(join: exp.Join, source: Source, scope: Scope, names: Names) -> None:
    """USING becomes ON: the server would look for its columns among those that are closed, too.
    NATURAL, which names none, is refused where constructs are judged. Raises Refusal."""
    side, kind = join.side.upper(), join.kind.upper()
    if side not in _SIDES or kind not in _KINDS:
        raise Refusal("join", f"{side} {kind} JOIN is not allowed")
    using = cast("list[Any]", join.args.get("using") or [])
    if not using:
        return
    if side == "FULL":
        raise Refusal("join", "FULL JOIN takes ON, not USING")
    on: exp.Expr | None = None
    for told in using:
        name = names.read(told.this if isinstance(told, exp.Column) else told)
        key = names.key(name)
        left = _left(key, source, scope)
        if left is None or key not in source.columns:
            raise Refusal("column", f"the column {name} is not open on both sides of USING")
        equal = exp.EQ(
            this=column_of(left, left.columns[key]),
            expression=column_of(source, source.columns[key]),
        )
        on = equal if on is None else exp.And(this=on, expression=equal)
        scope.merged[key] = source if side == "RIGHT" else left
    join.set("using", None)
    join.set("on", on)


def _left(key: str, source: Source, scope: Scope) -> Source | None:
    if key in scope.merged:
        return scope.merged[key]
    found = [each for each in scope.sources.values() if each is not source and key in each.columns]
    return found[0] if len(found) == 1 else None
