"""From the newest results to docs/benchmarks.md: `python -m bench.report`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench import promises
from bench.harness import Result, Row, Verdict, newest, rows, verdicts

DOCUMENT: Final = Path(__file__).parents[1] / "docs/benchmarks.md"
BENCHES: Final = ("http",)
_COLUMNS: Final = (
    "case",
    "CPU µs per request",
    "× Régie",
    "PostgreSQL µs",
    "Valkey µs",
    "req/s",
    "p50 ms",
    "p99 ms",
    "MB",
    "errors",
)


def print_tables(result: Result, console: Console) -> None:
    for connections in _connections(result):
        table = Table(title=_heading(connections), title_justify="left", box=SIMPLE_HEAD)
        for column in _COLUMNS:
            table.add_column(column, justify="left" if column == "case" else "right")
        for row in rows(result, connections):
            table.add_row(*_cells(row))
        console.print(table)
    for verdict in verdicts(result):
        console.print(_sentence(result, verdict))


def section(result: Result) -> str:
    machine, revision = result.machine, result.revision
    parts = [
        f"Taken on {result.taken_at:%Y-%m-%d} at revision `{revision.commit[:12]}`"
        f"{'' if revision.clean else ' with changes'}, {result.mode} mode "
        f"({result.rounds} rounds of {result.seconds:g} s): {machine.processor}, "
        f"{machine.cores} cores, {machine.memory_gb:g} GB, {machine.system}, "
        f"Python {machine.python}, load average {machine.load_average:g} at the start.\n",
    ]
    for connections in _connections(result):
        parts.append(f"**{_heading(connections)}**\n")
        parts.append(_markdown(rows(result, connections)))
    parts += [f"* {_sentence(result, verdict)}" for verdict in verdicts(result)]
    parts.append("\nVersions:\n")
    parts += [_versions(result, name) for name in ("regie", "customary")]
    return "\n".join(parts)


def rewrite(document: str, bench: str, text: str) -> str:
    """Replaces what stands between the marks of a benchmark. Raises ValueError without marks."""
    begin, end = f"<!-- {bench}: generated -->", f"<!-- {bench}: end -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(document):
        raise ValueError(f"the document has no place for {bench}: {begin} … {end}")
    return pattern.sub(lambda _: f"{begin}\n{text}\n{end}", document)


def _connections(result: Result) -> list[int]:
    return sorted({run.connections for run in result.runs}, reverse=True)


def _heading(connections: int) -> str:
    return f"{connections} connection{'s' if connections > 1 else ''}"


def _cells(row: Row) -> tuple[str, ...]:
    cpu, ratio = row.cpu_us, row.ratio
    if ratio.least == ratio.most == 1:
        compared = "1"
    else:
        compared = f"{ratio.median:.2f} ({ratio.least:.2f}–{ratio.most:.2f})"
        compared += "" if row.differs else " ≈"
    return (
        row.title,
        f"{cpu.median:.0f} ({cpu.least:.0f}–{cpu.most:.0f})",
        compared,
        f"{row.postgres_us:.0f}",
        f"{row.valkey_us:.0f}",
        f"{row.per_s:,.0f}",
        f"{row.p50_ms:.2f}",
        f"{row.p99_ms:.2f}",
        f"{row.resident_mb:.0f}",
        str(row.errors),
    )


def _markdown(found: list[Row]) -> str:
    lines = [_COLUMNS, ("---", *["---:"] * (len(_COLUMNS) - 1)), *map(_cells, found)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def _sentence(result: Result, verdict: Verdict) -> str:
    titles = {case.name: case.title for case in result.cases}
    aim, ratio = verdict.aim, verdict.ratio
    bound = f"at least {aim.at_least:g}" if aim.at_least else f"at most {aim.at_most:g}"
    return (
        f"CPU of {titles[aim.case]} over {titles[aim.of]}, {_heading(result.judged_at)}: "
        f"{ratio.median:.2f} ({ratio.least:.2f}–{ratio.most:.2f}); aim {bound}: "
        f"{'reached' if verdict.reached else 'not reached'}."
    )


def _versions(result: Result, name: str) -> str:
    case = next(case for case in result.cases if case.name == name)
    listed = ", ".join(f"{package} {number}" for package, number in case.versions.items())
    return f"* {case.title}: {listed}"


def main() -> int:
    document = DOCUMENT.read_text(encoding="utf-8")
    for bench in BENCHES:
        document = rewrite(document, bench, section(newest(bench)))
    document = rewrite(document, "promises", promises.section(promises.newest()))
    DOCUMENT.write_text(document, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
