"""Activity over HTTP: what was done, and which pages are looked at most."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.core.access import Actor, Outcome
from regie.core.app import Core
from regie.core.counters import Days
from regie.core.errors import Timeout, Unavailable
from regie.core.web import actor, api_router, guarded, may_raise, requires, transaction
from regie.identity.audit.masking import masked

from .repository import Deed, list_deeds

PAGES: Final = "staff.pages"
"""The counter; its items are pages."""
MOST_PAGES: Final = 20

Family = Literal[
    "employee",
    "absence",
    "balance",
    "evaluation",
    "document",
    "salary",
    "salary_item",
    "salary_run",
    "staff_export",
]
_NOT_TOLD: Final = frozenset({"address", "employee"})
"""Of payloads: where a request came from is the record's, the employee stands beside it."""


class DeedActor(BaseModel):
    key: str
    name: str | None


class DeedEmployee(BaseModel):
    id: int
    name: str
    place: str | None


class SeenDeed(BaseModel):
    number: int
    at: datetime
    actor: DeedActor
    action: str
    outcome: Outcome
    subject: str | None
    employee: DeedEmployee | None
    details: dict[str, Any]
    """Personal data in it are masked."""

    @classmethod
    def of(cls, deed: Deed) -> SeenDeed:
        employee = None
        if deed.employee_id is not None:
            employee = DeedEmployee(
                id=deed.employee_id, name=deed.employee_name or "", place=deed.place
            )
        told = {
            name: value for name, value in (deed.payload or {}).items() if name not in _NOT_TOLD
        }
        return cls(
            number=deed.number,
            at=deed.at,
            actor=DeedActor(key=deed.actor, name=deed.actor_name),
            action=deed.action,
            outcome=deed.outcome,
            subject=deed.subject,
            employee=employee,
            details=masked(told),
        )


class Activity(BaseModel):
    deeds: list[SeenDeed]
    """The newest first."""
    next: int | None
    """`before` of the page that follows."""


class PageViews(BaseModel):
    page: str
    views: int


class DayViews(BaseModel):
    day: date
    views: int


class TopPages(BaseModel):
    total: int
    days: list[DayViews]
    pages: list[PageViews]
    other: int
    """Of pages without a place of their own."""


class PageView(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    page: Annotated[str, Field(pattern=r"^/staff(/[a-z$-]{1,30}){0,4}$")]
    """As routes are written, without numbers: `/staff/people/$id`."""


def routes(core: Core) -> APIRouter:
    api = api_router("/api/v1/staff/activity", "staff", guard=requires(permissions.READ_ACTIVITY))
    begun = transaction(core.database)

    @api.get("")
    async def list_activity(
        *,
        family: Family | None = None,
        actor_key: Annotated[
            str | None,
            Query(alias="actor", pattern=r"^[a-z]{1,10}:[0-9]{1,19}$", description="`person:7`."),
        ] = None,
        employee: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
        before: Annotated[
            int | None, Query(ge=1, lt=2**63, description="`next` of the page before.")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> Activity:
        """Who did what in the personnel files, within reach."""
        found = await list_deeds(
            connection,
            acting.tenant,
            acting.reach(permissions.READ_ACTIVITY),
            family=family,
            actor=actor_key,
            employee=employee,
            before=before,
            limit=limit,
        )
        return Activity(
            deeds=[SeenDeed.of(each) for each in found],
            next=found[-1].number if len(found) == limit else None,
        )

    @api.get("/pages")
    @may_raise(Unavailable, Timeout)
    async def show_top_pages(
        days: Annotated[int, Query(ge=1, le=90)] = 7,
        acting: Actor = Depends(actor),
    ) -> TopPages:
        """The pages of the personnel app that were opened most, today included. Who looked is not
        kept."""
        last = core.counters.today()
        period = Days(last - timedelta(days=days - 1), last)
        tenant = acting.tenant
        top = await core.counters.top(tenant, PAGES, MOST_PAGES, period)
        per_day = await core.counters.per_day(tenant, PAGES, last - timedelta(days=days - 1), last)
        return TopPages(
            total=sum(per_day.values()),
            days=[DayViews(day=day, views=views) for day, views in per_day.items()],
            pages=[PageViews(page=page, views=views) for page, views in top.items],
            other=top.other,
        )

    @api.post("/views", status_code=204)
    @guarded(requires(permissions.READ_OWN))
    async def count_page_view(view: PageView, acting: Actor = Depends(actor)) -> None:
        """One more look at a page; by whom is not kept."""
        core.counters.count(acting.tenant, PAGES, item=view.page)

    return api
