"""Two who edit the same thing: the second is told, and nothing of the first is lost.

RFC 9110, sections 8.8.3 and 13.1.1. What can be edited has a `version` that each change raises.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Protocol, TypeVar

from fastapi import Depends, Header
from pydantic import WithJsonSchema
from starlette.responses import Response

from regie.core.errors import RegieError

from .declared import may_raise

_LARGEST: Final = 2**31


class ChangedMeanwhile(RegieError):
    """Somebody else changed it since it was read: read it again, then decide."""

    status = 412
    code = "changed_meanwhile"


class PreconditionRequired(RegieError):
    """A change has to say which state it is of."""

    status = 428
    code = "precondition_required"


_IfMatch = Annotated[
    str | None,
    WithJsonSchema({"type": "string", "pattern": r'^(W/)?"[0-9]{1,9}"$'}),
    Header(
        alias="If-Match",
        description="The ETag of what is changed, as it was read: its `version` in quotes.",
    ),
]


def etag(version: int) -> str:
    """The value of the header: `"7"`."""
    return f'"{version}"'


class Versioned(Protocol):
    @property
    def version(self) -> int: ...


_Seen = TypeVar("_Seen", bound=Versioned)


def tagged(response: Response, seen: _Seen) -> _Seen:
    """What is answered, under the ETag that a change of it will name."""
    response.headers["ETag"] = etag(seen.version)
    return seen


@may_raise(ChangedMeanwhile, PreconditionRequired)
def _version_of(value: _IfMatch = None) -> int:
    if value is None:
        raise PreconditionRequired
    # An answer that was compressed on its way has a weak ETag (`W/"7"`); the version is the same.
    text = value.strip().removeprefix("W/")
    digits = text[1:-1]
    if text != f'"{digits}"' or not (digits.isascii() and digits.isdigit()):
        raise ChangedMeanwhile("an ETag that is none of ours")
    version = int(digits[:10])
    if version >= _LARGEST:
        raise ChangedMeanwhile("a version that was never reached")
    return version


if_match: Final[Any] = Depends(_version_of)
"""A parameter's default: `version: int = if_match`. The change itself compares, in its statement
(`… WHERE id = :id AND version = :version`), and raises ChangedMeanwhile."""
