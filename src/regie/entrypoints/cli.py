"""The command line: `regie --help`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from regie import __version__
from regie.bootstrap import APPS
from regie.core.errors import Misconfigured, RegieError, Timeout, Unavailable
from regie.core.observe import configure_logging
from regie.operations.exit_codes import ExitCode

from .commands import (
    audit,
    backup,
    cache,
    config,
    doctor,
    jobs,
    mail,
    migrate,
    openapi,
    retention,
    sql,
    token,
    up,
    user,
    worker,
)
from .commands.app_group import app_group

app = typer.Typer(
    name="regie",
    help="Operations for an organisation with many sites, from one installation.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
up.register(app)
worker.register(app)
migrate.register(app)
app.add_typer(audit.app, name="audit")
app.add_typer(config.app, name="config")
app.add_typer(cache.app, name="cache")
app.add_typer(doctor.app, name="doctor")
app.add_typer(jobs.app, name="jobs")
app.add_typer(mail.app, name="mail")
backup.register(app)
app.add_typer(retention.app, name="retention")
app.add_typer(sql.app, name="sql")
app.add_typer(token.app, name="token")
app.add_typer(user.app, name="user")
openapi.register(app)
for declared in APPS.values():
    if declared.commands is not None:
        app.add_typer(app_group(declared, declared.commands), name=declared.name)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"regie {__version__}")
        raise typer.Exit


@app.callback()
def root(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None: ...


def main() -> None:
    """Every refusal becomes one line that says what to do, and an exit code for scripts. What is
    logged goes to stderr: what commands print is for machines, too."""
    configure_logging("text", "warning")
    try:
        app()
    except RegieError as error:
        for line in (error.detail or error.code).splitlines():
            typer.echo(f"regie: {line}", err=True)
        sys.exit(exit_code(error))


def exit_code(error: RegieError) -> int:
    declared = getattr(error, "exit_code", None)
    if declared is not None:
        return int(declared)
    if isinstance(error, Misconfigured):
        return ExitCode.REFUSED
    if isinstance(error, Unavailable | Timeout):
        return ExitCode.UNAVAILABLE
    return ExitCode.FAILED


if __name__ == "__main__":
    main()
