"""What can be said of a SQLite file: there are no accounts, so the proof is about the file, and
about what this process refuses to itself."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ...driver import Examined
from ...identifiers import quote_identifier
from ...proof import Finding, Proof
from ...proving import Probe, Seen, examine, key_type, listed
from ...source import Relation
from .catalogue import catalogue


async def prove(examined: Examined, relations: Sequence[Relation]) -> Proof:
    return await examine(examined, relations, _PROBES)


async def _session(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    row = (await examined.fetch("SELECT query_only FROM pragma_query_only"))[0]
    limits = examined.limits
    facts = {"limit": f"{limits.statement_s:g} s", "locks": f"{limits.lock_s:g} s"}
    return (
        Finding("session", "pass" if row["query_only"] else "fail"),
        Finding("time_limit", "pass", facts),
    )


async def _file(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """Root may write to any file, whatever its mode says."""
    path = Path(examined.address.database)
    if not os.access(path, os.W_OK):
        return (Finding("file", "pass"),)
    remedy = f"setfacl -m u:$(id -un):r {shlex.quote(str(path))}"
    return (Finding("file", "warn", {"path": path}, remedy),)


async def _journal(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    mode = (await examined.fetch("SELECT journal_mode FROM pragma_journal_mode"))[0]["journal_mode"]
    if mode == "wal":
        return (Finding("journal", "pass"),)
    return (Finding("journal", "warn", {"mode": mode}, "PRAGMA journal_mode = WAL;"),)


async def _mapped(examined: Examined, relations: Sequence[Relation]) -> Sequence[Finding]:
    seen = Seen("sqlite", await catalogue(examined), None)
    findings = [
        Finding("mapping", "fail", {"table": seen.path(relation), "columns": listed(absent)})
        for relation, absent in seen.missing(relations)
    ] or [Finding("mapping", "pass")]
    more = seen.unmapped(relations) if examined.limits.tables is None else ()
    if more:
        facts = {"tables": listed(more), "count": len(more)}
        findings.append(Finding("sees_more", "warn", facts))
    else:
        findings.append(Finding("sees_more", "pass"))
    for relation in relations:
        findings += await _key(examined, seen, relation)
    return findings


async def _key(examined: Examined, seen: Seen, relation: Relation) -> Sequence[Finding]:
    path, table = seen.path(relation), seen.table(relation)
    types = {column.name: column.type for column in table.columns} if table else {}
    if table is None or relation.key not in types:
        return [Finding("index", "unknown", {"table": path})]
    facts = {"table": path, "column": relation.key}
    typed = key_type(path, relation.key, types[relation.key])
    if relation.key in table.leading:
        return [typed, Finding("index", "pass", facts)]
    kind = "SELECT type FROM sqlite_master WHERE name = ?"
    if (await examined.fetch(kind, table.name))[0]["type"] == "view":
        return [typed, Finding("index", "unknown", {"table": path})]
    quoted = quote_identifier(relation.key, "sqlite")
    remedy = f"CREATE INDEX regie_key ON {path} ({quoted});"
    return [typed, Finding("index", "warn", facts, remedy)]


_PROBES: Final[dict[str, Probe]] = {
    "session": _session,
    "file": _file,
    "journal": _journal,
    "mapping": _mapped,
}
