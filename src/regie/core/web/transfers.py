"""Files over HTTP: sent as the body of a request, handed out only to be saved."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from fastapi import Request
from starlette.responses import StreamingResponse

from regie.core.files import (
    Download,
    FileBroken,
    FileKind,
    FileLimits,
    FileStore,
    FileTooLarge,
    FileTypeRefused,
    QuotaExceeded,
    StorageFull,
    TakenFile,
    UnpacksTooLarge,
    attachment_headers,
    take_file,
)

from .errors import EncodedBody, FieldError, InvalidFields
from .exchange import exchange_of

UPLOAD_ERRORS: Final = (
    FileTooLarge,
    QuotaExceeded,
    FileTypeRefused,
    FileBroken,
    UnpacksTooLarge,
    StorageFull,
    EncodedBody,
)
"""For `may_raise` of a route that takes a file."""


def require_file(request: Request) -> None:
    """Before anything else is looked for: whether anything was sent. Raises InvalidFields."""
    headers = exchange_of(request.scope).headers
    framed = b"transfer-encoding" in headers or headers.get(b"content-length", b"0") != b"0"
    if not framed and b"content-type" not in headers:
        raise InvalidFields([FieldError("", "missing", {})])


async def received_file(
    request: Request,
    store: FileStore,
    *,
    name: str,
    accepted: Collection[FileKind],
    limits: FileLimits | None = None,
    room_bytes: int | None = None,
) -> TakenFile:
    """The request's body, kept in the store. The route has a `body_limit` above
    `limits.size_bytes` and no JSON body; Content-Type declares what the file is. Raises
    UPLOAD_ERRORS, ClientDisconnect when the client leaves: nothing is kept then."""
    headers = exchange_of(request.scope).headers
    if headers.get(b"content-encoding", b"identity") != b"identity":
        raise EncodedBody
    declared = headers.get(b"content-type", b"application/octet-stream").decode("latin-1")
    return await take_file(
        store,
        request.stream(),
        name=name,
        declared=declared.partition(";")[0].strip().lower(),
        accepted=accepted,
        limits=limits,
        room_bytes=room_bytes,
    )


async def file_answer(store: FileStore, file: Download) -> StreamingResponse:
    """Raises FileMissing, before anything is sent."""
    size_bytes = await store.size_bytes(file.digest)
    headers = dict(attachment_headers(file.name, file.media_type, size_bytes))
    return StreamingResponse(store.read(file.digest), headers=headers)
