"""Appending to a tenant's chain."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .digests import (
    BEFORE_THE_FIRST,
    SALT_BYTES,
    Entry,
    digest_entry,
    digest_payload,
)
from .drafts import Draft

_TAKE_HEAD: Final = text(
    """
    SELECT number, digest, clock_timestamp() FROM identity.audit_head
    WHERE tenant = :tenant FOR UPDATE
    """
)
_BEGIN_CHAIN: Final = text(
    """
    INSERT INTO identity.audit_head (tenant, number, digest) VALUES (:tenant, 0, :digest)
    ON CONFLICT DO NOTHING
    """
)
_APPEND: Final = text(
    """
    WITH entries AS (
        INSERT INTO identity.audit_entry (
            tenant, number, at, actor, action, subject, outcome, request_id, payload_digest, digest
        )
        SELECT :tenant, number, :at, actor, action, subject, outcome, request_id, payload_digest,
            digest
        FROM unnest(
            CAST(:numbers AS bigint[]), CAST(:actors AS text[]), CAST(:actions AS text[]),
            CAST(:subjects AS text[]), CAST(:outcomes AS text[]), CAST(:request_ids AS text[]),
            CAST(:payload_digests AS bytea[]), CAST(:digests AS bytea[])
        ) AS new (
            number, actor, action, subject, outcome, request_id, payload_digest, digest
        )
    ), payloads AS (
        INSERT INTO identity.audit_payload (tenant, number, salt, payload)
        SELECT :tenant, number, salt, CAST(payload AS json)
        FROM unnest(
            CAST(:numbers AS bigint[]), CAST(:salts AS bytea[]), CAST(:payloads AS text[])
        ) AS new (number, salt, payload)
    )
    UPDATE identity.audit_head SET number = :number, digest = :digest WHERE tenant = :tenant
    """
)


async def append(connection: AsyncConnection, drafts: Sequence[Draft]) -> int:
    """Gives them, all of one tenant, the next numbers and returns the last one.

    From here to the COMMIT nobody else appends to that chain: the head's row is held. Two
    statements, however many there are.
    """
    tenant = drafts[0].tenant
    number, digest, at = await _take_head(connection, tenant)
    salts = [secrets.token_bytes(SALT_BYTES) for _ in drafts]
    payloads = [draft.payload for draft in drafts]
    payload_digests = [*map(digest_payload, salts, payloads)]
    digests: list[bytes] = []
    numbers: list[int] = []
    for draft, payload_digest in zip(drafts, payload_digests, strict=True):
        number += 1
        entry = Entry(
            tenant,
            number,
            at,
            draft.actor,
            draft.action,
            draft.subject,
            draft.outcome,
            draft.request_id,
            payload_digest,
        )
        digest = digest_entry(entry, digest)
        numbers.append(number)
        digests.append(digest)
    await connection.execute(
        _APPEND,
        {
            "tenant": tenant,
            "at": at,
            "numbers": numbers,
            "actors": [draft.actor for draft in drafts],
            "actions": [draft.action for draft in drafts],
            "subjects": [draft.subject for draft in drafts],
            "outcomes": [draft.outcome for draft in drafts],
            "request_ids": [draft.request_id for draft in drafts],
            "salts": salts,
            "payloads": payloads,
            "payload_digests": payload_digests,
            "digests": digests,
            "number": number,
            "digest": digest,
        },
    )
    return number


async def _take_head(connection: AsyncConnection, tenant: str) -> Any:
    of = {"tenant": tenant}
    head = (await connection.execute(_TAKE_HEAD, of)).one_or_none()
    if head is None:
        await connection.execute(_BEGIN_CHAIN, {**of, "digest": BEFORE_THE_FIRST})
        head = (await connection.execute(_TAKE_HEAD, of)).one()
    return head
