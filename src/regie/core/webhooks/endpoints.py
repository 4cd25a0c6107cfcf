"""Who is told: the endpoints of a tenant, and their secrets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.vault import SealedColumn, Vault

from .errors import MOST_ENDPOINTS, EndpointLimit, EndpointNotFound, EndpointReadOnly
from .lanes import SQL_FREE_LANE
from .signing import new_secret

DisabledBecause = Literal["person", "gone", "failing", "withdrawn"]

SECRETS: Final = SealedColumn("core", "webhook_endpoint", "secrets")

_COLUMNS: Final = (
    "id, tenant, number, url, events, description, enabled, disabled_because, disabled_at,"
    " former_until, failing_since, succeeded_at, created_at, changed_at"
)
_LIST: Final = text(
    f"SELECT {_COLUMNS} FROM core.webhook_endpoint WHERE tenant = :tenant"  # noqa: S608
    " ORDER BY number NULLS LAST, created_at, id"
)
_FIND: Final = text(
    f"SELECT {_COLUMNS} FROM core.webhook_endpoint"  # noqa: S608 - constants
    " WHERE id = :id AND tenant = :tenant FOR UPDATE"
)
_COUNT: Final = text(
    "SELECT count(*) FROM core.webhook_endpoint WHERE tenant = :tenant AND number IS NULL"
)
_INSERT: Final = text(
    "INSERT INTO core.webhook_endpoint (tenant, url, events, description, lane)"  # noqa: S608
    f" VALUES (:tenant, :url, :events, :description, {SQL_FREE_LANE}) RETURNING {_COLUMNS}"
)
# What failed at one address says nothing about another.
_UPDATE: Final = text(
    "UPDATE core.webhook_endpoint SET url = :url, events = :events,"  # noqa: S608 - constants
    " description = :description, changed_at = now(),"
    " failing_since = CASE WHEN url = :url THEN failing_since END"
    f" WHERE id = :id RETURNING {_COLUMNS}"
)
_SEAL: Final = text(
    "UPDATE core.webhook_endpoint SET secrets = :secrets, changed_at = now(),"
    " former_until = now() + make_interval(secs => CAST(:overlap_s AS float8)) WHERE id = :id"
)
_SECRETS: Final = text("SELECT secrets FROM core.webhook_endpoint WHERE id = :id")
_SWITCH: Final = text(
    "UPDATE core.webhook_endpoint SET enabled = :on, changed_at = now(),"  # noqa: S608
    " disabled_because = CASE WHEN :on THEN NULL WHEN enabled THEN 'person'"
    " ELSE disabled_because END,"
    " disabled_at = CASE WHEN :on THEN NULL WHEN enabled THEN now() ELSE disabled_at END,"
    " failing_since = CASE WHEN :on THEN NULL ELSE failing_since END"
    f" WHERE id = :id RETURNING {_COLUMNS}"
)
_DELETE: Final = text("DELETE FROM core.webhook_endpoint WHERE id = :id")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Without its secrets."""

    id: UUID
    tenant: str
    number: int | None
    """Of the environment's WEBHOOK_<number>_URL; None when a person made it."""
    url: str
    events: Sequence[str]
    description: str
    enabled: bool
    disabled_because: DisabledBecause | None
    disabled_at: datetime | None
    former_until: datetime | None
    """Until then the former secret signs too."""
    failing_since: datetime | None
    """Every attempt since then has failed."""
    succeeded_at: datetime | None
    """To the minute."""
    created_at: datetime
    changed_at: datetime

    @property
    def read_only(self) -> bool:
        return self.number is not None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person decides about an endpoint; checked before it comes here."""

    url: str
    events: Sequence[str]
    description: str = ""


async def list_endpoints(connection: AsyncConnection, tenant: str) -> list[Endpoint]:
    return [Endpoint(*row) for row in await connection.execute(_LIST, {"tenant": tenant})]


async def find_endpoint(connection: AsyncConnection, tenant: str, id_: UUID) -> Endpoint:
    """Locked until the transaction ends. Raises EndpointNotFound."""
    row = (await connection.execute(_FIND, {"id": id_, "tenant": tenant})).one_or_none()
    if row is None:
        raise EndpointNotFound
    return Endpoint(*row)


async def create_endpoint(
    connection: AsyncConnection, vault: Vault, tenant: str, draft: Draft
) -> tuple[Endpoint, str]:
    """The endpoint and its secret, which nobody can read again. Raises EndpointLimit."""
    if (await connection.execute(_COUNT, {"tenant": tenant})).scalar_one() >= MOST_ENDPOINTS:
        raise EndpointLimit
    row = (await connection.execute(_INSERT, {"tenant": tenant, **_values(draft)})).one()
    secret = new_secret()
    await seal_secrets(connection, vault, row.id, [secret])
    return Endpoint(*row), secret


async def change_endpoint(
    connection: AsyncConnection, tenant: str, id_: UUID, draft: Draft
) -> Endpoint:
    """Raises EndpointNotFound or EndpointReadOnly. What waits goes to the new address."""
    await _find_own(connection, tenant, id_)
    return Endpoint(*(await connection.execute(_UPDATE, {"id": id_, **_values(draft)})).one())


async def delete_endpoint(connection: AsyncConnection, tenant: str, id_: UUID) -> None:
    """Its history stays until it is purged. Raises EndpointNotFound or EndpointReadOnly."""
    await _find_own(connection, tenant, id_)
    await connection.execute(_DELETE, {"id": id_})


async def rotate_secret(
    connection: AsyncConnection, vault: Vault, tenant: str, id_: UUID, overlap: timedelta
) -> tuple[Endpoint, str]:
    """A new secret; for `overlap` the former one signs too, so that the receiver can change over.

    Without overlap the former one is worth nothing at once, which is for one that has leaked.
    """
    await _find_own(connection, tenant, id_)
    sealed = (await connection.execute(_SECRETS, {"id": id_})).scalar_one()
    former = open_secrets(vault, id_, sealed)[:1] if overlap else []
    secret = new_secret()
    await seal_secrets(connection, vault, id_, [secret, *former], overlap)
    return await find_endpoint(connection, tenant, id_), secret


async def switch_endpoint(
    connection: AsyncConnection, tenant: str, id_: UUID, *, on: bool
) -> Endpoint:
    """Enabling forgets the failures so far. What waited while it was off has failed, unless it
    was not tried meanwhile. Raises EndpointNotFound; EndpointReadOnly for what the environment
    does not name any more, or when it would be switched off."""
    endpoint = await find_endpoint(connection, tenant, id_)
    if endpoint.read_only and (not on or endpoint.disabled_because == "withdrawn"):
        raise EndpointReadOnly
    return Endpoint(*(await connection.execute(_SWITCH, {"id": id_, "on": on})).one())


async def seal_secrets(
    connection: AsyncConnection,
    vault: Vault,
    id_: UUID,
    secrets: Sequence[str],
    overlap: timedelta | None = None,
) -> None:
    """Newest first. Former ones sign for `overlap`; None when there is none or it has no end."""
    values: dict[str, Any] = {
        "id": id_,
        "secrets": vault.seal(msgspec.json.encode(secrets).decode(), SECRETS.of(id_)),
        "overlap_s": overlap.total_seconds() if overlap else None,
    }
    await connection.execute(_SEAL, values)


def open_secrets(vault: Vault, id_: UUID, sealed: str) -> list[str]:
    """Newest first. Raises VaultError."""
    return msgspec.json.decode(vault.open(sealed, SECRETS.of(id_)), type=list[str])


async def _find_own(connection: AsyncConnection, tenant: str, id_: UUID) -> None:
    if (await find_endpoint(connection, tenant, id_)).read_only:
        raise EndpointReadOnly


def _values(draft: Draft) -> dict[str, Any]:
    return {"url": draft.url, "events": list(draft.events), "description": draft.description}
