"""Every table and column of a query found in the policy, and written out in full.

sqlglot's own qualification is for friends: it leaves what it does not find. Here a name that is
not found ends the examination, and one that is found is replaced by the one thing that it means,
`"alias"."column"`, so that no other reading is left to the server.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlglot import exp

from .aggregating import aggregates
from .columns import resolve_columns
from .joining import join_condition
from .outputs import Outputs
from .policy import Dialect, Policy
from .products import check_product
from .sides import ONE_SELECT_A_SIDE, without_brackets
from .sources import Names, Scope, Source, column_of, quoted
from .verdict import Refusal

Tables = Mapping[str, Source]
"""What WITH has named so far, by folded name."""


def resolve(tree: exp.Query, dialect: Dialect, policy: Policy) -> Outputs:
    """Rewrites the tree in its place. Raises Refusal."""
    return _Resolver(Names.of(dialect, policy)).query(tree, None, {})


@dataclass(frozen=True, slots=True)
class _Resolver:
    names: Names

    def query(self, tree: object, outer: Scope | None, tables: Tables) -> Outputs:
        if isinstance(tree, exp.Subquery) and not tree.args.get("alias"):
            return self.query(tree.this, outer, tables)
        if not isinstance(tree, exp.Select | exp.SetOperation):
            raise Refusal("construct", "only a query may stand there")
        if tables and tree.args.get("with_") and self.names.dialect == "tsql":
            raise Refusal("construct", "WITH stands at the beginning only")
        tables = self._named(tree, outer, tables)
        if isinstance(tree, exp.Select):
            return self._select(tree, outer, tables)
        return self._set_operation(tree, outer, tables)

    def _named(self, tree: exp.Query, outer: Scope | None, tables: Tables) -> Tables:
        """With what its WITH names, each of which sees those before it and not itself."""
        found = dict(tables)
        with_ = tree.args.get("with_")
        own = set[str]()
        for cte in with_.expressions if isinstance(with_, exp.With) else ():
            alias, renamed = self._alias(cte)
            key = self.names.key(alias)
            table = self.names.tables.get(key)
            if key in own or (table is not None and table.schema is None):
                raise Refusal("name", f"the name {alias} is taken")
            own.add(key)
            outputs = self._renamed(cte, self.query(cte.this, outer, found), renamed)
            found[key] = Source.of(alias, outputs, self.names.dialect)
        return found

    def _set_operation(
        self, tree: exp.SetOperation, outer: Scope | None, tables: Tables
    ) -> Outputs:
        left = self.query(tree.this, outer, tables)
        right = self.query(tree.expression, outer, tables)
        if len(left.names) != len(right.names):
            raise Refusal("column", "both sides of a UNION need as many columns")
        if self.names.dialect in ONE_SELECT_A_SIDE:
            for side, outputs in (("this", left), ("expression", right)):
                tree.set(side, without_brackets(tree.args[side], outputs, self.names))
        order = tree.args.get("order")
        for ordered in order.expressions if isinstance(order, exp.Order) else ():
            self._order_by_output(ordered, left)
        return Outputs(left.names, one_row=False)

    def _order_by_output(self, ordered: exp.Ordered, outputs: Outputs) -> None:
        key = ordered.this
        if isinstance(key, exp.Literal) and not key.is_string:
            return
        if isinstance(key, exp.Column) and not key.args.get("table"):
            wanted = self.names.key(self.names.read(key.this))
            found = [each for each in outputs.names if each and self.names.key(each) == wanted]
            if len(found) == 1:
                key.set("this", quoted(found[0]))
                return
        raise Refusal("column", "a UNION is ordered by the names of its columns")

    def _select(self, select: exp.Select, outer: Scope | None, tables: Tables) -> Outputs:
        scope = Scope(outer)
        from_ = select.args.get("from_")
        joins = cast("list[exp.Join]", select.args.get("joins") or [])
        if isinstance(from_, exp.From):
            self._add_source(from_.this, scope, tables)
        elif joins or _has_star(select):
            raise Refusal("star", "there is no table to read from")
        for join in joins:
            source = self._add_source(join.this, scope, tables)
            join_condition(join, source, scope, self.names)
        _expand_stars(select, scope)
        if not select.expressions:
            raise Refusal("column", "no column is selected")
        for nested in [*_nested_queries(select)]:
            self.query(nested, scope, tables)
        outputs = resolve_columns(select, scope, self.names)
        check_product(select, scope)
        aggregated = not select.args.get("group") and any(map(aggregates, select.expressions))
        return Outputs(outputs, one_row=aggregated or from_ is None)

    def _add_source(self, node: object, scope: Scope, tables: Tables) -> Source:
        if isinstance(node, exp.Table):
            source = self._table(node, tables)
        elif isinstance(node, exp.Subquery) and isinstance(node.this, exp.Query):
            alias, renamed = self._alias(node)
            outputs = self._renamed(node, self.query(node.this, scope.outer, tables), renamed)
            source = Source.of(alias, outputs, self.names.dialect)
        else:
            raise Refusal("construct", "only tables and named sub-queries may be read from")
        key = self.names.key(source.alias)
        if any(key == taken for taken in scope.sources):
            raise Refusal("name", f"the name {source.alias} is taken")
        scope.sources[key] = source
        return source

    def _table(self, node: exp.Table, tables: Tables) -> Source:
        name = self.names.read(node.this)
        schema = node.args.get("db")
        found = tables.get(self.names.key(name)) if schema is None else None
        if found is None:
            found = self._opened(name, schema)
            if found.schema is not None:
                node.set("db", quoted(found.schema))
        node.set("this", quoted(found.alias))
        alias = self._alias(node)[0] if node.args.get("alias") else found.alias
        if node.args.get("alias") and node.args["alias"].args.get("columns"):
            raise Refusal("construct", "columns of a table cannot be renamed there")
        node.set("alias", exp.TableAlias(this=quoted(alias)))
        return Source(alias, found.columns, found.all, found.one_row, found.schema)

    def _opened(self, name: str, schema: object) -> Source:
        """The policy's table of that name."""
        found = self.names.tables.get(self.names.key(name))
        if found is None:
            raise Refusal("table", f"the table {name} is not open to you")
        if schema is not None and not self.names.is_schema(schema, found):
            raise Refusal("table", "that schema is not open to you")
        return found

    def _alias(self, node: exp.Expr) -> tuple[str, tuple[str, ...]]:
        """What a table or query is called there, and its columns where that says so."""
        alias = node.args.get("alias")
        if not isinstance(alias, exp.TableAlias):
            raise Refusal("name", "a sub-query behind FROM needs a name")
        columns = cast("list[Any]", alias.args.get("columns") or [])
        return self.names.settle(alias.this), tuple(self.names.read(each) for each in columns)

    def _renamed(self, node: exp.Expr, outputs: Outputs, renamed: tuple[str, ...]) -> Outputs:
        """`t (a, b)` becomes `SELECT … AS a, … AS b` within: not every database has the former."""
        if not renamed:
            return outputs
        if len(renamed) != len(outputs.names):
            raise Refusal("column", "as many names as columns are needed")
        node.args["alias"].set("columns", None)
        first = node.this
        while not isinstance(first, exp.Select):
            first = first.this
        first.set(
            "expressions",
            [
                exp.Alias(this=each.unalias(), alias=quoted(name))
                for each, name in zip(first.expressions, renamed, strict=True)
            ],
        )
        return Outputs(renamed, outputs.one_row)


def _has_star(select: exp.Select) -> bool:
    return any(_is_star(each) for each in select.expressions)


def _is_star(node: object) -> bool:
    return isinstance(node, exp.Star) or (
        isinstance(node, exp.Column) and isinstance(node.this, exp.Star)
    )


def _expand_stars(select: exp.Select, scope: Scope) -> None:
    """`*` is the columns that are open, never those that the table has."""
    if not _has_star(select):
        return
    columns = list[exp.Expr]()
    for each in select.expressions:
        if not _is_star(each):
            columns.append(each)
            continue
        table = each.args.get("table") if isinstance(each, exp.Column) else None
        for source in scope.sources.values() if table is None else (_named_by(table, scope),):
            if source.all is None:
                raise Refusal("star", f"{source.alias}.* has columns without a name of their own")
            hidden = _merged_elsewhere(source, scope) if table is None else frozenset[str]()
            columns += [column_of(source, name) for name in source.all if name not in hidden]
    select.set("expressions", columns)


def _named_by(table: exp.Identifier, scope: Scope) -> Source:
    found = [
        source
        for source in scope.sources.values()
        if source.alias.casefold() == table.name.casefold()
    ]
    if len(found) != 1:
        raise Refusal("star", f"{table.name}.* is of no table here")
    return found[0]


def _merged_elsewhere(source: Source, scope: Scope) -> frozenset[str]:
    return frozenset(
        source.columns[key]
        for key, kept in scope.merged.items()
        if key in source.columns and kept is not source
    )


def _nested_queries(select: exp.Select) -> Iterator[exp.Expr]:
    """Those within its expressions; those behind FROM and WITH have been seen to."""
    skipped = {id(select.args.get("with_")), id(select.args.get("from_"))}
    stack = list[exp.Expr](part for part in select.iter_expressions() if id(part) not in skipped)
    while stack:
        node = stack.pop()
        if isinstance(node, exp.Query):
            yield node
        elif isinstance(node, exp.Join):
            if isinstance(on := node.args.get("on"), exp.Expr):
                stack.append(on)
        else:
            stack += node.iter_expressions()
