"""`regie config`: what is set, where it came from, and a new secret."""

from __future__ import annotations

import secrets

import typer

from regie.bootstrap import configure_installed
from regie.core.settings import describe

from .output import AsJson, print_json, print_table

app = typer.Typer(help="Look at the settings; make a secret.", no_args_is_help=True)


@app.command()
def show(as_json: AsJson = False) -> None:
    """Print the effective settings and where each came from; secrets are masked."""
    configuration = configure_installed()
    reports = [
        report
        for loaded in configuration.sections
        for report in describe(loaded)
    ]
    if as_json:
        print_json({r.variable: {"value": r.value, "origin": r.origin} for r in reports})
    else:
        print_table(
            ("setting", "value", "from"), [(r.variable, r.value, r.origin) for r in reports]
        )


@app.command("new-secret")
def new_secret() -> None:
    """Print a secret good for REGIE_SECRET_KEY: 48 random bytes."""
    typer.echo(secrets.token_urlsafe(48))
