"""The columns of one SELECT: each found in a source, or among the names that it gives itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from sqlglot import exp

from .sources import Names, Scope, Source, column_of, quoted
from .verdict import Refusal


def resolve_columns(select: exp.Select, scope: Scope, names: Names) -> tuple[str | None, ...]:
    """Rewrites them in their place; the names of what is selected. Raises Refusal."""
    for each in select.expressions:
        _rewrite(each, scope, names, {})
        if isinstance(each, exp.Alias):
            names.settle(each.args.get("alias"))
    select.set("expressions", [_said(each) for each in select.expressions])
    aliases = _aliases(select, names)
    for join in cast("list[exp.Join]", select.args.get("joins") or []):
        _rewrite(join.args.get("on"), scope, names, {})
    for part in ("where", "distinct"):
        _rewrite(select.args.get(part), scope, names, {})
    for window in cast("list[exp.Expr]", select.args.get("windows") or []):
        names.settle(window.this)
        _rewrite(window, scope, names, {})
    _group(select, scope, names, aliases)
    _rewrite(select.args.get("having"), scope, names, aliases)
    _order(select, scope, names, aliases)
    return tuple(name_given(each) for each in select.expressions)


def name_given(node: exp.Expr) -> str | None:
    """The name of what is selected, as every server has it."""
    return node.output_name if isinstance(node, exp.Alias | exp.Column) else None


def _said(node: exp.Expr) -> exp.Expr:
    """`CAST(number AS …)` is called number by some servers: here it is said, for all."""
    plain = isinstance(node, exp.Alias | exp.Column | exp.Literal)
    if plain or not node.output_name:
        return node
    return exp.Alias(this=node, alias=quoted(node.output_name))


def _aliases(select: exp.Select, names: Names) -> dict[str, tuple[int, exp.Expr]]:
    """What AS names: its place and its expression. A name given twice stands for neither."""
    found, twice = dict[str, tuple[int, exp.Expr]](), set[str]()
    for place, each in enumerate(select.expressions, start=1):
        name = name_given(each)
        if name is None:
            continue
        key = names.key(name)
        if key in found:
            twice.add(key)
        found[key] = (place, each)
    return {key: value for key, value in found.items() if key not in twice}


def _group(
    select: exp.Select,
    scope: Scope,
    names: Names,
    aliases: dict[str, tuple[int, exp.Expr]],
) -> None:
    """A name of the SELECT's own becomes its place: the server would look for a column first, also
    among those that are closed."""
    group = select.args.get("group")
    if not isinstance(group, exp.Group):
        return
    keys = list[exp.Expr]()
    for key in group.expressions:
        own = _own_name(key, scope, names, aliases)
        keys.append(key if own is None else exp.Literal.number(own[0]))
    group.set("expressions", keys)
    _rewrite(group, scope, names, aliases)


def _order(
    select: exp.Select,
    scope: Scope,
    names: Names,
    aliases: dict[str, tuple[int, exp.Expr]],
) -> None:
    """As a whole key a name of the SELECT's own comes first, with every server."""
    order = select.args.get("order")
    if not isinstance(order, exp.Order):
        return
    for ordered in cast("list[exp.Ordered]", order.expressions):
        key = ordered.this
        bare = isinstance(key, exp.Column) and not key.args.get("table")
        if bare and isinstance(key.this, exp.Identifier):
            own = aliases.get(names.key(names.read(key.this)))
            if own is not None and isinstance(own[1], exp.Alias):
                key.set("this", quoted(own[1].alias))
                continue
        _rewrite(ordered, scope, names, aliases)


def _own_name(
    node: exp.Expr,
    scope: Scope,
    names: Names,
    aliases: dict[str, tuple[int, exp.Expr]],
) -> tuple[int, exp.Expr] | None:
    if not isinstance(node, exp.Column) or node.args.get("table"):
        return None
    if not isinstance(node.this, exp.Identifier):
        return None
    name = names.read(node.this)
    if _bare(name, scope, names) is not None:
        return None
    return aliases.get(names.key(name))


def _rewrite(
    root: object,
    scope: Scope,
    names: Names,
    aliases: dict[str, tuple[int, exp.Expr]],
) -> None:
    if not isinstance(root, exp.Expr):
        return
    for column in [*_columns(root)]:
        if isinstance(column.this, exp.Star):
            raise Refusal("star", "a whole row cannot be used there")
        if (own := _own_name(column, scope, names, aliases)) is not None:
            column.replace(exp.Paren(this=own[1].unalias().copy()))
            continue
        found, name = _find(column, scope, names)
        resolved = column_of(found, name)
        column.set("this", resolved.this)
        column.set("table", resolved.args["table"])
        column.set("db", None)
    for named in root.find_all(exp.Window):
        if isinstance(named.args.get("alias"), exp.Identifier):
            names.settle(named.args["alias"])


def _columns(root: exp.Expr) -> Iterator[exp.Column]:
    """Not those of queries within: they have been seen to, with this scope around theirs."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, exp.Column):
            yield node
        elif not isinstance(node, exp.Query):
            stack += node.iter_expressions()


def _find(column: exp.Column, scope: Scope, names: Names) -> tuple[Source, str]:
    name = names.read(column.this)
    table = column.args.get("table")
    if table is None:
        found = _bare(name, scope, names)
        if found is None:
            raise Refusal("column", f"the column {name} is not open to you")
        return found
    alias = names.read(table)
    schema = column.args.get("db")
    for each in scope.around():
        source = each.sources.get(names.key(alias))
        if source is not None:
            own = source.columns.get(names.key(name))
            if own is None or (schema is not None and not names.is_schema(schema, source)):
                break
            return source, own
    raise Refusal("column", f"the column {alias}.{name} is not open to you")


def _bare(name: str, scope: Scope, names: Names) -> tuple[Source, str] | None:
    """Found in the nearest scope that has it. Raises Refusal when two sources of it do."""
    key = names.key(name)
    for each in scope.around():
        if key in each.merged:
            source = each.merged[key]
            return source, source.columns[key]
        found = [source for source in each.sources.values() if key in source.columns]
        if len(found) > 1:
            raise Refusal("column", f"{name} could be a column of several tables: say which")
        if found:
            return found[0], found[0].columns[key]
    return None
