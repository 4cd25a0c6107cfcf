"""HTTP shapes of new passwords and invitations."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from regie.core.input import Email

SentCode = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""What stands behind `#code=` in the link that was sent."""
NewPassword = Annotated[str, StringConstraints(min_length=1, max_length=1024)]
"""Which ones are too short, too long or too common is a field's refusal, with its own code."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class ResetWanted(_Strict):
    email: Email


class ResetPassword(_Strict):
    code: SentCode
    password: NewPassword


class InvitationCode(_Strict):
    code: SentCode


class AcceptedInvitation(_Strict):
    code: SentCode
    password: NewPassword


class SeenInvitation(BaseModel):
    """Whom an invitation is for."""

    email: str
    name: str
    organisation: str
