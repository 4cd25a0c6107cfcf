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
BENCHES: Final = (
    "http",
    "orders-crowd",
    "orders-rush",
    "orders-hit",
    "cache-memory",
    "cache-valkey",
    "cache-misses",
    "limits-decisions",
    "limits-requests",
    "observability",
    "locks",
    "counters",
    "events",
    "jobs",
    "signin-passwords",
    "signin-meanwhile",
    "sessions",
    "gateway-whole",
    "gateway-streams",
    "retail-load",
    "retail-checks",
    "retail-aggregates",
    "retail-consolidation",
    "retail-whatif",
    "workforce",
    "staff-pages",
    "staff-salary-run",
)
_PER_REQUEST: Final = (
    "case",
    "CPU µs each",
    "× Régie",
    "PostgreSQL µs",
    "Valkey µs",
    "per s",
    "p50 ms",
    "p99 ms",
    "MB",
    "errors",
)
_QUERIES: Final = "queries each"
_OF_STAMPEDES: Final = ("case", "CPU µs each", "× Régie", "loads", "ms in all", "errors")
_MEASURES: Final = {
    "cpu": "CPU",
    "throughput": "Throughput",
    "wall": "Time",
}


def print_tables(result: Result, console: Console) -> None:
    for connections in _connections(result):
        table = Table(title=_heading(result, connections), title_justify="left", box=SIMPLE_HEAD)
        for column in _columns(result):
            table.add_column(column, justify="left" if column == "case" else "right")
        for row in rows(result, connections):
            table.add_row(*_cells(result, row))
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
        parts.append(f"**{_heading(result, connections)}**\n")
        parts.append(_markdown(result, rows(result, connections)))
    parts += [f"* {_sentence(result, verdict)}" for verdict in verdicts(result)]
    parts.append("\nVersions:\n")
    parts += _versions(result)
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


def _heading(result: Result, connections: int) -> str:
    return f"{connections:,} {result.clients}{'s' if connections > 1 else ''}"


def _is_stampede(result: Result) -> bool:
    return any(run.loads for run in result.runs)


def _counts_queries(result: Result) -> bool:
    return any(run.queries is not None for run in result.runs)


def _columns(result: Result) -> tuple[str, ...]:
    if _is_stampede(result):
        return _OF_STAMPEDES
    return (*_PER_REQUEST, _QUERIES) if _counts_queries(result) else _PER_REQUEST


def _cells(result: Result, row: Row) -> tuple[str, ...]:
    cpu, ratio = row.cpu_us, row.ratio
    if ratio.least == ratio.most == 1:
        compared = "1"
    else:
        compared = f"{ratio.median:.2f} ({ratio.least:.2f}–{ratio.most:.2f})"
        compared += "" if row.differs else " ≈"
    begin = (row.title, f"{_us(cpu.median)} ({_us(cpu.least)}–{_us(cpu.most)})", compared)
    if _is_stampede(result):
        return (*begin, str(row.loads), f"{row.wall_ms:.0f}", str(row.errors))
    return (
        *begin,
        f"{row.postgres_us:.0f}",
        _us(row.valkey_us),
        f"{row.per_s:,.0f}",
        _ms(row.p50_ms),
        _ms(row.p99_ms),
        f"{row.resident_mb:.0f}",
        str(row.errors),
        *([] if row.queries is None else [f"{row.queries:.2f}"]),
    )


def _us(value: float) -> str:
    return f"{value:.2f}" if value < 20 else f"{value:.0f}"


def _ms(value: float) -> str:
    return f"{value:.4f}" if value < 0.1 else f"{value:.2f}"


def _markdown(result: Result, found: list[Row]) -> str:
    columns = _columns(result)
    cells = [_cells(result, row) for row in found]
    lines = [columns, ("---", *["---:"] * (len(columns) - 1)), *cells]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def _sentence(result: Result, verdict: Verdict) -> str:
    titles = {case.name: case.title for case in result.cases}
    aim, ratio = verdict.aim, verdict.ratio
    case = f"{titles[aim.case]} less {titles[aim.less]}" if aim.less else titles[aim.case]
    of = f"{titles[aim.of]} less {titles[aim.of_less]}" if aim.of_less else titles[aim.of]
    bound = f"at least {aim.at_least:g}" if aim.at_least else f"at most {aim.at_most:g}"
    return (
        f"{_MEASURES[aim.measure]} of {case} over {of}, "
        f"{_heading(result, result.judged_at)}: "
        f"{ratio.median:.2f} ({ratio.least:.2f}–{ratio.most:.2f}); aim {bound}: "
        f"{'reached' if verdict.reached else 'not reached'}."
    )


def _versions(result: Result) -> list[str]:
    """Those that several cases share are told once."""
    found: dict[str, list[str]] = {}
    for case in result.cases:
        listed = ", ".join(f"{package} {number}" for package, number in case.versions.items())
        found.setdefault(listed, []).append(case.title)
    return [f"* {', '.join(titles)}: {listed}" for listed, titles in found.items()]


def main() -> int:
    document = DOCUMENT.read_text(encoding="utf-8")
    for bench in BENCHES:
        document = rewrite(document, bench, section(newest(bench)))
    document = rewrite(document, "promises", promises.section(promises.newest()))
    DOCUMENT.write_text(document, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
