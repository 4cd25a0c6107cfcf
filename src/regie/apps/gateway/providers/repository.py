"""Every statement about providers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from sqlalchemy import Row, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import After, Sort
from regie.core.web import ChangedMeanwhile

from ..errors import InUse, NameTaken, ProviderNotFound
from .domain import Provider

SORT: Final = Sort("core.sort_key(p.name)", id="p.id")

_SEEN: Final = f"""
    SELECT {SORT.column},
        p.id, p.tenant, p.name, p.kind, p.base_url, p.secret IS NOT NULL AS has_secret,
        p.enabled, p.failures, p.cooldown_until, p.last_failure, p.last_failure_at, p.created_at,
        p.version, (SELECT count(*) FROM gateway.model AS m WHERE m.provider_id = p.id) AS models
    FROM gateway.provider AS p
"""  # noqa: S608 - constants
_LIST: Final = text(
    f"{_SEEN} WHERE p.tenant = :tenant AND {SORT.where} ORDER BY {SORT.order} LIMIT :limit"
)
_FIND: Final = text(f"{_SEEN} WHERE p.tenant = :tenant AND p.id = :id")
_COUNT: Final = text("SELECT count(*) FROM gateway.provider WHERE tenant = :tenant")
_ADD: Final = text(
    """
    INSERT INTO gateway.provider (tenant, name, kind, base_url, enabled)
    VALUES (:tenant, :name, :kind, :base_url, :enabled) RETURNING id
    """
)
_SEAL: Final = text("UPDATE gateway.provider SET secret = :secret WHERE id = :id")
_SECRET: Final = text("SELECT secret FROM gateway.provider WHERE id = :id AND tenant = :tenant")
# Whoever changes where it is or what opens it wants it tried at once.
_CHANGE: Final = text(
    """
    UPDATE gateway.provider SET
        name = coalesce(:name, name),
        base_url = coalesce(:base_url, base_url),
        secret = CASE WHEN :resealed THEN :secret ELSE secret END,
        enabled = coalesce(:enabled, enabled),
        failures = 0, cooldown_until = NULL,
        version = version + 1
    WHERE tenant = :tenant AND id = :id AND version = :version
    """
)
_REMOVE: Final = text(
    "DELETE FROM gateway.provider WHERE tenant = :tenant AND id = :id AND version = :version"
)
_FAILED: Final = text(
    """
    UPDATE gateway.provider
    SET failures = failures + 1, last_failure = :why, last_failure_at = now()
    WHERE tenant = :tenant AND id = :id RETURNING failures
    """
)
_COOL: Final = text(
    """
    UPDATE gateway.provider
    SET cooldown_until = greatest(cooldown_until, now() + make_interval(secs => :for_s))
    WHERE id = :id AND (cooldown_until IS NULL OR cooldown_until < now() + interval '1 second')
    """
)
_ANSWERED: Final = text(
    """
    UPDATE gateway.provider SET failures = 0, cooldown_until = NULL
    WHERE tenant = :tenant AND id = :id AND failures > 0
    """
)


async def list_providers(
    connection: AsyncConnection, tenant: str, after: After | None, limit: int
) -> list[Provider]:
    """By name."""
    asked = {"tenant": tenant, "limit": limit, **SORT.parameters(after)}
    return [_provider(row) for row in await connection.execute(_LIST, asked)]


async def find_provider(connection: AsyncConnection, tenant: str, id: int) -> Provider:  # noqa: A002
    """Raises ProviderNotFound."""
    row = (await connection.execute(_FIND, {"tenant": tenant, "id": id})).one_or_none()
    if row is None:
        raise ProviderNotFound
    return _provider(row)


async def count_providers(connection: AsyncConnection, tenant: str) -> int:
    return cast("int", (await connection.execute(_COUNT, {"tenant": tenant})).scalar_one())


async def add_provider(connection: AsyncConnection, values: Mapping[str, object]) -> int:
    """Raises NameTaken."""
    try:
        return cast("int", (await connection.execute(_ADD, values)).scalar_one())
    except IntegrityError as error:
        raise NameTaken from error


async def keep_secret(connection: AsyncConnection, id: int, sealed: str) -> None:  # noqa: A002
    await connection.execute(_SEAL, {"id": id, "secret": sealed})


async def sealed_secret(connection: AsyncConnection, tenant: str, id: int) -> str | None:  # noqa: A002
    return (await connection.execute(_SECRET, {"id": id, "tenant": tenant})).scalar_one_or_none()


async def change_provider(connection: AsyncConnection, values: Mapping[str, object]) -> None:
    """Raises ChangedMeanwhile, NameTaken."""
    try:
        changed = (await connection.execute(_CHANGE, values)).rowcount
    except IntegrityError as error:
        raise NameTaken from error
    if not changed:
        raise ChangedMeanwhile


async def remove_provider(
    connection: AsyncConnection,
    tenant: str,
    id: int,  # noqa: A002
    version: int,
) -> None:
    """Raises ChangedMeanwhile, InUse."""
    asked = {"tenant": tenant, "id": id, "version": version}
    try:
        removed = (await connection.execute(_REMOVE, asked)).rowcount
    except IntegrityError as error:
        raise InUse from error
    if not removed:
        raise ChangedMeanwhile


async def note_failure(connection: AsyncConnection, tenant: str, id: int, why: str) -> int | None:  # noqa: A002
    """How many in a row, over all processes; None: it is not there any more."""
    asked = {"tenant": tenant, "id": id, "why": why}
    return (await connection.execute(_FAILED, asked)).scalar_one_or_none()


async def cool_down(connection: AsyncConnection, id: int, for_s: int) -> bool:  # noqa: A002
    """Whether it begins now: of those that failed together one says so."""
    return (await connection.execute(_COOL, {"id": id, "for_s": for_s})).rowcount == 1


async def note_answer(connection: AsyncConnection, tenant: str, id: int) -> bool:  # noqa: A002
    return (await connection.execute(_ANSWERED, {"tenant": tenant, "id": id})).rowcount == 1


def _provider(row: Row[Any]) -> Provider:
    return Provider(
        id=row.id,
        tenant=row.tenant,
        name=row.name,
        kind=row.kind,
        base_url=row.base_url,
        has_secret=row.has_secret,
        enabled=row.enabled,
        failures=row.failures,
        cooldown_until=row.cooldown_until,
        last_failure=row.last_failure,
        last_failure_at=row.last_failure_at,
        created_at=row.created_at,
        version=row.version,
        models=row.models,
        sort_value=row.sort_value,
    )
