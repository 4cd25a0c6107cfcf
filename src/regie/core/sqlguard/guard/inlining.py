"""WITH, for a database that takes a statement as a sub-query and no WITH within one.

SQL Server runs ours as `SELECT TOP (n) * FROM (…)`: there a name that WITH gives becomes the query
that it stands for.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from .verdict import Refusal

MOST_QUERIES: Final = 50


def inline_with(tree: exp.Query) -> None:
    """Rewrites a resolved tree in its place: by now every table has an alias, and a name without a
    schema that WITH has given is that query. Raises Refusal where too much would come of it."""
    with_ = tree.args.get("with_")
    if not isinstance(with_, exp.With):
        return
    tree.set("with_", None)
    queries = dict[str, exp.Query]()
    for cte in with_.expressions:
        _replace(cte.this, queries)
        queries[cte.alias] = cte.this
    _replace(tree, queries)
    if sum(1 for _ in tree.find_all(exp.Select)) > MOST_QUERIES:
        raise Refusal("too_large", f"more than {MOST_QUERIES} SELECTs once WITH is written out")


def _replace(tree: exp.Query, queries: dict[str, exp.Query]) -> None:
    for table in [*tree.find_all(exp.Table)]:
        query = queries.get(table.name)
        if query is not None and not table.args.get("db"):
            alias = table.args["alias"]
            table.replace(exp.Subquery(this=query.copy(), alias=alias.copy()))
