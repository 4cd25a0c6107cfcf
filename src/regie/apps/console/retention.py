"""What grows, over HTTP: how long it is kept, what would go now, and letting it go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from regie.core.app import Core
from regie.core.db import Purgeable
from regie.core.errors import Timeout, Unavailable
from regie.core.i18n import Language, negotiate
from regie.core.retention import Outcome, Preview, UnknownClass
from regie.core.web import api_router, guarded, may_raise, requires

from .acts import Announce, announced

PURGE_S: Final = 20.0
"""So long an answer may take; what is left then goes at the next click, or at night."""

ClassName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.-]{0,63}$")]


class PurgeableTable(BaseModel):
    table: str
    rows: int
    first: date | None
    last: date | None
    size_bytes: int


class KeptClass(BaseModel):
    name: str
    title: str
    keep_days: int
    setting: str
    """The variable that says how many days."""
    rows: int
    """That a purge would remove now."""
    size_bytes: int
    tables: list[PurgeableTable]


class KeptClasses(BaseModel):
    classes: list[KeptClass]


class Purge(BaseModel):
    """Without names all classes are purged."""

    model_config = ConfigDict(extra="forbid")

    classes: Annotated[list[ClassName] | None, Field(min_length=1, max_length=100)] = None


class PurgedClass(BaseModel):
    name: str
    title: str
    complete: bool
    """Nothing that is old enough is left."""
    failed: bool
    tables: list[PurgeableTable]


class PurgedClasses(BaseModel):
    classes: list[PurgedClass]


MANAGE: Final = requires("console.retention.manage")


def routes(core: Core) -> APIRouter:
    api = api_router(
        "/api/v1/console/retention",
        "console",
        guard=requires("console.retention.read"),
    )

    def language_of(request: Request) -> Language:
        return negotiate(request.headers.get("accept-language"), core.settings.language)

    asked_in = Depends(language_of)

    @api.get("")
    @may_raise(Unavailable, Timeout)
    async def preview_retention(language: Language = asked_in) -> KeptClasses:
        """What grows, how long it is kept, and what a purge would remove now."""
        found = await core.retention.preview()
        return KeptClasses(classes=[_kept(each, language) for each in found])

    @api.post("/purge")
    @guarded(MANAGE)
    @may_raise(UnknownClass)
    async def purge_retention(
        asked: Purge, language: Language = asked_in, announce: Announce = announced(core)
    ) -> PurgedClasses:
        """Removes what is old enough, as every night does."""
        chosen = core.retention.chosen(asked.classes)
        await announce(classes=[each.name for each in chosen])
        outcomes = await core.retention.purge_all(asked.classes, within_s=PURGE_S)
        return PurgedClasses(classes=[_purged(each, language) for each in outcomes])

    return api


def _kept(found: Preview, language: Language) -> KeptClass:
    return KeptClass(
        name=found.of.name,
        title=found.of.title[language],
        keep_days=found.of.keep_days,
        setting=found.of.setting,
        rows=found.rows,
        size_bytes=found.size_bytes,
        tables=_tables(found.tables),
    )


def _purged(outcome: Outcome, language: Language) -> PurgedClass:
    return PurgedClass(
        name=outcome.of.name,
        title=outcome.of.title[language],
        complete=outcome.complete,
        failed=outcome.failure is not None,
        tables=_tables(outcome.tables),
    )


def _tables(found: Sequence[Purgeable]) -> list[PurgeableTable]:
    return [PurgeableTable.model_validate(each, from_attributes=True) for each in found]
