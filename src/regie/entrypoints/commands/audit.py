"""`regie audit`: the record of what was done, from the command line."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer
from prometheus_client import CollectorRegistry
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.bootstrap import configure_installed
from regie.core.access import MAIN_TENANT, Actor, AuditEvent
from regie.core.clock import utc_now
from regie.core.db import Database
from regie.identity.audit import PostgresAudit
from regie.identity.audit.exporting import Format, exported
from regie.identity.audit.head_file import append_heads, head_file, joined, read_heads
from regie.identity.audit.repository import (
    Head,
    SeenEntry,
    Wanted,
    heads,
    latest,
)
from regie.identity.audit.verifying import Verdict, Verification
from regie.operations.exit_codes import ExitCode

from .on_database import on_database, with_database
from .output import AsJson, print_json, print_table

app = typer.Typer(help="Read, verify and export the record of what was done.", no_args_is_help=True)

Tenant = Annotated[str, typer.Option(help="Whose record.")]
FORMATS: Final = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]
Since = Annotated[
    datetime | None,
    typer.Option("--from", formats=FORMATS, help="From this moment on, UTC."),
]
Until = Annotated[
    datetime | None, typer.Option("--to", formats=FORMATS, help="Before this moment, UTC.")
]


class Formats(StrEnum):
    ndjson = "ndjson"
    csv = "csv"


@app.command()
def verify(
    file: Annotated[
        Path | None,
        typer.Option("--heads", exists=True, help="Heads that were kept elsewhere, as NDJSON."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compute every chain anew, against the heads that are known. Exit code 1: one is broken."""
    settings = configure_installed().settings
    kept_at_home = head_file(settings.home)
    known = joined(read_heads(kept_at_home), {} if file is None else read_heads(file))

    async def work(database: Database) -> list[Verdict]:
        async with database.begin() as connection:
            tenants = {head.tenant for head in await heads(connection)}
        verdicts: list[Verdict] = []
        for tenant in sorted(tenants | known.keys()):
            async with database.begin() as connection:
                walk = Verification(tenant, known.get(tenant, {}))
                verdicts.append(await walk.run(connection))
        return verdicts

    verdicts = with_database(settings, work)
    intact = [Head(each.tenant, each.head, each.digest) for each in verdicts if each.intact]
    append_heads(kept_at_home, [head for head in intact if head.number], utc_now())
    if as_json:
        print_json([_as_json(each) for each in verdicts])
    else:
        headings = ("tenant", "verdict", "entries", "erased", "from", "to", "digest")
        print_table(headings, map(_verdict_row, verdicts))
    if len(intact) < len(verdicts):
        sys.exit(ExitCode.FAILED)


@app.command("list")
def list_(
    tenant: Tenant = MAIN_TENANT,
    actor: Annotated[str | None, typer.Option(help="person:7, system:0, nobody.")] = None,
    action: Annotated[str | None, typer.Option(help="person.disable, or person.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 20,
    as_json: AsJson = False,
) -> None:
    """Print what was done, the newest first."""

    async def work(connection: AsyncConnection) -> list[SeenEntry]:
        wanted = Wanted(actor=actor, action=action)
        return await latest(connection, tenant, wanted, before=None, limit=limit)

    found = on_database(configure_installed().settings, work)
    if as_json:
        print_json([_entry_as_json(each) for each in found])
    else:
        print_table(("number", "at", "actor", "action", "subject", "outcome"), map(_row, found))


@app.command()
def export(
    since: Since = None,
    until: Until = None,
    format_: Annotated[Formats, typer.Option("--format")] = Formats.ndjson,
    tenant: Tenant = MAIN_TENANT,
) -> None:
    """Write the record to standard output, the oldest first; that it was exported is on record."""
    wanted = Wanted(since=_utc(since), until=_utc(until))
    to: Format = format_.value

    async def work(database: Database) -> None:
        audit = PostgresAudit(database, CollectorRegistry())
        event = AuditEvent("export.make", "export:audit", payload={"format": to, "by": "command"})
        async with database.begin() as connection:
            exporter = Actor(tenant, "system", 0)
            through = (await audit.record(connection, event, actor=exporter)).number
        async for part in exported(database, tenant, wanted, to, through=through):
            sys.stdout.buffer.write(part)

    with_database(configure_installed().settings, work)


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)


def _as_json(verdict: Verdict) -> dict[str, object]:
    return {**asdict(verdict), "digest": verdict.digest.hex(), "intact": verdict.intact}


def _verdict_row(verdict: Verdict) -> tuple[str, ...]:
    broken = verdict.broken
    said = "intact" if broken is None else f"{broken.fault} at {broken.number}"
    figures = (verdict.entries, verdict.erased, verdict.first, verdict.head)
    return (verdict.tenant, said, *map(str, figures), verdict.digest.hex()[:16])


def _entry_as_json(entry: SeenEntry) -> dict[str, object]:
    digests = {"payload_digest": entry.payload_digest.hex(), "digest": entry.digest.hex()}
    return {**asdict(entry), **digests}


def _row(entry: SeenEntry) -> tuple[str, ...]:
    at = entry.at.isoformat(timespec="seconds")
    actor = entry.actor_name or entry.actor
    return (str(entry.number), at, actor, entry.action, entry.subject or "", entry.outcome)
