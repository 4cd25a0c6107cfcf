"""Nothing here asks the process what time it is: leases are the database's."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import regie.core.outbox

WALL_CLOCKS = {"now", "utcnow", "utc_now", "today", "time", "time_ns", "localtime", "gmtime"}


def readings(tree: ast.AST) -> list[str]:
    called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    names = (
        function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        for function in called
    )
    return [name for name in names if name in WALL_CLOCKS]


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(Path(regie.core.outbox.__path__[0]).glob("*.py"))
        if path.name != "tables.py"  # func.now() there is the database's
    ],
    ids=lambda path: path.name,
)
def test_no_module_reads_a_wall_clock(path: Path) -> None:
    assert readings(ast.parse(path.read_text())) == []


@pytest.mark.parametrize("source", ["datetime.now(UTC)", "time.time()", "utc_now()"])
def test_the_rule_bites(source: str) -> None:
    assert readings(ast.parse(source))
