"""The edge's own refusals."""

from __future__ import annotations

from dataclasses import dataclass

from regie.core.errors import (
    Invalid,
    Malformed,
    RegieError,
    TooLarge,
    Unavailable,
    UnsupportedMedia,
)


class MethodNotAllowed(RegieError):
    """The path exists, the method does not; `allow` becomes the header that says what does."""

    status = 405
    code = "method_not_allowed"

    def __init__(self, allow: frozenset[str]):
        super().__init__()
        self.allow = allow


class RequestTimeout(RegieError):
    """The client took too long to send."""

    status = 408
    code = "request_timeout"


class Misdirected(RegieError):
    """The Host names somebody else: a wrong proxy, or a page that rebinds its name to us."""

    status = 421
    code = "misdirected"


class HeadersTooLarge(RegieError):
    status = 431
    code = "headers_too_large"


class HttpsRequired(RegieError):
    """Plain HTTP from outside, in production. `location` is where a reader is sent instead."""

    status = 403
    code = "https_required"

    def __init__(self, location: str | None):
        super().__init__()
        self.location = location


class CookieNeedsHttps(RegieError):
    """A session's cookie would cross the network in the clear."""

    status = 403
    code = "cookie_needs_https"


class CrossOrigin(RegieError):
    """A page of somebody else's made this browser ask, or nothing says that none did."""

    status = 403
    code = "cross_origin"


class Overloaded(Unavailable):
    """More requests than this process takes on; said at once rather than late."""

    code = "overloaded"


class BodyTooLarge(TooLarge):
    code = "body_too_large"


class JsonExpected(UnsupportedMedia):
    code = "json_expected"


class EncodedBody(UnsupportedMedia):
    """A compressed request: how large it unfolds cannot be known before it does."""

    code = "encoded_body"


class JsonSyntax(Malformed):
    code = "json_syntax"


class JsonEncoding(Malformed):
    code = "json_encoding"


class JsonDuplicateKey(Malformed):
    code = "json_duplicate_key"


class JsonNumber(Malformed):
    code = "json_number"


class JsonCharacter(Malformed):
    code = "json_character"


class JsonTooDeep(Malformed):
    code = "json_too_deep"


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong value. `params` come from the schema, never from what was sent."""

    pointer: str
    """RFC 6901 for a body (`/lines/0/copies`); `query/page`, `path/id` for the rest."""
    code: str
    params: dict[str, int | float | str]


class InvalidFields(Invalid):
    def __init__(self, fields: list[FieldError]):
        super().__init__()
        self.fields = fields
