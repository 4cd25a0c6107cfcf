"""HTTP shapes of people, their roles and the rules for everybody."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from regie.core.i18n import Language, typeset
from regie.core.input import Email, Name
from regie.identity.codes.schemas import NewPassword, SentCode
from regie.identity.roles import TITLES, Role

from .domain import Status, WantedRole
from .reading import PersonView, RoleView

MOST_ROLES: Final = 50
_ID = Annotated[int, Field(ge=1, lt=2**63)]


class PlaceOfRole(BaseModel):
    id: int
    name: str


class SeenRole(BaseModel):
    role: Role
    title: str
    place: PlaceOfRole | None
    """Null: everywhere."""

    @classmethod
    def of(cls, view: RoleView, language: Language) -> Self:
        place = None
        if view.place_id is not None:
            place = PlaceOfRole(id=view.place_id, name=view.place or "")
        return cls(role=view.role, title=typeset(TITLES[view.role], language), place=place)


class Person(BaseModel):
    id: int
    name: str
    """Empty, as the address is, of somebody who was erased."""
    email: str
    language: Language | None
    status: Status
    roles: list[SeenRole]
    """Those within the reader's reach."""
    factor: bool
    """Signs in with a second factor."""
    created_at: datetime
    seen_at: datetime | None
    sessions: int
    """That are open now."""

    @classmethod
    def of(cls, view: PersonView, language: Language) -> Self:
        return cls(
            id=view.id,
            name=view.name,
            email=view.email,
            language=view.language,
            status=view.status,
            roles=[SeenRole.of(each, language) for each in view.roles],
            factor=view.has_factor,
            created_at=view.created_at,
            seen_at=view.seen_at,
            sessions=view.sessions,
        )


class People(BaseModel):
    people: list[Person]
    next: int | None
    """`before` for the page that follows; null at the end."""


class RoleDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    role: Role
    place_id: _ID | None = None
    """Null: everywhere."""

    def wanted(self) -> WantedRole:
        return WantedRole(self.role, self.place_id)


Roles = Annotated[list[RoleDraft], Field(max_length=MOST_ROLES)]


class PersonDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: Name
    email: Email
    language: Language | None = None
    roles: Roles


class PersonChange(BaseModel):
    """What is left out stays."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Name | None = None
    language: Language | None = None


class RolesDraft(BaseModel):
    """All of a person's roles."""

    model_config = ConfigDict(extra="forbid", strict=True)

    roles: Roles


class RoleOfMatrix(BaseModel):
    role: Role
    title: str
    people: int
    """Within the reader's reach."""
    factor_required: bool


class PermissionOfMatrix(BaseModel):
    name: str
    app: str
    title: str
    dangerous: bool
    """Asks for the password or the second factor once more."""
    of_installation: bool
    """On what all tenants share: never for a place."""
    roles: list[Role]


class Matrix(BaseModel):
    roles: list[RoleOfMatrix]
    permissions: list[PermissionOfMatrix]


class Setting(BaseModel):
    name: str
    value: str
    """Secrets are masked."""
    origin: str
    """`default`, `environment`, `command line`, or a file's name."""


class SeenSettings(BaseModel):
    factor_required: list[Role]
    settings: list[Setting]
    """Of the installation, for those who run it."""


class SettingsDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    factor_required: Annotated[list[Role], Field(max_length=50)]
    """Roles that sign in with a second factor; the others may."""


class FirstRunNeeded(BaseModel):
    needed: bool


class FirstRunDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    code: SentCode
    name: Name
    email: Email
    password: NewPassword
