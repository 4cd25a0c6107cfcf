"""One tree of errors. Each carries the HTTP status and the stable code that a client sees.

The text that people read is not here: `regie.core.i18n` has it, by code and language. `params`
fill its fields and are shown to the client, so they hold nothing secret and nothing unchecked.
"""

from __future__ import annotations

from typing import ClassVar


class RegieError(Exception):
    """Base of every error that Régie raises on purpose."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"

    def __init__(self, detail: str = "", *, retry_after_s: int | None = None, **params: object):
        """`detail` is for the log and the operator, never for the client."""
        super().__init__(detail or self.code)
        self.detail = detail
        self.retry_after_s = retry_after_s
        self.params = params


class Malformed(RegieError):
    """The request cannot be read."""

    status = 400
    code = "malformed"


class NotFound(RegieError):
    """There is no such thing, or none that this caller may know of."""

    status = 404
    code = "not_found"


class Conflict(RegieError):
    """The state of things forbids it; asking again unchanged will not help."""

    status = 409
    code = "conflict"


class TooLarge(RegieError):
    """The payload is above the limit of its route."""

    status = 413
    code = "too_large"


class UnsupportedMedia(RegieError):
    """The payload is of a type that this route does not read."""

    status = 415
    code = "unsupported_media"


class Invalid(RegieError):
    """The payload can be read but has the wrong shape."""

    status = 422
    code = "invalid"


class Unavailable(RegieError):
    """Something that is needed is away or full; `retry_after_s` says when to come back."""

    status = 503
    code = "unavailable"


class Timeout(RegieError):
    """Something that is needed did not answer in time."""

    status = 504
    code = "timeout"


class Misconfigured(RegieError):
    """The installation's settings cannot work; the detail says what to change."""

    code = "misconfigured"
