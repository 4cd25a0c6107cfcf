"""HTTP shapes of signing in and of one's own password."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from regie.identity.sessions.schemas import Me

from .new_password import LONGEST_BYTES

_LONGEST_EMAIL = 254
"""Characters: RFC 5321."""
TypedPassword = Annotated[str, Field(max_length=LONGEST_BYTES, repr=False)]
"""Whatever was typed: whether it will do is for another to say."""


class Credentials(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    email: Annotated[str, Field(max_length=_LONGEST_EMAIL)]
    """As it was typed: one that can be no address belongs to nobody."""
    password: TypedPassword


class SignedIn(BaseModel):
    status: Literal["signed_in", "factor_required"]
    me: Me | None
    """Null while the second factor is awaited."""


class PasswordChange(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    current: TypedPassword
    new: TypedPassword
