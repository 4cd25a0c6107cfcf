"""The headers that every answer carries. One that the route has set itself stands."""

from __future__ import annotations

from typing import Final

RawHeaders = list[tuple[bytes, bytes]]

_COMMON: Final[RawHeaders] = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"permissions-policy",
        b"accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        b"magnetometer=(), microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=()",
    ),
]

API_HEADERS: Final[RawHeaders] = [
    *_COMMON,
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
]

PAGE_HEADERS: Final[RawHeaders] = [
    *_COMMON,
    (
        b"content-security-policy",
        # 'unsafe-inline' is for style attributes alone, which components set while dragging and
        # measuring; scripts come from files.
        b"default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
        b"font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        b"form-action 'self'; frame-ancestors 'none'",
    ),
    (b"cache-control", b"no-cache"),
]

HSTS: Final = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


def add_missing(headers: RawHeaders, defaults: RawHeaders) -> None:
    if len(headers) <= 2:  # content-type and content-length: nearly every answer
        headers += defaults
        return
    present = {name for name, _ in headers}
    headers += [header for header in defaults if header[0] not in present]


def add_vary(headers: RawHeaders, field: bytes) -> None:
    for index, (name, value) in enumerate(headers):
        if name == b"vary":
            if field.lower() not in value.lower() and value.strip() != b"*":
                headers[index] = (name, value + b", " + field)
            return
    headers.append((b"vary", field))
