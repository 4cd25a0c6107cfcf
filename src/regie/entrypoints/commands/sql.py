"""`regie sql`: what the guard of people's SQL says, without a database."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from regie.core.errors import Misconfigured
from regie.core.sqlguard.guard import DIALECTS, Allowed, Policy, Verdict, check, read_policy
from regie.operations.exit_codes import ExitCode

app = typer.Typer(help="Judge SQL that a person wrote.", no_args_is_help=True)


class Line(msgspec.Struct):
    """Other fields are passed over."""

    dialect: str
    sql: str


class Answer(msgspec.Struct):
    verdict: str
    sql: str | None = None
    reason: str | None = None


class BadLine(ValueError):
    """Says what is wrong with it."""


@app.callback()
def group() -> None: ...


@app.command("check")
def check_lines(
    policy: Annotated[
        Path,
        typer.Option(help='{"allowed": {table: [columns]}, "schema": {dialect: schema}}'),
    ],
    file: Annotated[
        Path | None, typer.Argument(help="JSON lines; standard input when left out.")
    ] = None,
) -> None:
    """Read JSON lines {"dialect": …, "sql": …} and print for each, in order, a JSON line
    {"verdict": "allow" or "deny", "sql": what may run, "reason": …}. Exit code 1: lines could not
    be read; each of them is denied."""
    rules = read_policy(policy)
    try:
        source = nullcontext(sys.stdin.buffer) if file is None else file.open("rb")
    except OSError as error:
        raise Misconfigured(f"{file} cannot be read: {error.strerror}") from error
    with source as lines:
        bad = _answer(lines, rules)
    if bad:
        raise typer.Exit(ExitCode.FAILED)


def _answer(lines: Iterable[bytes], rules: Policy) -> int:
    """How many lines could not be read. Blank ones are passed over."""
    bad = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answer = _told(_judged(line, rules))
        except BadLine as problem:
            bad += 1
            typer.echo(f"line {number}: {problem}", err=True)
            answer = Answer("deny", reason=f"line: {problem}")
        typer.echo(msgspec.json.encode(answer))
    return bad


def _judged(line: bytes, rules: Policy) -> Verdict:
    try:
        asked = msgspec.json.decode(line, type=Line)
    except msgspec.DecodeError as error:
        raise BadLine(f'expected {{"dialect": "…", "sql": "…"}}: {error}') from None
    except UnicodeDecodeError:
        raise BadLine("not UTF-8") from None
    dialect = DIALECTS.get(asked.dialect.lower())
    if dialect is None:
        raise BadLine(f"the dialect is none of {', '.join(DIALECTS)}")
    return check(asked.sql, dialect, rules)


def _told(verdict: Verdict) -> Answer:
    if isinstance(verdict, Allowed):
        return Answer("allow", sql=verdict.sql)
    return Answer("deny", reason=f"{verdict.reason}: {verdict.message}")
