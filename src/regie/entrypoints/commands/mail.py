"""`regie mail`: does mail leave, and if not, why."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from regie.bootstrap import configure_installed, mail_composer, mail_sender, mail_way
from regie.core.clock import utc_now
from regie.core.errors import Misconfigured
from regie.core.i18n import Language
from regie.core.mail import Diagnosis, MailServer, diagnose, trial_letter
from regie.core.settings import Settings
from regie.operations.exit_codes import ExitCode

from .output import AsJson, print_json

app = typer.Typer(help="Try whether e-mails leave.", no_args_is_help=True)


@app.callback()
def group() -> None: ...


@app.command("test")
def send_trial(
    to: Annotated[str, typer.Argument(help="Who gets the test message.")],
    language: Annotated[
        str | None, typer.Option(help="fr or en; the installation's when left out.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Send a test message at once and show what the mail server says. Exit code 1: it objects."""
    settings = configure_installed().settings
    way = mail_way(settings)
    if way is None:
        raise Misconfigured("REGIE_MAIL_URL is not set: e-mails wait until it is")
    if way == "mailbox":
        raise Misconfigured(
            "nothing leaves: REGIE_MAIL_URL is not set, and e-mails stay in the demo's mailbox"
        )
    told = asyncio.run(_try(settings, way, to, _language(language, settings)))
    if as_json:
        print_json(told)
    else:
        _show(told, to)
    if not told.sent:
        sys.exit(ExitCode.FAILED)


async def _try(settings: Settings, server: MailServer, to: str, language: Language) -> Diagnosis:
    try:
        letter = trial_letter(
            mail_composer(settings),
            mail_sender(settings),
            to,
            language=language,
            at=utc_now(),
            via=server.host,
        )
    except ValueError as error:
        raise typer.BadParameter(f"{to} is not an e-mail address") from error
    return await diagnose(server, letter)


def _language(chosen: str | None, settings: Settings) -> Language:
    if chosen is None:
        return settings.language
    if chosen in ("fr", "en"):
        return chosen
    raise typer.BadParameter("--language is fr or en")


def _show(told: Diagnosis, to: str) -> None:
    console = Console(soft_wrap=True, highlight=False)
    for step in told.steps:
        console.print(Text.assemble(Text(f"{step.name:<10} ", style="green"), step.answer))
    if told.failed is None:
        console.print(f"The mail server has taken the message for {to}.")
        return
    console.print(Text.assemble(Text(f"{told.failed.name:<10} ", style="red"), told.failed.answer))
    if told.advice is not None:
        console.print(Text(f"{'':8}→ {told.advice}", style="dim"))
