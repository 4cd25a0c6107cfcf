"""Refusals in OpenAI's shape, so that its clients raise what they would raise there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from regie.core.errors import NotFound
from regie.core.web import MethodNotAllowed, RawHeaders

from ..errors import BudgetExhausted, KeyRefused, ModelNotFound

_TYPES: Final = {
    401: "authentication_error",
    403: "permission_error",
    429: "rate_limit_error",
}
_OWN_TYPES: Final = {BudgetExhausted.code: "insufficient_quota"}
_THEIR_CODES: Final = {
    BudgetExhausted.code: "insufficient_quota",
    KeyRefused.code: "invalid_api_key",
    ModelNotFound.code: "model_not_found",
    NotFound.code: "unknown_url",
    MethodNotAllowed.code: "method_not_supported",
}
_SERVER_ERROR: Final = 500
_FOR_GOOD: Final = ((b"x-should-retry", b"false"),)
"""OpenAI's clients ask again after each 429 unless they are told not to."""


def in_openai_shape(problem: Mapping[str, object]) -> tuple[object, RawHeaders]:
    """Of a problem of ours. `code` is theirs where they have one, `regie_code` is ours always."""
    code, status = str(problem["code"]), cast("int", problem["status"])
    usual = "server_error" if status >= _SERVER_ERROR else "invalid_request_error"
    error = {
        "message": problem["detail"],
        "type": _OWN_TYPES.get(code) or _TYPES.get(status, usual),
        "param": None,
        "code": _THEIR_CODES.get(code, code),
        "regie_code": code,
        "request_id": problem["request_id"],
    }
    return {"error": error}, _FOR_GOOD if code == BudgetExhausted.code else ()
