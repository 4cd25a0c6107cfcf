"""What a request must look like before anybody reads meaning into it.

The protocol (`protocol.py`) has already refused what ASGI cannot show: Content-Length together with
Transfer-Encoding, repeated Content-Length, folded lines, other transfer encodings.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.types import Scope

from regie.core.errors import Malformed

from .errors import EncodedBody

_SINGLE: Final = frozenset(
    (
        b"host",
        b"content-length",
        b"content-type",
        b"transfer-encoding",
        b"authorization",
        b"origin",
        b"idempotency-key",
    )
)


def check_framing(scope: Scope, headers: dict[bytes, bytes]) -> None:
    """Raises Malformed or EncodedBody. Costs next to nothing for a request without escapes."""
    raw: list[tuple[bytes, bytes]] = scope["headers"]
    if len(raw) != len(headers):
        names = [name for name, _ in raw]
        if any(names.count(name) > 1 for name in _SINGLE):
            raise Malformed("a header that must be single is repeated")
    if b"content-length" in headers and b"transfer-encoding" in headers:
        raise Malformed("Content-Length together with Transfer-Encoding")
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise EncodedBody
    _check_text(scope["raw_path"])
    if scope["query_string"]:
        _check_text(scope["query_string"])


def _check_text(encoded: bytes) -> None:
    """Escapes must decode to UTF-8 without NUL, which PostgreSQL does not take in a text."""
    if b"%" not in encoded:
        if not encoded.isascii():
            raise Malformed("bytes outside ASCII in the target")
        return
    try:
        text = unquote_to_bytes(encoded).decode()
    except UnicodeDecodeError as error:
        raise Malformed("escapes that are not UTF-8") from error
    if "\0" in text:
        raise Malformed("a NUL in the target")
