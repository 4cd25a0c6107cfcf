"""`regie jobs`: what waits, runs and has ended, and what can be done about it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.bootstrap import configure_installed
from regie.core.tasks import (
    STATES,
    JobNotFound,
    JobState,
    JobView,
    cancel,
    find_job,
    list_jobs,
    retry,
)

from .on_database import on_database
from .output import AsJson, print_json, print_table

app = typer.Typer(help="See jobs; cancel or repeat one.", no_args_is_help=True)

JobId = Annotated[int, typer.Argument(metavar="ID", min=1)]


@app.command("list")
def list_(
    state: Annotated[
        list[str] | None, typer.Option(help=f"One of {', '.join(STATES)}; may be repeated.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 20,
    as_json: AsJson = False,
) -> None:
    """Print jobs, the newest first."""
    if unknown := set(state or ()) - set(STATES):
        raise typer.BadParameter(f"no state: {', '.join(unknown)}")
    states: list[JobState] = [each for each in STATES if not state or state.count(each)]

    async def work(connection: AsyncConnection) -> list[JobView]:
        return await list_jobs(connection, states=states, limit=limit)

    found = on_database(configure_installed().settings, work)
    if as_json:
        print_json([asdict(view) for view in found])
        return
    print_table(("id", "job", "state", "attempt", "progress", "reason"), map(_row, found))


@app.command()
def show(id_: JobId, as_json: AsJson = False) -> None:
    """Print one job."""
    view = on_database(configure_installed().settings, lambda connection: _found(connection, id_))
    if as_json:
        print_json(asdict(view))
        return
    shown = {name: value for name, value in asdict(view).items() if value is not None}
    print_table(("", ""), [(name, str(value)) for name, value in shown.items()])


@app.command("cancel")
def cancel_(id_: JobId) -> None:
    """End a job that waits; ask one that runs to end."""

    async def work(connection: AsyncConnection) -> str:
        return await cancel(connection, id_)

    outcome = on_database(configure_installed().settings, work)
    typer.echo("cancelled" if outcome == "cancelled" else "asked to end")


@app.command("retry")
def retry_(id_: JobId) -> None:
    """Have a job that failed or was cancelled run again."""

    async def work(connection: AsyncConnection) -> None:
        await retry(connection, id_)

    on_database(configure_installed().settings, work)
    typer.echo("queued")


async def _found(connection: AsyncConnection, id_: int) -> JobView:
    view = await find_job(connection, id_)
    if view is None:
        raise JobNotFound(f"there is no job {id_}, or it is not kept any more")
    return view


def _row(view: JobView) -> tuple[str, ...]:
    total = "" if view.total is None else f"/{view.total}"
    progress = "" if view.done is None else f"{view.done}{total}"
    return (
        *(str(view.id), view.name, view.state, str(view.attempt)),
        *(progress, view.reason or ""),
    )
