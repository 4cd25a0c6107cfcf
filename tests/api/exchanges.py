"""What is asked of the whole served application, one of each kind."""

from __future__ import annotations

from typing import Final

from served import TRACK

PATHS: Final = ("/api/v1/orders/track", "/order/track")
"""The look-up and its alias."""

JSON: Final = {"Content-Type": "application/json"}

NUMBER: Final = b"CL-401372-487531"
NAME: Final = b"Mina RAMI"


def asking(number: bytes = b'"' + NUMBER + b'"', name: bytes = b'"' + NAME + b'"') -> bytes:
    """A body with these values, raw."""
    return b'{"number":' + number + b',"name":' + name + b"}"


KINDS: Final = (
    ("GET", "/", b""),
    ("GET", "/commandes", b""),
    ("GET", "/theme.js", b""),
    ("GET", "/missing.js", b""),
    ("GET", "/healthz", b""),
    ("GET", "/readyz", b""),
    ("GET", "/metrics", b""),
    ("GET", "/api/v1/about", b""),
    ("GET", "/api/v1/openapi.json", b""),
    ("GET", "/api/v1/nowhere", b""),
    ("GET", "/api/v1/%FF", b""),
    ("GET", TRACK, b""),
    ("HEAD", "/", b""),
    ("HEAD", "/api/v1/about", b""),
    ("OPTIONS", TRACK, b""),
    ("OPTIONS", "/", b""),
    ("OPTIONS", "/api/v1/nowhere", b""),
    ("DELETE", "/", b""),
    ("TRACE", "/healthz", b""),
    ("POST", TRACK, asking()),
    ("POST", TRACK, asking(name=b'"Dupont"')),
    ("POST", TRACK, asking(name=b"NaN")),
    ("POST", TRACK, asking(name=b"7")),
    ("POST", TRACK, b"x" * 5000),
    ("POST", "/api/v1/about", b"{}"),
)
"""Method, path, body."""
