"""HTTP shapes of the personnel file.

What a reader may not read is not there: `private` is left out of the JSON, and never null.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from regie.core.i18n import Language, typeset
from regie.core.input import Day, Email, Name, ShortText, Text

from .domain import CONTRACT_TITLES, Contract, File, Row, Status, status_of

_ID = Annotated[int, Field(ge=1, lt=2**63)]
Number = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$")]
"""A personnel number: `M-00412`."""
Phone = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ().-]{3,29}$")]
Minutes = Annotated[int, Field(ge=30, le=60 * 60)]


class WorkPlace(BaseModel):
    id: int
    name: str


class SeenColleague(BaseModel):
    id: int
    name: str


class SeenContract(BaseModel):
    kind: Contract
    title: str


class PrivateOfRow(BaseModel):
    contract: SeenContract


class SeenRow(BaseModel):
    id: int
    number: str
    given_name: str
    family_name: str
    email: str | None
    post: str
    place: WorkPlace
    hired_on: date
    left_on: date | None
    status: Status
    private: PrivateOfRow | None = None
    """Left out where the reader may not read it."""

    @classmethod
    def of(cls, row: Row, *, private: bool, today: date, language: Language) -> Self:
        fields: dict[str, Any] = _professional(row, today)
        if private:
            fields["private"] = PrivateOfRow(contract=_contract(row.contract, language))
        return cls(**fields)


class FoundPeople(BaseModel):
    people: list[SeenRow]
    total: int
    """Of all pages, within reach."""
    next: str | None


class SeenPrivate(BaseModel):
    birth_date: date | None
    phone: str | None
    address: str | None
    contract: SeenContract
    contract_from: date
    contract_until: date | None
    weekly_minutes: int


class SeenFile(BaseModel):
    id: int
    number: str
    given_name: str
    family_name: str
    email: str | None
    post: str
    place: WorkPlace
    hired_on: date
    left_on: date | None
    status: Status
    manager: SeenColleague | None
    has_account: bool
    own: bool
    """It is the reader's."""
    version: int
    private: SeenPrivate | None = None
    """Left out where the reader may not read it."""
    rights: list[str]
    """What the reader may do with this very file: `staff.people.manage`…"""

    @classmethod
    def of(
        cls,
        file: File,
        *,
        private: bool,
        own: bool,
        rights: list[str],
        today: date,
        language: Language,
    ) -> Self:
        manager = None
        if file.manager_id is not None:
            manager = SeenColleague(id=file.manager_id, name=file.manager or "")
        fields: dict[str, Any] = {
            **_professional(file, today),
            "manager": manager,
            "has_account": file.person_id is not None,
            "own": own,
            "version": file.version,
            "rights": rights,
        }
        if private:
            fields["private"] = SeenPrivate(
                birth_date=file.birth_date,
                phone=file.phone,
                address=file.address,
                contract=_contract(file.contract, language),
                contract_from=file.contract_from,
                contract_until=file.contract_until,
                weekly_minutes=file.weekly_minutes,
            )
        return cls(**fields)


class FilterPlace(BaseModel):
    id: int
    name: str
    depth: int
    """In the tree, the highest that the reader reaches at 0."""
    people: int
    """Who work there or below, and are present."""


class FilterPost(BaseModel):
    post: str
    people: int


class PeopleFilters(BaseModel):
    """What a list can be narrowed to, of what is within reach."""

    places: list[FilterPlace]
    posts: list[FilterPost]
    contracts: list[SeenContract] | None = None
    """Left out for who may not read contracts."""


class FileDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    number: Number
    given_name: Name
    family_name: Name
    email: Email | None = None
    post: ShortText
    place_id: _ID
    manager_id: _ID | None = None
    person_id: _ID | None = None
    hired_on: Day
    left_on: Day | None = None
    birth_date: Day | None = None
    phone: Phone | None = None
    address: Text | None = None
    contract: Contract = "permanent"
    contract_from: Day
    contract_until: Day | None = None
    weekly_minutes: Minutes = 35 * 60


class FileChange(BaseModel):
    """What is left out stays."""

    model_config = ConfigDict(extra="forbid", strict=True)

    number: Number | None = None
    given_name: Name | None = None
    family_name: Name | None = None
    email: Email | None = None
    post: ShortText | None = None
    place_id: _ID | None = None
    manager_id: _ID | None = None
    person_id: _ID | None = None
    hired_on: Day | None = None
    left_on: Day | None = None
    birth_date: Day | None = None
    phone: Phone | None = None
    address: Text | None = None
    contract: Contract | None = None
    contract_from: Day | None = None
    contract_until: Day | None = None
    weekly_minutes: Minutes | None = None

    def changes(self) -> dict[str, Any]:
        """A null takes away what may be missing, and changes nothing else."""
        given = self.model_dump(exclude_unset=True)
        return {
            name: value for name, value in given.items() if value is not None or name in _MISSING
        }


_MISSING = frozenset(
    {
        "email",
        "manager_id",
        "person_id",
        "left_on",
        "birth_date",
        "phone",
        "address",
        "contract_until",
    }
)


def _professional(row: Row, today: date) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "given_name": row.given_name,
        "family_name": row.family_name,
        "email": row.email,
        "post": row.post,
        "place": WorkPlace(id=row.place_id, name=row.place),
        "hired_on": row.hired_on,
        "left_on": row.left_on,
        "status": status_of(row.hired_on, row.left_on, today),
    }


def _contract(kind: Contract, language: Language) -> SeenContract:
    return SeenContract(kind=kind, title=typeset(CONTRACT_TITLES[kind], language))
