"""`regie retention`: what is old enough to go, and to let it go."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable
from typing import Annotated, Any, TypeVar

import typer

from regie.bootstrap import configure_installed
from regie.bootstrap.retention import retention_of
from regie.core.db import Database, Purgeable
from regie.core.retention import Outcome, Preview, Retention, RetentionClass
from regie.operations.exit_codes import ExitCode
from regie.operations.servers import reach

from .output import AsJson, print_json, print_table

app = typer.Typer(help="What grows, and how long it is kept.", no_args_is_help=True)

Classes = Annotated[
    list[str] | None, typer.Option("--class", help="Only this one; may be given several times.")
]
T = TypeVar("T")


@app.command()
def preview(classes: Classes = None, as_json: AsJson = False) -> None:
    """Say how many rows of which days would go. Removes nothing."""
    found = _on_retention(lambda retention: retention.preview(classes or None))
    _tell(((each.of, each.tables, {}) for each in found), as_json=as_json)


@app.command()
def purge(classes: Classes = None, as_json: AsJson = False) -> None:
    """Remove what is old enough. Exit code 1: something is left that should have gone."""
    outcomes = _on_retention(lambda retention: retention.purge_all(classes or None))
    _tell(
        (
            (each.of, each.tables, {"complete": each.complete, "failure": each.failure})
            for each in outcomes
        ),
        as_json=as_json,
    )
    if not all(each.complete for each in outcomes):
        sys.exit(ExitCode.FAILED)
