"""The built front end: a folder of files, served as it was built.

The files are read once, into memory (a few megabytes): a path is looked up among them and never
joined to the folder, so there is nothing to traverse, and a rebuild is seen after a restart.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from starlette.types import Receive, Scope, Send

from regie.core.errors import NotFound

from .compression import COMPRESS, Encoding, negotiate_encoding
from .exchange import Exchange, exchange_of
from .headers import RawHeaders

IMMUTABLE: Final = b"public, max-age=31536000, immutable"
REVALIDATE: Final = b"no-cache"
FOR_OTHERS: Final = b"public, max-age=300, stale-while-revalidate=86400"
WIDGET: Final = "widget.js"
"""What pages of other origins load: the one name that is for good, so a visitor's browser asks for
it again after five minutes, and shows meanwhile what it has."""

_SUFFIXES: Final[dict[str, Encoding]] = {".zst": "zstd", ".br": "br", ".gz": "gzip"}
_TYPES: Final = {
    ".js": b"text/javascript; charset=utf-8",
    ".mjs": b"text/javascript; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".html": b"text/html; charset=utf-8",
    ".svg": b"image/svg+xml",
    ".png": b"image/png",
    ".webp": b"image/webp",
    ".ico": b"image/x-icon",
    ".json": b"application/json",
    ".webmanifest": b"application/manifest+json",
    ".woff2": b"font/woff2",
    ".wasm": b"application/wasm",
    ".txt": b"text/plain; charset=utf-8",
}
_HTML: Final = _TYPES[".html"]
_READABLE_ANYWHERE: Final[RawHeaders] = [
    (b"access-control-allow-origin", b"*"),
    (b"cross-origin-resource-policy", b"cross-origin"),
]

_NOT_BUILT: Final = (
    "<!doctype html><html lang=fr><meta charset=utf-8><title>Régie</title>"
    "<p>L’interface n’est pas construite : lancez <code>make run</code>, puis rechargez. "
    "<span lang=en>The front end is not built: run <code>make run</code>, then reload.</span>"
)


@dataclass(frozen=True, slots=True)
class _File:
    bodies: dict[Encoding | None, bytes]
    media_type: bytes
    cache_control: bytes
    digest: bytes
    more: RawHeaders = field(default_factory=RawHeaders)


class Pages:
    """GET and HEAD of the built files; index.html for every other path without extension."""

    def __init__(self, folder: Path | None, root_path: str):
        self._folder = folder
        self._root = root_path
        self._files: dict[str, _File] = {}
        self._index: _File | None = None
        self._load()

    def _load(self) -> None:
        if self._folder is None or not (self._folder / "index.html").is_file():
            return
        self._files = _read_files(self._folder)
        self._index = _index((self._folder / "index.html").read_bytes(), self._root)

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        exchange = exchange_of(scope)
        if self._index is None:
            self._load()
        file = self._files.get(exchange.path)
        if file is None:
            if "." in exchange.path.rpartition("/")[2] and exchange.path != "/index.html":
                raise NotFound
            file = self._index
        if file is None:
            await _send(send, 503, [(b"content-type", _HTML)], _NOT_BUILT.encode())
        else:
            await _send_file(file, exchange, send)


async def _send_file(file: _File, exchange: Exchange, send: Send) -> None:
    exchange.compressible = False  # it is already, or does not shrink
    encoding = negotiate_encoding(exchange.headers.get(b"accept-encoding"))
    if encoding not in file.bodies:
        encoding = None
    etag = b'"%s%s"' % (file.digest, f"-{encoding}".encode() if encoding else b"")
    headers = [
        (b"content-type", file.media_type),
        (b"cache-control", file.cache_control),
        (b"etag", etag),
        *file.more,
    ]
    if len(file.bodies) > 1:
        headers.append((b"vary", b"Accept-Encoding"))
    if _is_known(etag, exchange.headers.get(b"if-none-match")):
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    if encoding is not None:
        headers.append((b"content-encoding", encoding.encode()))
    await _send(send, 200, headers, file.bodies[encoding])


async def _send(send: Send, status: int, headers: RawHeaders, body: bytes) -> None:
    headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _is_known(etag: bytes, if_none_match: bytes | None) -> bool:
    if if_none_match is None:
        return False
    return any(tag.strip().removeprefix(b"W/") in (etag, b"*") for tag in if_none_match.split(b","))


def _read_files(folder: Path) -> dict[str, _File]:
    """By path below the root. Dot files (Vite's manifest is one) and the index are left out."""
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    files: dict[str, _File] = {}
    for name, path in found.items():
        is_variant = path.suffix in _SUFFIXES and name.removesuffix(path.suffix) in found
        if is_variant or name == "index.html" or any(p.startswith(".") for p in name.split("/")):
            continue
        body = path.read_bytes()
        bodies: dict[Encoding | None, bytes] = {None: body}
        bodies |= {
            encoding: found[name + suffix].read_bytes()
            for suffix, encoding in _SUFFIXES.items()
            if name + suffix in found
        }
        files[f"/{name}"] = _File(
            bodies,
            _TYPES.get(path.suffix, b"application/octet-stream"),
            _cache_control(name),
            _digest(body),
            _READABLE_ANYWHERE if name == WIDGET else [],
        )
    return files


def _cache_control(name: str) -> bytes:
    if name == WIDGET:
        return FOR_OTHERS
    return IMMUTABLE if name.startswith("assets/") else REVALIDATE


def _index(page: bytes, root_path: str) -> _File:
    """The start page with the root path of this installation, never of a header, as its base."""
    base = b'<base href="%s/">' % root_path.encode()
    page = page.replace(b'<base href="/">', b"").replace(b"<head>", b"<head>" + base, 1)
    bodies: dict[Encoding | None, bytes] = {None: page}
    bodies |= {encoding: compress(page) for encoding, compress in COMPRESS.items()}
    return _File(bodies, _HTML, REVALIDATE, _digest(page))


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:20].encode()
