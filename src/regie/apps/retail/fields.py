"""Numbers that are sent in models that are strict: no text and no truth value passes for one, and
160.0 is the whole number that it is in JSON."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


WHOLE: Final = BeforeValidator(_whole)
"""Behind the bounds, which the document would not show else."""
Id = Annotated[int, Field(ge=1, lt=2**53), WHOLE]
"""Above it a number in JSON is no more the same to everybody who reads it (RFC 8259, section 6)."""
