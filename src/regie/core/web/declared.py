"""Which errors the document promises: those that an endpoint and its dependencies declare, and
those that the edge may answer to any request of that kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from fastapi.dependencies.models import Dependant

from regie.core.errors import Malformed, RegieError
from regie.core.i18n import Catalogue
from regie.core.limits import RateLimited

from .errors import (
    BodyTooLarge,
    EncodedBody,
    InvalidFields,
    JsonCharacter,
    JsonDuplicateKey,
    JsonEncoding,
    JsonExpected,
    JsonNumber,
    JsonSyntax,
    JsonTooDeep,
    Overloaded,
)
from .problems import MEDIA_TYPE

Errors = Iterable[type[RegieError]]
Function = TypeVar("Function", bound=Callable[..., object])

OF_ANY_REQUEST: Final = (Malformed, Overloaded)
"""But a probe's, which meets neither the gate nor the limits."""
OF_LIMITS: Final = (RateLimited,)
OF_A_BODY: Final = (
    JsonSyntax,
    JsonEncoding,
    JsonDuplicateKey,
    JsonNumber,
    JsonCharacter,
    JsonTooDeep,
    BodyTooLarge,
    JsonExpected,
    EncodedBody,
    InvalidFields,
)
OF_A_PARAMETER: Final = (InvalidFields,)

_CONTENT: Final = {MEDIA_TYPE.decode(): {"schema": {"$ref": "#/components/schemas/Problem"}}}
ANY_OTHER: Final = {"description": "Any other refusal", "content": _CONTENT}


class _Unfilled(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def may_raise(*errors: type[RegieError]) -> Callable[[Function], Function]:
    """Says so of an endpoint, below its route's decorator, or of a dependency."""

    def declare(function: Function) -> Function:
        function.may_raise = errors  # type: ignore[attr-defined]
        return function

    return declare


def declared_errors(dependant: Dependant) -> Iterator[type[RegieError]]:
    """Of an endpoint and of everything that it depends on."""
    yield from getattr(dependant.call, "may_raise", ())
    for needed in dependant.dependencies:
        yield from declared_errors(needed)


def edge_errors(operation: Mapping[str, Any], *, limited: bool) -> Iterator[type[RegieError]]:
    yield from OF_ANY_REQUEST
    if limited:
        yield from OF_LIMITS
    if "requestBody" in operation:
        yield from OF_A_BODY
    if any(each["in"] in ("path", "query") for each in operation.get("parameters", ())):
        yield from OF_A_PARAMETER


def problem_responses(errors: Errors, catalogue: Catalogue) -> dict[str, Any]:
    """By status, each with its codes and what they mean."""
    by_status: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for error in errors:
        by_status[error.status][error.code] = catalogue.text(error.code, "en", _Unfilled())
    return {
        str(status): {
            "description": "\n".join(f"- `{code}`: {text}" for code, text in sorted(codes.items())),
            "content": _CONTENT,
        }
        for status, codes in sorted(by_status.items())
    }
