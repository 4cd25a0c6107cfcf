"""`regie migrate`: bring the database's schema to this version."""

from __future__ import annotations

from typing import Annotated

import typer

from regie.bootstrap import configure_installed
from regie.core.db import migrate
from regie.migrations import SCRIPTS
from regie.operations.servers import reach

from .output import AsJson, print_json


def register(app: typer.Typer) -> None:
    app.command("migrate")(run)


def run(
    to: Annotated[str, typer.Option(help="A revision, or base for none at all.")] = "head",
    as_json: AsJson = False,
) -> None:
    """Bring the schema to this version.

    Or, with --to, to another, up or down. Safe to run twice, and twice at once.
    """
    with reach(configure_installed().settings, create=True) as servers:
        version = migrate(servers.database_url, SCRIPTS, target=to)
    if as_json:
        print_json(version)
        return
    typer.echo(f"schema at {version.current or 'base'} (newest: {version.head})")
