"""Every error that Régie can raise has its words."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import regie
import regie.entrypoints.asgi
import regie.entrypoints.cli  # with the above: all modules that declare errors
from regie.bootstrap import build_runtime, configure
from regie.core.errors import RegieError
from regie.core.i18n import LANGUAGES, Catalogue

SOURCES = sorted(Path(regie.__file__).parent.rglob("*.py"))


def served_modules() -> set[str]:
    """What the product itself imports: what other tests have imported by now is not in it."""
    program = "import sys, regie.entrypoints.asgi, regie.entrypoints.cli; print(*sys.modules)"
    outcome = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(outcome.stdout.split())


def below(error: type[RegieError]) -> Iterator[type[RegieError]]:
    yield error
    for narrower in error.__subclasses__():
        yield from below(narrower)


SERVED = served_modules()
ERRORS = sorted(
    (error for error in set(below(RegieError)) if error.__module__ in SERVED),
    key=lambda error: error.__qualname__,
)


@pytest.fixture(scope="module")
def made_with() -> dict[str, list[set[str]]]:
    """Class → the params that each place in the sources makes one with."""
    made: defaultdict[str, list[set[str]]] = defaultdict(list)
    by_itself: dict[str, set[str]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                made[node.func.id].append(words(node))
            elif isinstance(node, ast.ClassDef):
                by_itself[node.name] = set().union(*map(words, calls_of_init(node)))
    return {name: [each | by_itself.get(name, set()) for each in made[name]] for name in made}


def words(call: ast.Call) -> set[str]:
    return {word.arg or "" for word in call.keywords}


def calls_of_init(made: ast.ClassDef) -> Iterator[ast.Call]:
    """What a class of errors works out of what it is made with."""
    for node in ast.walk(made):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr == "__init__":
            yield node


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    environ = {"REGIE_ENV": "demo", "REGIE_DATABASE_URL": "postgresql://x@/x"}
    return build_runtime(configure({**environ, "REGIE_CONFIG": "/dev/null"})).core.catalogue


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__qualname__)
def test_an_error_is_told_with_what_it_is_raised_with(
    catalogue: Catalogue,
    made_with: dict[str, list[set[str]]],
    error: type[RegieError],
    language: str,
) -> None:
    text = catalogue._messages[error.code][language]
    wanted = set(re.findall(r"\{(\w+)\}", text))
    assert [params for params in made_with.get(error.__name__, []) if not wanted <= params] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", sorted({error.status for error in ERRORS}))
def test_every_status_has_a_title(catalogue: Catalogue, status: int, language: str) -> None:
    assert catalogue.text(f"title.{status}", language, {})  # type: ignore[arg-type]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__qualname__)
def test_a_code_has_one_status(error: type[RegieError]) -> None:
    assert {other.status for other in ERRORS if other.code == error.code} == {error.status}
