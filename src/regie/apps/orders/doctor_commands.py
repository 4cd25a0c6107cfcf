"""`regie orders doctor`: what stands between us and each source, and the letter to who owns it."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, Final

import msgspec
import typer
from rich.console import Console
from rich.text import Text

from regie.core.app import CommandContext
from regie.core.clock import utc_now
from regie.core.i18n import Catalogue, Language
from regie.core.sqlguard import MESSAGES as SOURCE_MESSAGES
from regie.core.sqlguard import Engine, Proof, Verdict

from .doctor import Doctor, Examination, Examiner, sentence_of
from .doctor.messages import MESSAGES
from .errors import SourceUnknown
from .proven import UnfitAccount
from .service import OrderService

_CATALOGUE: Final = Catalogue.merged([MESSAGES, SOURCE_MESSAGES])

_MARKS: Final[dict[Verdict, tuple[str, str]]] = {
    "pass": ("✓ pass   ", "green"),
    "warn": ("! warn   ", "yellow"),
    "fail": ("✗ fail   ", "red"),
    "unknown": ("? unknown", "blue"),
}
_FAILED: Final = 1


def register(app: typer.Typer) -> None:
    app.command()(doctor)


def doctor(
    context: typer.Context,
    *,
    source: Annotated[str | None, typer.Option(help="One source; else all of them.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON document, for a machine.")
    ] = False,
    letter: Annotated[
        Language | None,
        typer.Option(help="Write the request to the team that owns the source instead."),
    ] = None,
    engine: Annotated[
        Engine | None,
        typer.Option(help="What the source will be, for a letter while nothing is connected."),
    ] = None,
) -> None:
    """Find out, from the catalogue of each source, whether its account can do harm, and what keeps
    answers from coming fast and safely. Never tries a write. Exit code 1: a line fails."""
    given: CommandContext = context.obj

    async def written(service: OrderService) -> list[str]:
        names = [each.name for each in service.sources] if source is None else [source]
        return [
            await _doctor(service, given).letter(name, letter or "fr", engine) for name in names
        ]

    async def examined(service: OrderService) -> list[Examination]:
        return await _doctor(service, given).examine(source)

    try:
        if letter is not None:
            typer.echo("\n".join(given.run(written)))
            return
        found: list[Examination] = given.run(examined)
    except SourceUnknown:
        raise typer.BadParameter("no source has that name", param_hint="--source") from None
    except UnfitAccount as unfit:  # in production nothing is opened with such an account
        found = [Examination(unfit.source, None, unfit.proof.findings, 0.0, utc_now())]
    if as_json:
        document = [_as_document(each, given.settings.language) for each in found]
        typer.echo(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())
    else:
        for each in found:
            _print(each, given.settings.language)
    if not all(Proof(each.findings).harmless for each in found):
        raise typer.Exit(_FAILED)


def _doctor(service: OrderService, given: CommandContext) -> Doctor:
    settings = given.settings
    return Doctor(
        service.sources,
        Examiner(service.sources, utc_now),
        sized=settings.sizing(),
        organisation=settings.organisation,
    )


def _as_document(examined: Examination, language: Language) -> dict[str, Any]:
    return {
        "source": examined.source,
        "engine": examined.engine,
        "harmless": examined.harmless,
        "findings": [
            {
                "check": finding.check,
                "verdict": finding.verdict,
                "sentence": sentence_of(finding, _CATALOGUE, language),
                "remedy": finding.remedy,
            }
            for finding in examined.findings
        ],
    }


def _print(examined: Examination, language: Language) -> None:
    console = Console(soft_wrap=True)
    console.print(Text(f"{examined.source} ({examined.engine or '–'})", style="bold"))
    for finding in examined.findings:
        mark, colour = _MARKS[finding.verdict]
        sentence = _printable(sentence_of(finding, _CATALOGUE, language))
        console.print(Text.assemble((mark, colour), "  ", sentence))
        for line in (finding.remedy or "").splitlines():
            console.print(Text(f"             → {_printable(line)}", style="dim"))


def _printable(text: str) -> str:
    """A table's name is somebody else's text: it must not steer the terminal."""
    return "".join("�" if unicodedata.category(c) == "Cc" else c for c in text)
