"""HTTP shapes of privacy."""

from __future__ import annotations

from pydantic import BaseModel


class KeptAboutMe(BaseModel):
    what: str
    why: str
    keep_days: int | None
    """Null: as long as the account."""


class MyPrivacy(BaseModel):
    kept: list[KeptAboutMe]
