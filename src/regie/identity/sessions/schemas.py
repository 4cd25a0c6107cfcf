"""HTTP shapes of who one is, and of sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from regie.core.i18n import Language
from regie.core.input import Name
from regie.identity.roles import Role

Theme = Literal["system", "light", "dark"]
Duty = Literal["set_factor"]


class PersonOfMe(BaseModel):
    id: int
    name: str
    email: str
    language: Language | None
    theme: Theme | None


class PlaceOfMe(BaseModel):
    id: int
    name: str


class RoleOfMe(BaseModel):
    role: Role
    title: str
    place: PlaceOfMe | None
    """Null: everywhere."""


class SessionOfMe(BaseModel):
    id: int
    created_at: datetime
    expires_at: datetime
    idle_s: int
    """Without a request for so long, it is over."""


class FactorOfMe(BaseModel):
    enrolled: bool
    required: bool
    """One of the roles wants it."""


class Me(BaseModel):
    person: PersonOfMe
    tenant: str
    roles: list[RoleOfMe]
    permissions: list[str]
    """That one has somewhere at least; empty while something must be done first."""
    session: SessionOfMe | None
    """Null for who comes with a token."""
    must: list[Duty]
    factor: FactorOfMe
    stepped_up_until: datetime | None
    """Until then dangerous acts do not ask for the password or a code again."""


class MyChange(BaseModel):
    """What is left out stays; null takes a language or a theme back."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Name | None = None
    language: Language | None = None
    theme: Theme | None = None


class SeenSession(BaseModel):
    id: int
    current: bool
    """The one that asks."""
    browser: str | None
    system: str | None
    address: str | None
    """The network: an address is not kept whole. Null: this machine itself."""
    created_at: datetime
    seen_at: datetime
    """To about a minute."""
    expires_at: datetime


class SeenSessions(BaseModel):
    sessions: list[SeenSession]


class PersonOfSession(BaseModel):
    id: int
    name: str


class SessionOfSomebody(SeenSession):
    person: PersonOfSession


class SessionsOfAll(BaseModel):
    sessions: list[SessionOfSomebody]
    next: int | None
    """`before` for the page that follows; null at the end."""


class EndedSessions(BaseModel):
    ended: int
