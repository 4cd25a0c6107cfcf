"""`regie retention`: what is old enough to go, and to let it go."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from typing import Annotated, TypeVar

import typer

from regie.bootstrap import configure_installed, retention_of, store_of
from regie.core.db import Database, Purgeable
from regie.core.observe import configure_logging
from regie.core.retention import Outcome, Preview, Retention
from regie.operations.exit_codes import ExitCode

from .on_database import with_database
from .output import AsJson, print_json, print_table

app = typer.Typer(help="See what is old enough to go; remove it.", no_args_is_help=True)

Classes = Annotated[
    list[str] | None, typer.Option("--class", help="Only this one; may be given several times.")
]
T = TypeVar("T")


@app.command()
def preview(classes: Classes = None, as_json: AsJson = False) -> None:
    """Print how many rows of which days would go. Removes nothing."""
    found = _on_retention(lambda retention: retention.preview(classes or None))
    _tell(found, as_json=as_json)


@app.command()
def purge(classes: Classes = None, as_json: AsJson = False) -> None:
    """Remove what is old enough. Exit code 1: something is left that should have gone."""
    outcomes = _on_retention(lambda retention: retention.purge_all(classes or None))
    _tell(outcomes, as_json=as_json)
    left = [outcome for outcome in outcomes if not outcome.complete]
    for outcome in left:
        typer.echo(f"regie: {outcome.of.name} is not done: {outcome.failure}", err=True)
    if left:
        sys.exit(ExitCode.FAILED)


def _on_retention(work: Callable[[Retention], Awaitable[T]]) -> T:
    configuration = configure_installed()
    configure_logging("text", "warning")  # what it prints is for machines, too

    async def run(database: Database) -> T:
        store = store_of(configuration.settings)
        return await work(retention_of(database, configuration.retention.values, store))

    return with_database(configuration.settings, run)


def _tell(found: Sequence[Preview] | Sequence[Outcome], *, as_json: bool) -> None:
    if as_json:
        print_json([_as_json(each) for each in found])
        return
    rows = [
        (each.of.name, f"{each.of.keep_days} d", table.table, *_figures(table))
        for each in found
        for table in each.tables
    ]
    print_table(("class", "kept", "table", "rows", "from", "to", "size"), rows)


def _as_json(each: Preview | Outcome) -> dict[str, object]:
    told: dict[str, object] = {
        "class": each.of.name,
        "keep_days": each.of.keep_days,
        "setting": each.of.setting,
        "tables": [asdict(table) for table in each.tables],
    }
    if isinstance(each, Outcome):
        told |= {"complete": each.complete, "failure": each.failure}
    return told


def _figures(table: Purgeable) -> tuple[str, str, str, str]:
    first, last = (day.isoformat() if day else "" for day in (table.first, table.last))
    return str(table.rows), first, last, f"{table.size_bytes / 1e6:.1f} MB"
