"""`regie config`: what is set, where it came from, and a new secret key."""

from __future__ import annotations

import secrets

import typer

from regie.bootstrap import SEALED, configure_installed
from regie.core.settings import describe
from regie.core.vault import Vault, rotate
from regie.operations.servers import secret_key

from .on_database import on_database
from .output import AsJson, print_json, print_table

app = typer.Typer(help="Look at the settings; make and replace secrets.", no_args_is_help=True)


@app.command()
def show(as_json: AsJson = False) -> None:
    """Print the effective settings and where each came from; secrets are masked."""
    configuration = configure_installed()
    reports = [report for loaded in configuration.sections for report in describe(loaded)]
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


@app.command()
def reseal(as_json: AsJson = False) -> None:
    """Bring all secrets in the database under the present REGIE_SECRET_KEY.

    The former key stands in REGIE_OLD_SECRET_KEYS meanwhile; afterwards it can go.
    """
    settings = configure_installed().settings
    vault = Vault(secret_key(settings), settings.old_secret_keys)
    done = on_database(settings, lambda connection: rotate(connection, vault, SEALED))
    if as_json:
        print_json({each.column.name: each.resealed for each in done})
        return
    for each in done:
        typer.echo(f"{each.column.name}: {each.resealed} of {each.seen} secrets resealed")
