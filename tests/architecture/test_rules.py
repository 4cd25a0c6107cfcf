"""House rules that no linter knows, read from the source; each one is shown to bite."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src/regie"
MODULES = sorted(SOURCE.rglob("*.py"))

MAY_READ_ENVIRONMENT = ("bootstrap/", "entrypoints/", "operations/")
MAY_COMMIT = ("core/db/",)
FORBIDDEN_NAMES = {"BaseHTTPMiddleware", "GZipMiddleware", "jsonable_encoder", "pickle"}


def relative(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def environment_reads(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv"):
            yield f"line {node.lineno}"


def commits(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "commit":
            yield f"line {node.lineno}"


def forbidden_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.Name):
            names = [node.id]
        yield from (f"{name}, line {node.lineno}" for name in names if name in FORBIDDEN_NAMES)


def logic_in_door(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.If):
            yield f"line {node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_only_the_outer_layers_read_the_environment(path: Path) -> None:
    if relative(path).startswith(MAY_READ_ENVIRONMENT):
        return
    assert list(environment_reads(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_only_the_edge_commits(path: Path) -> None:
    if relative(path).startswith((*MAY_COMMIT, "migrations/", "apps/orders/demo/")):
        return
    assert list(commits(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_nothing_slow_or_unsafe_is_imported(path: Path) -> None:
    assert list(forbidden_names(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("__init__.py")), ids=relative)
def test_a_door_holds_no_logic(path: Path) -> None:
    assert list(logic_in_door(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize(
    ("rule", "violation"),
    [
        (environment_reads, "import os\nos.environ['X']"),
        (commits, "session.commit()"),
        (forbidden_names, "from starlette.middleware.base import BaseHTTPMiddleware"),
        (logic_in_door, "def surprise(): ..."),
    ],
)
def test_each_rule_bites(rule, violation: str) -> None:
    assert list(rule(ast.parse(violation)))


IMPORT_EVERYTHING = """
import importlib, pkgutil, sys
def forbid(event, arguments):
    starts = event.startswith(("socket.connect", "socket.bind", "subprocess.Popen", "os.exec"))
    writes = event == "open" and any(c in str(arguments[1] or "") for c in "wax+")
    if starts or (writes and not str(arguments[0]).endswith((".pyc", "null"))
                  and "__pycache__" not in str(arguments[0])):
        raise RuntimeError(f"{event} {arguments[:2]}")
import regie
names = [m.name for m in pkgutil.walk_packages(regie.__path__, "regie.")
         if not m.name.startswith("regie.migrations.") and not m.name.endswith("__main__")]
sys.addaudithook(forbid)
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_importing_any_module_starts_nothing() -> None:
    outcome = subprocess.run(
        [sys.executable, "-B", "-c", IMPORT_EVERYTHING], capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stderr
