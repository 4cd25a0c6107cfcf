"""Every statement about tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Reach
from regie.core.i18n import Language
from regie.identity.people.changes import CHANNEL
from regie.identity.places.repository import below

from .domain import Kind, Place, Token

_SEEN: Final = """
    SELECT t.id, t.tenant, t.kind, t.person_id, t.name, t.prefix, t.permissions, t.created_at,
        t.expires_at, t.used_at, t.revoked_at,
        p.id AS place_id, p.name AS place_name, p.path AS place_path
    FROM identity.token AS t LEFT JOIN identity.place AS p ON p.id = t.place_id
"""
_PAGE: Final = """
    AND (CAST(:before AS bigint) IS NULL OR t.id < :before)
    ORDER BY t.id DESC LIMIT CAST(:limit AS bigint)
"""
_PERSONAL: Final = text(
    f"{_SEEN} WHERE t.tenant = :tenant AND t.kind = 'personal' AND t.person_id = :person_id{_PAGE}"
)
_SERVICE: Final = text(
    f"""{_SEEN} WHERE t.tenant = :tenant AND t.kind = 'service'
        AND (CAST(:paths AS text[]) IS NULL OR p.path LIKE ANY(CAST(:paths AS text[]))){_PAGE}"""
)
_OF_ID: Final = text(f"{_SEEN} WHERE t.id = :id AND t.tenant = :tenant")
_ADD: Final = text(
    """
    INSERT INTO identity.token
        (tenant, kind, person_id, name, prefix, digest, permissions, place_id, created_by,
         expires_at)
    VALUES (:tenant, :kind, :person_id, :name, :prefix, :digest, :permissions, :place_id,
        :created_by, now() + make_interval(days => :days))
    RETURNING id
    """
)
_COUNT: Final = text(
    """
    SELECT count(*) FROM identity.token
    WHERE tenant = :tenant AND kind = :kind
        AND person_id IS NOT DISTINCT FROM CAST(:person_id AS bigint)
        AND revoked_at IS NULL AND expires_at > now()
    """
)
_REVOKE: Final = text(
    """
    UPDATE identity.token SET revoked_at = now(), version = version + 1
    WHERE id = :id AND revoked_at IS NULL
    """
)
_RAISE: Final = text(
    """
    UPDATE identity.token AS t SET version = version + 1 FROM identity.place AS p
    WHERE p.id = t.place_id AND p.tenant = :tenant AND starts_with(p.path, :path)
        AND t.kind = 'service' AND t.revoked_at IS NULL AND t.expires_at > now()
    RETURNING t.id
    """
)
# A number below 0 is a service token's: one tail tells every process of people and machines.
_TELL: Final = text(
    """
    WITH written AS (
        INSERT INTO identity.change (person_id, version)
        SELECT -id, version FROM identity.token WHERE id = ANY(CAST(:ids AS bigint[]))
        ON CONFLICT (xact, person_id) DO UPDATE SET version = excluded.version, at = excluded.at
        RETURNING person_id, version
    )
    SELECT pg_notify(:channel, person_id || ' ' || version) FROM written
    """
)
# A row that is held is left out: who writes many at once, in no order, waits for nobody.
_USED: Final = text(
    """
    UPDATE identity.token SET used_at = used.at
    FROM (
        SELECT t.id, each.at
        FROM (
            SELECT id, now() - make_interval(secs => ago_s) AS at
            FROM unnest(CAST(:ids AS bigint[]), CAST(:ago_s AS float8[])) AS said (id, ago_s)
        ) AS each
        JOIN identity.token AS t USING (id)
        WHERE t.used_at IS NULL OR t.used_at < each.at - make_interval(secs => :least_s)
        FOR NO KEY UPDATE OF t SKIP LOCKED
    ) AS used
    WHERE token.id = used.id
    """
)
_OWNER: Final = text(
    """
    SELECT p.name, p.email, p.language FROM identity.token AS t
    JOIN identity.person AS p ON p.id = coalesce(t.person_id, t.created_by)
    WHERE t.id = :id AND p.status = 'active'
    """
)
_PLACE: Final = text(
    """
    SELECT id, name, path FROM identity.place
    WHERE id = :id AND tenant = :tenant AND closed_at IS NULL
    """
)
_PLACE_OF_CODE: Final = text(
    "SELECT id FROM identity.place WHERE code = :code AND tenant = :tenant AND closed_at IS NULL"
)


class Page(NamedTuple):
    before: int | None = None
    """The last id of the page before."""
    limit: int | None = None
    """None: all that are left."""


class Owner(NamedTuple):
    name: str
    email: str
    language: Language | None


async def personal_tokens(
    connection: AsyncConnection, tenant: str, person_id: int, page: Page
) -> list[Token]:
    """The newest first."""
    asked = {"tenant": tenant, "person_id": person_id, **page._asdict()}
    return [_token(row) for row in await connection.execute(_PERSONAL, asked)]


async def service_tokens(
    connection: AsyncConnection, tenant: str, reach: Reach, page: Page
) -> list[Token]:
    """Those of places within reach, the newest first."""
    asked = {"tenant": tenant, "paths": below(reach), **page._asdict()}
    return [_token(row) for row in await connection.execute(_SERVICE, asked)]


async def find_token(connection: AsyncConnection, tenant: str, id: int) -> Token | None:  # noqa: A002
    row = (await connection.execute(_OF_ID, {"id": id, "tenant": tenant})).one_or_none()
    return None if row is None else _token(row)


async def count_active(
    connection: AsyncConnection, tenant: str, kind: Kind, person_id: int | None
) -> int:
    asked = {"tenant": tenant, "kind": kind, "person_id": person_id}
    return cast("int", (await connection.execute(_COUNT, asked)).scalar_one())


async def add_token(connection: AsyncConnection, values: Mapping[str, object]) -> int:
    return cast("int", (await connection.execute(_ADD, values)).scalar_one())


async def mark_revoked(connection: AsyncConnection, token: Token) -> bool:
    """False when somebody else has just done it."""
    return (await connection.execute(_REVOKE, {"id": token.id})).rowcount == 1


async def raise_below(connection: AsyncConnection, tenant: str, path: str) -> list[int]:
    """A new version for the service tokens of a place and of those below it; their ids."""
    found = await connection.execute(_RAISE, {"tenant": tenant, "path": path})
    return list(found.scalars())


async def tell_changed(connection: AsyncConnection, token_ids: Sequence[int]) -> None:
    """To every process, at the COMMIT: what it remembers of these service tokens is void."""
    if token_ids:
        await connection.execute(_TELL, {"ids": list(token_ids), "channel": CHANNEL})


async def note_used(
    connection: AsyncConnection, ago_s: dict[int, float], *, least_s: float
) -> None:
    """How long ago each was used; one that was noted less than `least_s` before stays as it is."""
    given = {"ids": list(ago_s), "ago_s": list(ago_s.values()), "least_s": least_s}
    await connection.execute(_USED, given)


async def open_place(connection: AsyncConnection, tenant: str, id: int) -> Place | None:  # noqa: A002
    row = (await connection.execute(_PLACE, {"id": id, "tenant": tenant})).one_or_none()
    return None if row is None else Place(*row)


async def place_of_code(connection: AsyncConnection, tenant: str, code: str) -> int | None:
    asked = {"code": code, "tenant": tenant}
    return (await connection.execute(_PLACE_OF_CODE, asked)).scalar_one_or_none()


async def owner_of(connection: AsyncConnection, token_id: int) -> Owner | None:
    """Whose it is, or who made it for a machine; None when that was the command line, or when the
    person has gone."""
    row = (await connection.execute(_OWNER, {"id": token_id})).one_or_none()
    return None if row is None else Owner(*row)


def _token(row: Row[Any]) -> Token:
    place = None
    if row.place_id is not None:
        place = Place(row.place_id, row.place_name, row.place_path)
    return Token(
        id=row.id,
        tenant=row.tenant,
        kind=row.kind,
        person_id=row.person_id,
        name=row.name,
        prefix=row.prefix,
        permissions=tuple(row.permissions),
        place=place,
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
