"""`regie orders`: the look-up and the proof, from a terminal."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, Final

import msgspec
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from regie.core.app import CommandContext
from regie.core.i18n import Catalogue, Language
from regie.core.sqlguard import MESSAGES as SOURCE_MESSAGES
from regie.core.sqlguard import Finding, Proof, Verdict

from .errors import OrderNotFound
from .messages import MESSAGES
from .proven import UnfitAccount
from .routes import labels
from .schemas import TrackAnswer, TrackRequest, as_answer
from .service import OrderService, Tracked

_CATALOGUE: Final = Catalogue.merged([MESSAGES, SOURCE_MESSAGES])

_MARKS: Final[dict[Verdict, tuple[str, str]]] = {
    "pass": ("✓ pass   ", "green"),
    "warn": ("! warn   ", "yellow"),
    "fail": ("✗ fail   ", "red"),
    "unknown": ("? unknown", "blue"),
}

_NOT_FOUND: Final = 1
_FAILED: Final = 1

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document, for a machine.")]


def commands() -> typer.Typer:
    app = typer.Typer(help="Customers' orders in the production database.", no_args_is_help=True)
    app.command()(track)
    app.command()(doctor)
    return app


def track(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="The order's number, such as CL-401372-487531.")],
    name: Annotated[str, typer.Argument(help="The customer's name; the family name is enough.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Show where an order is. Exit code 1: no such order under that name."""
    asked = _asked(number, name)
    given: CommandContext = context.obj
    language = given.settings.language

    async def look_up(service: OrderService) -> Tracked | None:
        try:
            return await service.track(asked.number, asked.name)
        except OrderNotFound:
            return None

    tracked = given.run(look_up)
    if tracked is None:
        typer.echo(_CATALOGUE.text(OrderNotFound.code, language, {}), err=True)
        raise typer.Exit(_NOT_FOUND)
    answer = as_answer(tracked, labels(_CATALOGUE, language))
    if as_json:
        _print_json(answer)
    else:
        _print_order(answer, language)


def doctor(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Prove, from the source's catalogue, that its account can do no harm. Exit code 1: it can."""
    given: CommandContext = context.obj

    async def prove(service: OrderService) -> Proof:
        return await service.prove()

    try:
        proof: Proof = given.run(prove)
    except UnfitAccount as unfit:
        proof = unfit.proof
    if as_json:
        _print_json({"harmless": proof.harmless, "findings": proof.findings})
    else:
        for finding in proof.findings:
            _print_finding(finding, given.settings.language)
    if not proof.harmless:
        raise typer.Exit(_FAILED)


def _asked(number: str, name: str) -> TrackRequest:
    try:
        return TrackRequest(number=number, name=name)
    except ValidationError as error:
        fields = ", ".join(str(problem["loc"][0]) for problem in error.errors())
        raise typer.BadParameter(
            f"{fields}: up to 64 characters for a number, 120 for a name, none of them invisible"
        ) from None


def _print_json(document: Any) -> None:
    typer.echo(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())


def _print_order(answer: TrackAnswer, language: Language) -> None:
    def line(code: str, value: object) -> None:
        label = _CATALOGUE.text(f"orders.field.{code}", language, {})
        typer.echo(f"{label:<24}{value}")

    line("number", answer.number)
    line("status", answer.status_label)
    line("designation", f"{answer.designation} × {answer.copies}")
    line("ordered_on", answer.ordered_on)
    line("expected_on", answer.expected_on or "–")
    if answer.days_late:
        line("days_late", answer.days_late)
    for step in answer.history:
        typer.echo(f"  {step.on}  {step.status_label}")


def _print_finding(finding: Finding, language: Language) -> None:
    mark, colour = _MARKS[finding.verdict]
    sentence = _CATALOGUE.text(f"proof.{finding.check}.{finding.verdict}", language, finding.facts)
    console = Console(soft_wrap=True)
    console.print(Text.assemble((mark, colour), "  ", _printable(sentence)))
    if finding.remedy:
        console.print(Text(f"             → {_printable(finding.remedy)}", style="dim"))


def _printable(text: str) -> str:
    """A table's name is somebody else's text: it must not steer the terminal."""
    return "".join("�" if unicodedata.category(c) == "Cc" else c for c in text)
