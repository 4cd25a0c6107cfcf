"""HTTP shapes of the second factor."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from .picture import qr_svg
from .repository import Seen
from .totp import Enrolment

TypedCode = Annotated[str, StringConstraints(min_length=6, max_length=40)]
"""Six digits, or a recovery code; blanks and hyphens do not matter."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class FactorCode(_Strict):
    code: TypedCode


class StepUp(_Strict):
    """Proof that it is still that person: one of the two."""

    password: Annotated[str, StringConstraints(min_length=1, max_length=1024)] | None = None
    code: TypedCode | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.password is None) == (self.code is None):
            raise ValueError("password or code")
        return self


class SteppedUp(BaseModel):
    stepped_up_until: datetime


class SeenFactor(BaseModel):
    enrolled: bool
    confirmed_at: datetime | None
    recovery_codes_left: int
    required: bool
    """By one of one's roles: it cannot be removed then."""

    @classmethod
    def of(cls, seen: Seen) -> Self:
        return cls(
            enrolled=seen.confirmed_at is not None,
            confirmed_at=seen.confirmed_at,
            recovery_codes_left=seen.codes_left,
            required=seen.required,
        )


class SeenEnrolment(BaseModel):
    """What an authenticator is told. It counts once a first code has confirmed it."""

    secret: str
    """Base32, to be typed where the picture cannot be read."""
    uri: str
    """otpauth://…"""
    qr_svg: str
    """The same as a picture."""

    @classmethod
    def of(cls, enrolment: Enrolment) -> Self:
        uri = enrolment.uri
        return cls(secret=enrolment.seed, uri=uri, qr_svg=qr_svg(uri))


class RecoveryCodes(BaseModel):
    """Shown this once."""

    recovery_codes: list[str]
