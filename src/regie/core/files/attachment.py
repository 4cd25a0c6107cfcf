"""How a file of somebody's is sent: to be saved, never to be shown or run in our origin."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from regie.core.input import safe_file_name

_ATTR_CHAR: Final = "!#$&+-.^_`|~"
"""RFC 8187, section 3.2.1, besides letters and digits."""


def attachment_headers(name: str, media_type: str, size_bytes: int) -> list[tuple[str, str]]:
    """Headers of the answer that carries a file; no cache keeps it and no page can use it."""
    return [
        ("Content-Type", media_type),
        ("Content-Length", str(size_bytes)),
        ("Content-Disposition", content_disposition(name)),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "default-src 'none'; sandbox"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "private, no-store"),
    ]


def content_disposition(name: str) -> str:
    """RFC 6266: a plain name for old clients, the whole one for all others."""
    safe = safe_file_name(name)
    plain = "".join(c if " " <= c <= "~" and c not in '"\\%' else "_" for c in safe)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe=_ATTR_CHAR)}"
