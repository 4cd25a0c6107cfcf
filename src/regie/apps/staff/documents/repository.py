"""Every statement about documents. Whose they may be is asked before, of the file."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.acted import name_of
from regie.core.files import TakenFile

from .errors import DocumentThere

_SHOWN: Final = f"""
    SELECT id, employee_id, kind, name, media_type, digest, size_bytes, added_at,
        {name_of("added_by", "tenant")} AS added_by
    FROM staff.document WHERE tenant = :tenant AND employee_id = :employee
"""
_LIST: Final = text(f"{_SHOWN} ORDER BY added_at DESC, id DESC")
_ONE: Final = text(f"{_SHOWN} AND id = :id")
_HOLD: Final = text("SELECT FROM staff.employee WHERE id = :employee FOR NO KEY UPDATE")
_USED: Final = text(
    "SELECT coalesce(sum(size_bytes), 0) FROM staff.document WHERE employee_id = :employee"
)
_ADD: Final = text(
    """
    INSERT INTO staff.document
        (tenant, employee_id, kind, name, media_type, digest, size_bytes, added_by)
    VALUES (:tenant, :employee, :kind, :name, :media_type, :digest, :size_bytes, :by)
    RETURNING id
    """
)
_REMOVE: Final = text("DELETE FROM staff.document WHERE id = :id")

_NAMED: Final = text("SELECT digest FROM staff.document WHERE digest = ANY(:digests)")


@dataclass(frozen=True, slots=True)
class Document:
    id: int
    employee_id: int
    kind: str
    name: str
    media_type: str
    digest: str
    size_bytes: int
    added_at: datetime
    added_by: str | None


async def list_documents(
    connection: AsyncConnection, tenant: str, employee_id: int
) -> list[Document]:
    values = {"tenant": tenant, "employee": employee_id}
    return [Document(**row._mapping) for row in await connection.execute(_LIST, values)]


async def find_document(
    connection: AsyncConnection, tenant: str, employee_id: int, document_id: int
) -> Document | None:
    values = {"tenant": tenant, "employee": employee_id, "id": document_id}
    row = (await connection.execute(_ONE, values)).one_or_none()
    return None if row is None else Document(**row._mapping)


async def hold_and_measure(connection: AsyncConnection, employee_id: int) -> int:
    """Bytes of a file's documents; nobody else adds any until the COMMIT."""
    await connection.execute(_HOLD, {"employee": employee_id})
    return int((await connection.execute(_USED, {"employee": employee_id})).scalar_one())


async def add_document(
    connection: AsyncConnection,
    tenant: str,
    employee_id: int,
    kind: str,
    taken: TakenFile,
    *,
    by: str,
) -> int:
    """Raises DocumentThere, which ends the transaction."""
    values = {
        "tenant": tenant,
        "employee": employee_id,
        "kind": kind,
        "name": taken.name,
        "media_type": taken.kind.media_type,
        "digest": taken.digest,
        "size_bytes": taken.size_bytes,
        "by": by,
    }
    try:
        return (await connection.execute(_ADD, values)).scalar_one()
    except IntegrityError as error:
        if "uq_document_employee_id_digest" in str(error.orig):
            raise DocumentThere from error
        raise


async def remove_document(connection: AsyncConnection, document_id: int) -> None:
    await connection.execute(_REMOVE, {"id": document_id})


async def named_by_documents(connection: AsyncConnection, digests: Sequence[str]) -> set[str]:
    """Which of these files documents name, of all tenants."""
    return {*(await connection.execute(_NAMED, {"digests": [*digests]})).scalars()}
