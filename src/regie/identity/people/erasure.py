"""Forgetting who somebody was."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

# One statement: foreign keys are looked at when it ends.
_ERASE: Final = text(
    """
    WITH tokens AS (
        DELETE FROM identity.token WHERE person_id = :id RETURNING id
    ), refresh_tokens AS (
        DELETE FROM identity.refresh_token WHERE token_id IN (
            SELECT id FROM identity.token WHERE person_id = :id
        )
    ), sessions AS (
        DELETE FROM identity.session WHERE person_id = :id
    ), factors AS (
        DELETE FROM identity.factor WHERE person_id = :id
    ), recovery_codes AS (
        DELETE FROM identity.recovery_code WHERE person_id = :id
    ), codes AS (
        DELETE FROM identity.sent_code WHERE person_id = :id
    ), roles AS (
        DELETE FROM identity.assignment WHERE person_id = :id
    )
    UPDATE identity.person
    SET name = '', email = '', email_key = 'erased:' || id, language = NULL, theme = NULL,
        password = NULL, password_at = NULL, status = 'erased'
    WHERE id = :id
    """
)


async def erase_person(connection: AsyncConnection, person_id: int) -> None:
    """Row and id stay, for what others recorded of them: name, address, password, factor,
    sessions, tokens, codes and roles go. The address is free for a new account."""
    await connection.execute(_ERASE, {"id": person_id})
