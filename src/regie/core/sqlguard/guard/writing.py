"""Tree to text: every name in quotes, no comment, nothing that the database has no words for."""

from __future__ import annotations

from sqlglot import exp
from sqlglot.errors import ErrorLevel, UnsupportedError

from .policy import Dialect
from .verdict import Refusal
from .words import look_over


def write(tree: exp.Query, dialect: Dialect) -> str:
    """Raises Refusal."""
    for node in [*tree.find_all(exp.Placeholder)]:
        node.replace(exp.Var(this=f":{node.name}"))  # sqlglot has %(name)s for PostgreSQL
    if dialect == "mysql":
        _spell_for_mariadb(tree)
    try:
        sql = tree.sql(dialect, identify=True, comments=False, unsupported_level=ErrorLevel.RAISE)
    except UnsupportedError as error:
        raise Refusal("construct", f"not in this database: {error}") from error
    look_over(sql, dialect)
    return sql


def _spell_for_mariadb(tree: exp.Query) -> None:
    """`REGEXP_LIKE`, which sqlglot writes for REGEXP, is MySQL's alone."""
    for node in [*tree.find_all(exp.RegexpLike)]:
        found = exp.Anonymous(this="REGEXP_INSTR", expressions=[node.this, node.expression])
        node.replace(exp.Paren(this=exp.GT(this=found, expression=exp.Literal.number(0))))
