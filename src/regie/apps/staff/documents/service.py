"""Documents: who may read them, add to them and take them away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.apps.staff.people.domain import File
from regie.apps.staff.people.service import People
from regie.core.access import Actor, AuditEvent
from regie.core.db import Database
from regie.core.files import (
    DOCX,
    IMAGES,
    PDF,
    XLSX,
    Download,
    FileKind,
    LinkSigner,
    QuotaExceeded,
    TakenFile,
)

from . import repository
from .errors import DocumentNotFound
from .repository import Document

ACCEPTED: Final[frozenset[FileKind]] = frozenset({PDF, DOCX, XLSX, *IMAGES})

Receive = Callable[[int], Awaitable[TakenFile]]
"""Takes the file that is being sent, into so many bytes of room."""


@dataclass(frozen=True, slots=True)
class Documents:
    """A file of another's is reached by `documents.read` where they work; one's own by
    `own.read`, and nobody adds to their own by that."""

    people: People
    database: Database
    links: LinkSigner
    quota_bytes: int
    """Of all documents of one file."""

    async def list(
        self, connection: AsyncConnection, acting: Actor, employee_id: int | None
    ) -> list[Document]:
        """None: one's own. Raises EmployeeNotFound, NoFile."""
        file = await self._readable(connection, acting, employee_id)
        return await repository.list_documents(connection, acting.tenant, file.id)

    async def add(self, acting: Actor, employee_id: int, kind: str, receive: Receive) -> Document:
        """In transactions of its own, none of which is open while the file arrives. Raises
        EmployeeNotFound, DocumentThere, QuotaExceeded, and what `receive` raises."""
        async with self.database.begin() as connection:
            file = await self._manageable(connection, acting, employee_id)
            used = await repository.hold_and_measure(connection, file.id)
        taken = await receive(max(0, self.quota_bytes - used))
        async with self.database.begin() as connection:
            file = await self._manageable(connection, acting, employee_id)
            used = await repository.hold_and_measure(connection, file.id)
            if used + taken.size_bytes > self.quota_bytes:
                raise QuotaExceeded("two files came at once")
            number = await repository.add_document(
                connection, acting.tenant, file.id, kind, taken, by=acting.key
            )
            made = await self._find(connection, acting, file, number)
            await self._record(connection, acting, "document.add", made)
            return made

    async def remove(
        self, connection: AsyncConnection, acting: Actor, employee_id: int, document_id: int
    ) -> None:
        """The row goes; its content stays in the store, where others may have the same. Raises
        EmployeeNotFound, DocumentNotFound."""
        file = await self._manageable(connection, acting, employee_id)
        document = await self._find(connection, acting, file, document_id)
        await repository.remove_document(connection, document.id)
        await self._record(connection, acting, "document.remove", document)

    async def link(
        self,
        connection: AsyncConnection,
        acting: Actor,
        employee_id: int | None,
        document_id: int,
    ) -> str:
        """A token for whoever asks, on record as a download: who has it can fetch the file for
        five minutes. Raises EmployeeNotFound, NoFile, DocumentNotFound."""
        file = await self._readable(connection, acting, employee_id)
        document = await self._find(connection, acting, file, document_id)
        token = self.links.sign(
            Download(document.digest, document.name, document.media_type, acting.key)
        )
        await self._record(connection, acting, "document.download", document)
        return token

    def open(self, acting: Actor, token: str) -> Download:
        """Raises LinkInvalid, also for a link that was another's."""
        return self.links.open(token, acting.key)

    async def _readable(
        self, connection: AsyncConnection, acting: Actor, employee_id: int | None
    ) -> File:
        if employee_id is None:
            return await self.people.own(connection, acting)
        return await self.people.find(connection, acting, employee_id, permissions.READ_DOCUMENTS)

    async def _find(
        self, connection: AsyncConnection, acting: Actor, file: File, document_id: int
    ) -> Document:
        found = await repository.find_document(connection, acting.tenant, file.id, document_id)
        if found is None:
            raise DocumentNotFound
        return found

    async def _manageable(
        self, connection: AsyncConnection, acting: Actor, employee_id: int
    ) -> File:
        return await self.people.find(connection, acting, employee_id, permissions.MANAGE_DOCUMENTS)

    async def _record(
        self, connection: AsyncConnection, acting: Actor, action: str, document: Document
    ) -> None:
        """Names of documents tell too much."""
        event = AuditEvent(
            action,
            f"document:{document.id}",
            payload={"employee": document.employee_id, "kind": document.kind},
        )
        await self.people.audit.record(connection, event, actor=acting)
