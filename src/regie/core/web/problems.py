"""Errors as clients see them: RFC 9457, in their language, with nothing of ours or theirs in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

import msgspec
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from regie.core.errors import (
    Conflict,
    Malformed,
    NotFound,
    RegieError,
    TooLarge,
    Unavailable,
    UnsupportedMedia,
)
from regie.core.i18n import Catalogue, Language, negotiate
from regie.core.observe import get_logger

from .errors import FieldError, HttpsRequired, InvalidFields, MethodNotAllowed
from .exchange import Exchange
from .headers import RawHeaders

MEDIA_TYPE: Final = b"application/problem+json"
TYPE_PREFIX: Final = "urn:regie:problem:"
MOST_FIELDS: Final = 50
COMPARED: Final = {"gt", "ge", "lt", "le"}
"""What pydantic calls the bounds of a field, of any type."""

_log = get_logger(__name__)

_encode: Final = msgspec.json.Encoder().encode

_BY_STATUS: Final[dict[int, type[RegieError]]] = {
    400: Malformed,
    404: NotFound,
    409: Conflict,
    413: TooLarge,
    415: UnsupportedMedia,
    503: Unavailable,
}


def as_regie_error(error: BaseException) -> RegieError | None:
    """What a client may be told of an exception; None when it is a defect."""
    match error:
        case RegieError():
            return error
        case RequestValidationError():
            return InvalidFields(field_errors(error.errors()))
        case HTTPException():
            return _of_status(error.status_code)
        case BaseExceptionGroup():
            return _of_group(error)
        case _:
            return None


def _of_status(status: int) -> RegieError | None:
    known = _BY_STATUS.get(status)
    if known is not None:
        return known()
    return Malformed() if 400 <= status < 500 else None


def _of_group(group: BaseExceptionGroup[BaseException]) -> RegieError | None:
    """The gravest of a group of refusals; None when a defect is among them."""
    parts = [as_regie_error(error) for error in _leaves(group)]
    known = [part for part in parts if part is not None]
    return max(known, key=lambda part: part.status) if len(known) == len(parts) else None


def _leaves(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(cast("BaseExceptionGroup[BaseException]", error))
        else:
            yield error


def from_validation(error: ValidationError) -> InvalidFields:
    """Of a model that a route validated itself, out of the body."""
    return InvalidFields(
        field_errors(
            [
                {**part, "loc": ("body", *part["loc"])}
                for part in error.errors(include_url=False, include_input=False)
            ]
        )
    )


def field_errors(errors: Sequence[Any]) -> list[FieldError]:
    return [
        FieldError(_pointer(error["loc"], error["type"]), error["type"], _bounds(error))
        for error in errors[:MOST_FIELDS]
    ]


def _pointer(location: Sequence[str | int], kind: str) -> str:
    """Where, in the names of the schema: a key that the client made up is shown as `*`."""
    origin, *parts = location
    if kind == "extra_forbidden":
        parts = parts[:-1]
    steps = [
        str(part) if isinstance(part, int) or (part.isidentifier() and len(part) <= 64) else "*"
        for part in parts
    ]
    return (
        "".join(f"/{step}" for step in steps)
        if origin == "body"
        else "/".join([str(origin), *steps])
    )


def _bounds(error: Any) -> dict[str, int | float | str]:
    """The limits of the schema, which of days and durations are text; a context may hold the input
    too, as text, so all other text stays out."""
    context: dict[str, object] = error.get("ctx") or {}
    return {
        name: value if isinstance(value, int | float) else str(value)
        for name, value in context.items()
        if name in COMPARED or (isinstance(value, int | float) and name != "actual_length")
    }


class Problems:
    def __init__(self, catalogue: Catalogue, default_language: Language):
        self._catalogue = catalogue
        self._default = default_language

    def language(self, exchange: Exchange) -> Language:
        accepted = exchange.headers.get(b"accept-language")
        return negotiate(accepted.decode("latin-1") if accepted else None, self._default)

    def render(
        self, error: RegieError, exchange: Exchange, instance: str
    ) -> tuple[int, RawHeaders, bytes]:
        language = self.language(exchange)
        status = error.status
        if isinstance(error, HttpsRequired) and error.location is not None:
            return _redirect(error.location)
        problem: dict[str, object] = {
            "type": TYPE_PREFIX + error.code,
            "title": self._title(status, language),
            "status": status,
            "detail": self._detail(error, language),
            "code": error.code,
            "instance": instance,
            "request_id": exchange.request_id,
        }
        if exchange.cf_ray is not None:
            problem["cf_ray"] = exchange.cf_ray
        if isinstance(error, InvalidFields):
            problem["errors"] = [self._field(field, language) for field in error.fields]
        media_type, said, more = MEDIA_TYPE, cast("object", problem), ()
        if exchange.reshape is not None:
            media_type = b"application/json"
            said, more = exchange.reshape(problem)
        body = _encode(said)
        headers = [
            (b"content-type", media_type),
            (b"content-length", str(len(body)).encode()),
            (b"content-language", language.encode()),
            (b"vary", b"Accept-Language"),
            (b"cache-control", b"no-store"),
            *more,
        ]
        if error.retry_after_s is not None:
            headers.append((b"retry-after", str(error.retry_after_s).encode()))
        if status == 401:
            headers.append((b"www-authenticate", b"Bearer"))  # RFC 9110 wants one; a form is none
        if isinstance(error, MethodNotAllowed):
            headers.append((b"allow", ", ".join(sorted(error.allow)).encode()))
        return status, headers, body

    def _detail(self, error: RegieError, language: Language) -> str:
        if error.code not in self._catalogue:
            _log.error("problem_without_text", code=error.code)
            return self._catalogue.text("internal", language, {})
        return self._catalogue.text(error.code, language, error.params)

    def _title(self, status: int, language: Language) -> str:
        key = f"title.{status}"
        if key not in self._catalogue:
            key = "title.500" if status >= 500 else "title.400"
        return self._catalogue.text(key, language, {})

    def _field(self, field: FieldError, language: Language) -> dict[str, str]:
        key = f"field.{field.code}"
        if key not in self._catalogue:
            key = "field.invalid"
        detail = self._catalogue.text(key, language, field.params)
        return {"pointer": field.pointer, "code": field.code, "detail": detail}


def _redirect(location: str) -> tuple[int, RawHeaders, bytes]:
    return (
        308,
        [
            (b"location", location.encode("latin-1", "replace")),
            (b"content-length", b"0"),
            (b"cache-control", b"no-store"),
        ],
        b"",
    )
