"""`regie orders`: the look-up and the proof, from a terminal."""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
import typer
from pydantic import ValidationError

from regie.core.app import CommandContext
from regie.core.i18n import Catalogue, Language

from . import asking_commands, doctor_commands, map_commands, understanding_commands
from .answering.policy import TIERS
from .errors import OrderNotFound
from .messages import MESSAGES
from .routes import labels
from .schemas import TrackAnswer, TrackRequest, as_answer
from .service import OrderService, Tracked

_CATALOGUE: Final = Catalogue.merged([MESSAGES])

_NOT_FOUND: Final = 1

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document, for a machine.")]


def commands() -> typer.Typer:
    app = typer.Typer(help="Customers' orders in the production database.", no_args_is_help=True)
    app.command()(track)
    doctor_commands.register(app)
    map_commands.register(app)
    understanding_commands.register(app)
    asking_commands.register(app)
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
            return await service.track(asked.number, asked.name, hidden=True)
        except OrderNotFound:
            return None

    tracked = given.run(look_up)
    if tracked is None:
        typer.echo(_CATALOGUE.text(OrderNotFound.code, language, {}), err=True)
        raise typer.Exit(_NOT_FOUND)
    answer = as_answer(tracked, labels(_CATALOGUE, language), TIERS)
    if as_json:
        _print_json(answer)
    else:
        _print_order(answer, language)


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
    copies = "" if answer.copies is None else f" × {answer.copies}"
    line("designation", f"{answer.designation}{copies}")
    line("ordered_on", answer.ordered_on)
    line("expected_on", answer.expected_on or "–")
    if answer.days_late:
        line("days_late", answer.days_late)
    for step in answer.history:
        typer.echo(f"  {step.on}  {step.status_label}")
