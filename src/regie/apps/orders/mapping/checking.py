"""A mapping against the catalogue: what it names and nobody sees, and what was meant perhaps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from regie.core.sqlguard import CatalogueTable, Finding

from .column_types import is_decimal, is_integer, is_moment
from .date_formats import DateFormat
from .schema import ColumnRef, DateRef, SourceMapping, Table

_NAMES_SHOWN: Final = 3


def check_mapping(mapping: SourceMapping, tables: Sequence[CatalogueTable]) -> Sequence[Finding]:
    """One line for each name that is not seen, with the nearest ones that are, and for each column
    whose type is not what the mapping says; a single good one when all is well."""
    if not tables:
        return [Finding("mapping.names", "unknown")]
    findings = [*_missing(mapping, tables), *_types(mapping, tables)]
    return findings or [Finding("mapping.names", "pass")]


def _missing(mapping: SourceMapping, tables: Sequence[CatalogueTable]) -> Iterator[Finding]:
    for key, named in _tables(mapping).items():
        seen = table_of(named, tables)
        if seen is None:
            near = _near(named.table, [table.name for table in tables])
            yield _unknown("tables", f"{key}.table", named.table, near)
            continue
        there = {column.name for column in seen.columns}
        for where, name in _columns_of(mapping, key):
            if name not in there:
                yield _unknown("columns", where, name, _near(name, sorted(there)))


def _types(mapping: SourceMapping, tables: Sequence[CatalogueTable]) -> Iterator[Finding]:
    """Only what certainly goes wrong: an integer asked for by a text, days in another form."""
    checked: list[tuple[str, ColumnRef]] = [("orders.number", mapping.orders.number)]
    checked += [(key, ref) for key, ref in mapping.named_columns() if isinstance(ref, DateRef)]
    for key, ref in checked:
        type_ = type_of(mapping, key, ref, tables)
        wanted = None if type_ is None else _wrong(ref, type_)
        if wanted is not None:
            facts = {"key": key, "name": ref.column, "type": type_}
            remedy = f"{key} = {{ column = {_quoted(ref.column)}, {wanted} }}"
            yield Finding("mapping.types", "fail", facts, remedy)


def _wrong(ref: ColumnRef, type_: str) -> str | None:
    """What to write instead."""
    integer = is_integer(type_)
    if isinstance(ref, DateRef):
        kind = DateFormat(ref.format).kind
        moment = is_moment(type_)
        if moment and kind != "native":
            return 'format = "date"'
        if not moment and kind == "native" and (integer or is_decimal(type_)):
            return 'format = "yyyymmdd", type = "integer"'
        if kind == "native":
            return None
    if integer and ref.type == "text" and not isinstance(ref, DateRef):
        return 'type = "integer"'
    if not integer and ref.type == "integer" and not is_decimal(type_):
        return 'type = "text"'
    return None


def table_of(named: Table, tables: Sequence[CatalogueTable]) -> CatalogueTable | None:
    """Without a schema in the mapping any will do: the search path decides, as it does later."""
    for table in tables:
        schema_fits = named.schema_name is None or table.schema in (None, named.schema_name)
        if table.name == named.table and schema_fits:
            return table
    return None


def type_of(
    mapping: SourceMapping, key: str, ref: ColumnRef, tables: Sequence[CatalogueTable]
) -> str | None:
    part = f"joins.{ref.join}" if ref.join else key.partition(".")[0]
    seen = table_of(_tables(mapping)[part], tables)
    columns = {column.name: column.type for column in seen.columns} if seen else {}
    return columns.get(ref.column)


def _tables(mapping: SourceMapping) -> dict[str, Table]:
    named: dict[str, Table] = {"orders": mapping.orders}
    named |= {f"joins.{name}": join for name, join in mapping.joins.items()}
    return named if mapping.history is None else named | {"history": mapping.history}


def _columns_of(mapping: SourceMapping, part: str) -> Iterator[tuple[str, str]]:
    """Each column of one table with the key of the file that names it."""
    for where, ref in mapping.named_columns():
        own = "orders" if where == "history.of" else where.partition(".")[0]
        if part == (f"joins.{ref.join}" if ref.join else own):
            yield where, ref.column
    for name, join in mapping.joins.items():
        if part == f"joins.{name}":
            yield f"{part}.column", join.column
        if part == "orders":
            yield f"joins.{name}.equals", join.equals


def _unknown(check: str, key: str, name: str, near: Sequence[str]) -> Finding:
    facts = {"key": key, "name": name, "nearest": ", ".join(near) or "–"}
    remedy = f"{key} = {_quoted(near[0])}" if near else None
    return Finding(f"mapping.{check}", "fail", facts, remedy)


def _near(name: str, known: Sequence[str]) -> Sequence[str]:
    by_folded = {each.casefold(): each for each in known}
    near = get_close_matches(name.casefold(), list(by_folded), n=_NAMES_SHOWN, cutoff=0.5)
    return [by_folded[each] for each in near]


def _quoted(name: str) -> str:
    """As TOML writes it."""
    return json.dumps(name, ensure_ascii=False)
