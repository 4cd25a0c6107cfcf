"""`regie orders understand` and `evaluate`: what questions mean, and how often we see it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Final, cast

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from regie.core.app import CommandContext

from .evaluation import as_document, write_scores
from .understanding import NumberFormat, Understood, understand
from .understanding.evaluation import PartScore, score, shipped

if TYPE_CHECKING:
    from .settings import OrdersSettings

_LONGEST: Final = 10_000
"""Characters of a question; the door of the chat allows fewer."""
_LONGEST_LINE: Final = 1_000_000
"""Bytes that are held of a line, whatever else than a question its JSON has."""
_DAYS: Final = range(1900, 3000)
"""Years of a day on which something may be asked: there is a calendar before and behind them."""
_OUT_OF_TIME: Final = f"expected a day of the years {_DAYS.start} to {_DAYS.stop - 1}"
_BOM: Final = b"\xef\xbb\xbf"
_BAD_LINES: Final = 1


class Question(msgspec.Struct):
    """Other fields, such as the answers of an evaluation set, are passed over."""

    text: str
    today: date | None = None


class BadLine(ValueError):
    """Says what is wrong with it."""


def register(app: typer.Typer) -> None:
    app.command("understand")(understand_lines)
    app.command()(evaluate)


def understand_lines(
    context: typer.Context,
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day on which they are asked; else today."),
    ] = None,
    *,
    why: Annotated[
        bool, typer.Option("--why", help="Add the words that decided the intent.")
    ] = False,
) -> None:
    """Read questions from standard input, a line each or JSON lines {"text": …, "today": …}, and
    print what each means, a JSON line each. Exit code 1: lines could not be read; each is answered
    by {"line": …, "error": …}."""
    given: CommandContext = context.obj
    formats = _formats(given)
    day = today.date() if today else datetime.now(given.settings.zone).date()
    if day.year not in _DAYS:
        raise typer.BadParameter(_OUT_OF_TIME, param_hint="--today")
    bad = 0
    for number, line in _lines(sys.stdin.buffer):
        try:
            question = _question(line)
        except BadLine as problem:
            bad += 1
            typer.echo(msgspec.json.encode({"line": number, "error": str(problem)}))
            typer.echo(f"line {number}: {problem}", err=True)
            continue
        meant = understand(question.text, question.today or day, formats)
        typer.echo(msgspec.json.encode(_as_answer(meant, why=why)))
    if bad:
        raise typer.Exit(_BAD_LINES)


def evaluate(
    context: typer.Context,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON document, for a machine.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Put them into the package, as what ships.")
    ] = False,
) -> None:
    """Understand the questions that come with Régie, and say how many were understood."""
    if write:
        typer.echo(write_scores())
        return
    given: CommandContext = context.obj
    scores = score(shipped(), _formats(given))
    if as_json:
        document = msgspec.json.encode([as_document(part) for part in scores])
        typer.echo(msgspec.json.format(document, indent=2))
    else:
        Console().print(_as_table(scores))


def _formats(given: CommandContext) -> list[NumberFormat]:
    section = cast("OrdersSettings", given.section)
    patterns = [pattern for mapping in section.mappings for pattern in mapping.numbers.formats]
    return [NumberFormat(pattern) for pattern in dict.fromkeys(patterns)]


def _lines(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """With their numbers, from 1; blank ones are passed over. Of one that is too long only so much
    is held that it can be told."""
    number = 0
    while line := source.readline(_LONGEST_LINE + 1):
        number += 1
        rest = line
        while len(rest) > _LONGEST_LINE and not rest.endswith(b"\n"):
            rest = source.readline(_LONGEST_LINE + 1)
        line = line.removeprefix(_BOM)
        if line.strip():
            yield number, line.rstrip(b"\r\n")


def _question(line: bytes) -> Question:
    if len(line) > _LONGEST_LINE:
        raise BadLine(f"longer than {_LONGEST_LINE} bytes")
    try:
        if line.lstrip().startswith(b"{"):
            question = msgspec.json.decode(line, type=Question)
        else:
            question = Question(line.decode())
    except UnicodeDecodeError:
        raise BadLine("not UTF-8") from None
    except msgspec.DecodeError as problem:
        raise BadLine(f'expected {{"text": "…", "today": "YYYY-MM-DD"}}: {problem}') from None
    except RecursionError:
        raise BadLine("nested too deeply") from None
    if len(question.text) > _LONGEST:
        raise BadLine(f"longer than {_LONGEST} characters")
    if question.today and question.today.year not in _DAYS:
        raise BadLine(_OUT_OF_TIME)
    return question


def _as_answer(meant: Understood, *, why: bool) -> dict[str, Any]:
    period = meant.period and [meant.period.first, meant.period.last]
    answer = {
        "intent": meant.intent,
        "lang": meant.lang,
        "numbers": meant.numbers,
        "name": meant.name,
        "period": period,
    }
    return answer | ({"because": meant.because} if why else {})


def _as_table(scores: list[PartScore]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("")
    for part in scores:
        table.add_column(f"{part.part}, of {part.slots['intent'].of}", justify="right")
    for slot in scores[0].slots:
        table.add_row(slot, *(f"{part.slots[slot].percent:.1f} %" for part in scores))
    table.add_section()
    for intent in scores[0].intents:
        shares = [part.intents[intent] for part in scores]
        table.add_row(intent, *(f"{share.right}/{share.of}" for share in shares))
    return table
