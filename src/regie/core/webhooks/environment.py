"""Endpoints that the operator sets: WEBHOOK_<n>_URL, WEBHOOK_<n>_SECRET, WEBHOOK_<n>_EVENTS."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.errors import Misconfigured
from regie.core.input import parse_url
from regie.core.vault import Vault, VaultError

from .endpoints import open_secrets, seal_secrets
from .filters import is_filter
from .lanes import SQL_FREE_LANE
from .signing import Secret, SecretRefused

_VARIABLE: Final = re.compile(r"WEBHOOK_([1-9][0-9]{0,3})_([A-Z]+)")
_PARTS: Final = frozenset({"URL", "SECRET", "EVENTS"})

_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('webhook_endpoint', 0))")
_PRESENT: Final = text(
    "SELECT id, number, url, events, secrets, disabled_because FROM core.webhook_endpoint"
    " WHERE tenant = :tenant AND number IS NOT NULL"
)
_INSERT: Final = text(
    "INSERT INTO core.webhook_endpoint (tenant, number, url, events, lane)"  # noqa: S608
    f" VALUES (:tenant, :number, :url, :events, {SQL_FREE_LANE}) RETURNING id"
)
_UPDATE: Final = text(
    "UPDATE core.webhook_endpoint SET url = :url, events = :events, enabled = true,"
    " disabled_because = NULL, disabled_at = NULL, failing_since = NULL, changed_at = now()"
    " WHERE id = :id"
)
_WITHDRAW: Final = text(
    "UPDATE core.webhook_endpoint SET enabled = false, disabled_because = 'withdrawn',"
    " disabled_at = now(), changed_at = now(), secrets = NULL WHERE id = :id"
)


@dataclass(frozen=True, slots=True)
class Declared:
    number: int
    url: str
    secrets: tuple[str, ...] = field(repr=False)
    """Newest first; all of them sign."""
    events: tuple[str, ...] = ("*",)


def declared_endpoints(environ: Mapping[str, str]) -> tuple[Declared, ...]:
    """In the order of their numbers. Raises Misconfigured with one line per value that cannot be
    used; values are not repeated, for they may be secrets."""
    found: dict[int, dict[str, str]] = {}
    problems: list[str] = []
    for name, value in environ.items():
        match = _VARIABLE.fullmatch(name)
        if match is None or not value.strip():
            continue
        if match[2] in _PARTS:
            found.setdefault(int(match[1]), {})[match[2]] = value.strip()
        else:
            problems.append(f"{name}: there is no such setting, only URL, SECRET and EVENTS")
    declared = [_declared(number, parts, problems) for number, parts in sorted(found.items())]
    if problems:
        raise Misconfigured("\n".join(problems))
    return tuple(each for each in declared if each is not None)


def _declared(number: int, parts: Mapping[str, str], problems: list[str]) -> Declared | None:
    name = f"WEBHOOK_{number}"
    before = len(problems)
    try:
        url = str(parse_url(parts.get("URL", ""))).partition("#")[0]
    except ValueError:
        url = ""
        problems.append(f"{name}_URL is missing or no http or https address")
    secrets = _split(parts.get("SECRET", ""))
    if not secrets or not all(map(_is_secret, secrets)):
        problems.append(
            f"{name}_SECRET is missing or no secret: whsec_ and 24 to 64 random bytes in base64, "
            "as `echo whsec_$(openssl rand -base64 32)` makes them; while one is replaced, "
            "the new one, a comma, the former one"
        )
    events = _split(parts.get("EVENTS", "*"))
    if not all(map(is_filter, events)):
        problems.append(f"{name}_EVENTS lists events such as quota.low, or quota.*, or *")
    return Declared(number, url, secrets, events) if len(problems) == before else None


def _split(text_: str) -> tuple[str, ...]:
    return tuple(part for part in (part.strip() for part in text_.split(",")) if part)


def _is_secret(text_: str) -> bool:
    try:
        Secret(text_)
    except SecretRefused:
        return False
    return True


async def write_declared(
    connection: AsyncConnection, vault: Vault, tenant: str, declared: Sequence[Declared]
) -> None:
    """Makes the table say what the environment says. What it does not name any more is withdrawn
    but kept, for its history; what it changes is enabled again."""
    await connection.execute(_LOCK)
    rows = await connection.execute(_PRESENT, {"tenant": tenant})
    present = {row.number: row for row in rows}
    for each in declared:
        row = present.pop(each.number, None)
        values = {"url": each.url, "events": list(each.events)}
        if row is None:
            inserted = {"tenant": tenant, "number": each.number, **values}
            id_ = (await connection.execute(_INSERT, inserted)).scalar_one()
            await seal_secrets(connection, vault, id_, each.secrets)
            continue
        if not _has_secrets(vault, row.id, row.secrets, each.secrets):
            await seal_secrets(connection, vault, row.id, each.secrets)
        same = (row.url, tuple(row.events)) == (each.url, each.events)
        if not same or row.disabled_because == "withdrawn":
            await connection.execute(_UPDATE, {"id": row.id, **values})
    for row in present.values():
        if row.disabled_because != "withdrawn":
            await connection.execute(_WITHDRAW, {"id": row.id})


def _has_secrets(vault: Vault, id_: UUID, sealed: str | None, secrets: Sequence[str]) -> bool:
    """What cannot be opened is sealed anew: the environment knows it."""
    try:
        return sealed is not None and open_secrets(vault, id_, sealed) == list(secrets)
    except VaultError:
        return False
