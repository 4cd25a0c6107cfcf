"""Everything that identity keeps about one person, in pages of rows, each by its number."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.retention import personal_rows

_ADDRESS: Final = text("SELECT email FROM identity.person WHERE id = :id AND tenant = :tenant")
_ABOUT: Final = text(
    """
    SELECT number FROM identity.audit_entry
    WHERE tenant = :tenant AND (actor = :key OR subject = :key)
    """
)
_ERASE: Final = text("SELECT identity.erase_payloads(:tenant, :numbers)")


PERSONAL_DATA: Final = (
    personal_rows(
        "person",
        """
        SELECT id, name, email, language, theme, status, created_at, password_at
        FROM identity.person WHERE id = :person AND tenant = :tenant
        """,
    ),
    personal_rows(
        "roles",
        """
        SELECT a.id, a.role, p.name AS place FROM identity.assignment a
        LEFT JOIN identity.place p ON p.id = a.place_id WHERE a.person_id = :person
        """,
    ),
    personal_rows(
        "sessions",
        """
        SELECT id, browser, system, address, created_at, seen_at, expires_at, ended_at
        FROM identity.session WHERE person_id = :person AND tenant = :tenant
        """,
    ),
    personal_rows(
        "tokens",
        """
        SELECT id, name, prefix, permissions, created_at, expires_at, used_at, revoked_at
        FROM identity.token WHERE person_id = :person AND tenant = :tenant
        """,
    ),
    personal_rows(
        "factor",
        """
        SELECT f.person_id AS id, f.created_at, f.confirmed_at, (
            SELECT count(*) FROM identity.recovery_code c
            WHERE c.person_id = f.person_id AND c.used_at IS NULL
        ) AS recovery_codes_left
        FROM identity.factor f WHERE f.person_id = :person
        """,
    ),
    personal_rows(
        "audit",
        # What others did with the account is theirs and their address; that it was done is not.
        """
        SELECT e.number AS id, e.at, CASE WHEN e.actor = :key THEN e.actor END AS actor,
            e.action, e.subject, e.outcome,
            CASE WHEN e.actor = :key THEN CAST(p.payload AS jsonb)
            ELSE CAST(p.payload AS jsonb) - 'address' END AS payload
        FROM identity.audit_entry e
        LEFT JOIN identity.audit_payload p ON p.tenant = e.tenant AND p.number = e.number
        WHERE e.tenant = :tenant AND (e.actor = :key OR e.subject = :key)
        """,
    ),
)


async def address_of(connection: AsyncConnection, tenant: str, person_id: int) -> str | None:
    asked = {"id": person_id, "tenant": tenant}
    return (await connection.execute(_ADDRESS, asked)).scalar_one_or_none()


async def erase_details(connection: AsyncConnection, tenant: str, person_id: int) -> int:
    """Payloads of what was recorded of somebody, or by them; the chain stays whole."""
    about = {"tenant": tenant, "key": f"person:{person_id}"}
    numbers = list((await connection.execute(_ABOUT, about)).scalars())
    erased = await connection.execute(_ERASE, {"tenant": tenant, "numbers": numbers})
    return erased.scalar_one()
