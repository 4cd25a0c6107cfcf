"""The register over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import BaseModel

from regie.apps.staff.people.domain import CONTRACT_TITLES
from regie.apps.staff.people.schemas import SeenContract
from regie.core.i18n import Language, typeset

from .domain import Entry


class RegisterEntry(BaseModel):
    id: int
    number: str
    family_name: str
    given_name: str
    birth_date: date | None
    """Null where it is not kept, or not for this reader."""
    post: str
    contract: SeenContract | None
    """Null where it is not for this reader."""
    site: str
    hired_on: date
    left_on: date | None
    erased: bool
    """There is no file any more: this is what the law keeps of it."""

    @classmethod
    def of(cls, entry: Entry, language: Language) -> Self:
        kind = entry.contract
        title = None if kind is None else typeset(CONTRACT_TITLES[kind], language)
        return cls(
            id=entry.id,
            number=entry.number,
            family_name=entry.family_name,
            given_name=entry.given_name,
            birth_date=entry.birth_date,
            post=entry.post,
            contract=None
            if kind is None or title is None
            else SeenContract(kind=kind, title=title),
            site=entry.site,
            hired_on=entry.hired_on,
            left_on=entry.left_on,
            erased=entry.erased,
        )


class RegisterPage(BaseModel):
    entries: list[RegisterEntry]
    total: int
    next: str | None
