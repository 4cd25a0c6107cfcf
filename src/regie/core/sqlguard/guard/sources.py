"""What stands behind FROM, and how a column's name finds the one it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from sqlglot import exp

from .outputs import Outputs
from .policy import LONGEST_NAME, Dialect, Policy, folded, meant
from .verdict import Refusal


@dataclass(slots=True)
class Source:
    alias: str
    columns: Mapping[str, str]
    """Folded → as it is written. A name that several columns share is not among them."""
    all: tuple[str, ...] | None
    """What `*` stands for; None where a column has no name of its own."""
    one_row: bool = False
    schema: str | None = None
    """Of a table, where it is known; what WITH and sub-queries name has none."""

    @classmethod
    def of(cls, alias: str, outputs: Outputs, dialect: Dialect) -> Self:
        names = [name for name in outputs.names if name is not None]
        keys = [folded(name, dialect) for name in names]
        single = {key: name for key, name in zip(keys, names, strict=True) if keys.count(key) == 1}
        whole = len(single) == len(outputs.names)
        return cls(alias, single, tuple(names) if whole else None, outputs.one_row)


@dataclass(slots=True)
class Scope:
    """The sources of one SELECT, by folded alias, and the SELECT around it."""

    outer: Scope | None
    sources: dict[str, Source] = field(default_factory=dict[str, Source])
    merged: dict[str, Source] = field(default_factory=dict[str, Source])
    """Columns of USING: which side stands for both."""

    def around(self) -> Iterable[Scope]:
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.outer


@dataclass(frozen=True, slots=True)
class Names:
    """Names as one database compares them, and the tables that the policy opens."""

    dialect: Dialect
    tables: Mapping[str, Source]

    @classmethod
    def of(cls, dialect: Dialect, policy: Policy) -> Self:
        tables = {
            folded(table, dialect): Source(
                table,
                {folded(each, dialect): each for each in columns},
                tuple(columns),
                schema=policy.place(table, dialect),
            )
            for table, columns in policy.allowed.items()
        }
        return cls(dialect, tables)

    def key(self, name: str) -> str:
        return folded(name, self.dialect)

    def is_schema(self, identifier: object, source: Source) -> bool:
        """Whether that is where the table is."""
        told = self.key(self.read(identifier))
        return source.schema is not None and told == self.key(source.schema)

    def read(self, identifier: object) -> str:
        """The name that is meant. Raises Refusal for what is no name, or too long for one."""
        if not isinstance(identifier, exp.Identifier) or not identifier.name.strip():
            raise Refusal("name", "a name is missing")
        name = meant(identifier.name, self.dialect, quoted=bool(identifier.args.get("quoted")))
        if len(name.encode()) > LONGEST_NAME[self.dialect]:
            raise Refusal("name", f"the name {name[:20]}… is too long")
        return name

    def settle(self, identifier: object) -> str:
        """The same, and from here on the identifier says so itself, in quotes."""
        name = self.read(identifier)
        if isinstance(identifier, exp.Identifier):
            identifier.set("this", name)
            identifier.set("quoted", True)
        return name


def quoted(name: str) -> exp.Identifier:
    return exp.Identifier(this=name, quoted=True)


def column_of(source: Source, name: str) -> exp.Column:
    return exp.Column(this=quoted(name), table=quoted(source.alias))
