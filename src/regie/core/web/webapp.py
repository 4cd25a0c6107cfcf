"""The built front end: a folder of files, served as it was built.

What can be served is listed once, at the start: a path is looked up in that list and never joined
to the folder, so there is nothing to traverse.
"""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import anyio
from starlette.types import Receive, Scope, Send

from regie.core.errors import NotFound

from .compression import Encoding, negotiate_encoding
from .exchange import exchange_of
from .headers import RawHeaders

IMMUTABLE: Final = b"public, max-age=31536000, immutable"
REVALIDATE: Final = b"no-cache"
_SUFFIXES: Final[dict[str, Encoding]] = {".zst": "zstd", ".br": "br", ".gz": "gzip"}
_TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".txt": "text/plain; charset=utf-8",
}
_BASE: Final = b"<head>"
_CHUNK_BYTES: Final = 262_144

_NOT_BUILT: Final = """<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>Régie</title>
<h1>L’interface n’est pas construite</h1>
<p>Lancez <code>make web</code>, puis rechargez cette page. L’API répond sous
<code>{root}/api/v1</code>.</p>
<p lang="en">The front end is not built: run <code>make web</code>, then reload this page.</p>
</html>
""".strip()


@dataclass(frozen=True, slots=True)
class _File:
    variants: dict[Encoding | None, tuple[Path, int]]
    media_type: bytes
    cache_control: bytes
    etag: bytes


class Pages:
    """GET and HEAD of files below `folder`; index.html for every other path without extension."""

    def __init__(self, folder: Path | None, root_path: str):
        self._files = _list_files(folder) if folder is not None else {}
        self._root = root_path
        index = folder / "index.html" if folder is not None else None
        self._index = _with_base(index.read_bytes(), root_path) if index and index.is_file() else None
        self._index_etag = _etag(self._index or b"")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = exchange_of(scope).path
        file = self._files.get(path)
        if file is not None:
            await self._send_file(file, scope, send)
        elif "." in path.rpartition("/")[2] and path != "/index.html":
            raise NotFound
        else:
            await self._send_index(scope, send)
