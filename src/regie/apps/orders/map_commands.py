"""`regie orders map`: a mapping file proposed from the catalogue of a source."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

import typer

from regie.core.app import CommandContext
from regie.core.errors import RegieError
from regie.core.i18n import Catalogue
from regie.core.sqlguard import MESSAGES as SOURCE_MESSAGES
from regie.core.sqlguard import Limits, ReadOnlySource, compiled, open_source

from .mapping.proposing import Proposal, propose, statuses_select, write_proposal
from .messages import MESSAGES
from .service import OrderService

_CATALOGUE: Final = Catalogue.merged([MESSAGES, SOURCE_MESSAGES])
_FAILED: Final = 1
_LIMITS: Final = Limits(connections=1, connections_kept=1)

Found = tuple[Proposal | None, list[str] | None]


def register(app: typer.Typer) -> None:
    app.command("map")(propose_mapping)


def propose_mapping(
    context: typer.Context,
    *,
    source: Annotated[
        str | None,
        typer.Option(
            help="A DSN (postgresql://, mysql://, sqlserver://, sqlite:///), or the name of a "
            "source that is set up; else the first of these."
        ),
    ] = None,
    name: Annotated[str, typer.Option(help="What the source is to be called.")] = "production",
    output: Annotated[Path | None, typer.Option(help="Where to write; else the terminal.")] = None,
    read_statuses: Annotated[
        bool,
        typer.Option("--read-statuses", help="Read the words of the status, at most 50."),
    ] = False,
) -> None:
    """Read the catalogue of a database and propose the mapping file: tables and columns from their
    names, types and indexes. No row is read, but the statuses' words when asked. Exit code 1: no
    table looks like one of orders, or the source cannot be read."""
    given: CommandContext = context.obj
    try:
        proposal, statuses = _look(given, source, read_statuses=read_statuses)
    except RegieError as failure:
        language = given.settings.language
        told = failure.detail or _CATALOGUE.text(failure.code, language, failure.params)
        typer.echo(told, err=True)
        raise typer.Exit(_FAILED) from None
    if proposal is None:
        typer.echo("no table looks like one of orders: grant SELECT on it, or on a view", err=True)
        raise typer.Exit(_FAILED)
    written = write_proposal(proposal, name, given.settings.language, statuses)
    if output is None:
        typer.echo(written, nl=False)
    elif output.exists():
        raise typer.BadParameter(f"{output} exists: it is not overwritten", param_hint="--output")
    else:
        _write(output, written)


def _write(output: Path, written: str) -> None:
    try:
        output.write_text(written, encoding="utf-8")
    except OSError as refused:
        problem = f"{output} cannot be written: {refused.strerror}"
        raise typer.BadParameter(problem, param_hint="--output") from None


def _look(given: CommandContext, source: str | None, *, read_statuses: bool) -> Found:
    if source is not None and urlsplit(source).scheme:
        return asyncio.run(_of_dsn(source, read_statuses=read_statuses))

    async def configured(service: OrderService) -> Found:
        chosen = next(iter(service.sources)) if source is None else service.sources.named(source)
        return await _of(chosen.guarded.source, read_statuses=read_statuses)

    return given.run(configured)


async def _of_dsn(dsn: str, *, read_statuses: bool) -> Found:
    opened = open_source("mapped", dsn, _LIMITS)
    await opened.open()
    try:
        return await _of(opened, read_statuses=read_statuses)
    finally:
        await opened.close()


async def _of(source: ReadOnlySource, *, read_statuses: bool) -> Found:
    proposal = propose(await source.catalogue())
    wanted = statuses_select(proposal) if proposal and read_statuses else None
    if wanted is None:
        return proposal, None
    statement = compiled(wanted, source.engine)
    rows = await source.fetch(statement.sql, *statement.values())
    return proposal, _words([row["status"] for row in rows])


def _words(values: Sequence[object]) -> list[str]:
    return [str(value).strip() for value in values if value is not None]
