"""Documents over HTTP."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import StreamingResponse

from regie.apps.staff import permissions
from regie.apps.staff.people.errors import EmployeeNotFound, NoFile
from regie.apps.staff.settings import StaffSettings
from regie.core.access import Actor
from regie.core.app import Core
from regie.core.files import FileLimits, FileMissing, LinkInvalid, TakenFile
from regie.core.i18n import Language
from regie.core.input import SafeFileName
from regie.core.web import (
    UPLOAD_ERRORS,
    actor,
    api_router,
    body_limit,
    file_answer,
    guarded,
    may_raise,
    received_file,
    requires,
    transaction,
)
from regie.identity.language import reader_language

from .errors import DocumentNotFound, DocumentThere
from .repository import Document
from .schemas import DocumentKind, DocumentLink, SeenDocument, SeenDocuments
from .service import ACCEPTED, Documents

EmployeeId = Annotated[int, Path(ge=1, lt=2**63)]
DocumentId = Annotated[int, Path(ge=1, lt=2**63)]
_READING: Final = requires(permissions.READ_DOCUMENTS)
_MANAGING: Final = requires(permissions.MANAGE_DOCUMENTS)
_SPARE_BYTES: Final = 64 * 1024
"""Above a file's limit, so that it is the file's that is told."""


def routes(core: Core, documents: Documents, settings: StaffSettings) -> APIRouter:
    api = api_router("/api/v1/staff", "staff", guard=requires(permissions.READ_OWN))
    _add_reading(api, core, documents)
    _add_managing(api, core, documents, settings)
    return api


def _add_reading(api: APIRouter, core: Core, documents: Documents) -> None:
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    @api.get("/people/{id}/documents")
    @guarded(_READING)
    @may_raise(EmployeeNotFound)
    async def list_documents(
        id: EmployeeId,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenDocuments:
        """Documents of somebody's file, the newest first."""
        return _seen(documents, await documents.list(connection, acting, id), language)

    @api.get("/me/documents")
    @may_raise(NoFile)
    async def list_own_documents(
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenDocuments:
        """Documents of one's own file."""
        return _seen(documents, await documents.list(connection, acting, None), language)

    @api.post("/people/{id}/documents/{document}/link")
    @guarded(_READING)
    @may_raise(EmployeeNotFound, DocumentNotFound)
    async def link_document(
        id: EmployeeId,  # noqa: A002
        document: DocumentId,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> DocumentLink:
        """An address at which the reader, and nobody else, gets it for five minutes."""
        return _link(await documents.link(connection, acting, id, document))

    @api.post("/me/documents/{document}/link")
    @may_raise(NoFile, DocumentNotFound)
    async def link_own_document(
        document: DocumentId,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> DocumentLink:
        """The same of one's own."""
        return _link(await documents.link(connection, acting, None, document))

    @api.get(
        "/files/{token}",
        response_class=StreamingResponse,
        responses={200: {"content": {"application/octet-stream": {}}}},
    )
    @may_raise(LinkInvalid, FileMissing)
    async def download_document(
        token: Annotated[str, Path(max_length=2048)], acting: Actor = Depends(actor)
    ) -> StreamingResponse:
        """The document that a link leads to, to be saved."""
        return await file_answer(core.files, documents.open(acting, token))


def _add_managing(
    api: APIRouter, core: Core, documents: Documents, settings: StaffSettings
) -> None:
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    @api.post("/people/{id}/documents", status_code=201)
    @guarded(_MANAGING)
    @body_limit(settings.document_bytes + _SPARE_BYTES)
    @may_raise(EmployeeNotFound, DocumentThere, *UPLOAD_ERRORS)
    async def add_document(
        *,
        id: EmployeeId,  # noqa: A002
        request: Request,
        name: Annotated[SafeFileName, Query()],
        kind: DocumentKind = "other",
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenDocument:
        """Adds the request's body, a PDF, an image, DOCX or XLSX, whatever its name says."""

        async def receive(room_bytes: int) -> TakenFile:
            return await received_file(
                request,
                core.files,
                name=name,
                accepted=ACCEPTED,
                limits=FileLimits(size_bytes=settings.document_bytes),
                room_bytes=room_bytes,
            )

        made = await documents.add(acting, id, kind, receive)
        return SeenDocument.of(made, language)

    @api.delete("/people/{id}/documents/{document}", status_code=204)
    @guarded(_MANAGING)
    @may_raise(EmployeeNotFound, DocumentNotFound)
    async def remove_document(
        id: EmployeeId,  # noqa: A002
        document: DocumentId,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> None:
        """Takes it out of the file."""
        await documents.remove(connection, acting, id, document)


def _seen(documents: Documents, found: list[Document], language: Language) -> SeenDocuments:
    return SeenDocuments(
        documents=[SeenDocument.of(each, language) for each in found],
        used_bytes=sum(each.size_bytes for each in found),
        quota_bytes=documents.quota_bytes,
    )


def _link(token: str) -> DocumentLink:
    return DocumentLink(path=f"api/v1/staff/files/{token}")
