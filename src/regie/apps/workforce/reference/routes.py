"""Posts, tasks, unit times and rules over HTTP."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Path, Query, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.workforce.changes import editing
from regie.apps.workforce.permissions import MANAGE_REFERENCE, READ_RESULTS
from regie.apps.workforce.services import Services
from regie.apps.workforce.words import Method
from regie.core.access import Actor, Forbidden
from regie.core.web import (
    AfterQuery,
    ChangedMeanwhile,
    CursorMalformed,
    LimitQuery,
    actor,
    api_router,
    guarded,
    idempotent,
    if_match,
    may_raise,
    requires,
    tagged,
    transaction,
)

from .errors import CentreNotFound, CodeTaken, LeavesNoTime, PostNotFound, TaskNotFound
from .listing import TaskFilter
from .schemas import (
    CentreRules,
    PostChange,
    PostDraft,
    Rules,
    SeenCentre,
    SeenCentres,
    SeenPost,
    SeenPosts,
    SeenRules,
    SeenTasks,
    TaskChange,
    TaskDraft,
    TaskWithHistory,
)

TaskSort = Literal["name", "-name", "code", "-code", "minutes", "-minutes", "post", "-post"]
CentreSort = Literal["name", "-name", "code", "-code"]
RowId = Annotated[int, Path(ge=1, lt=2**63)]
_NO_CONTROL: Final = r"^[^\x00-\x1F\x7F-\x9F]*$"
_MANAGING: Final = requires(MANAGE_REFERENCE)


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/workforce", "workforce", guard=requires(READ_RESULTS))
    _post_routes(api, services)
    _task_routes(api, services)
    _rule_routes(api, services)
    _centre_routes(api, services)
    return api


def _post_routes(api: APIRouter, services: Services) -> None:
    begun, reference = transaction(services.core.database), services.reference
    edited, once = editing(services.core), idempotent(services.core.answers)

    @api.get("/posts")
    async def list_posts(
        connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> SeenPosts:
        """The posts of the organisation, by name."""
        return SeenPosts(posts=await reference.posts(connection, acting))

    @api.post("/posts", status_code=201)
    @guarded(_MANAGING)
    @may_raise(CodeTaken, Forbidden)
    async def add_post(
        draft: PostDraft, connection: AsyncConnection = once, acting: Actor = Depends(actor)
    ) -> SeenPost:
        """Adds a post."""
        return await reference.add_post(connection, acting, draft)

    @api.patch("/posts/{id}")
    @guarded(_MANAGING)
    @may_raise(PostNotFound, Forbidden, ChangedMeanwhile)
    async def rename_post(
        *,
        response: Response,
        id: RowId,  # noqa: A002
        change: PostChange,
        version: int = if_match,
        connection: AsyncConnection = edited,
        acting: Actor = Depends(actor),
    ) -> SeenPost:
        """Renames a post."""
        return tagged(
            response, await reference.rename_post(connection, acting, id, change.name, version)
        )


def _task_routes(api: APIRouter, services: Services) -> None:
    begun, reference = transaction(services.core.database), services.reference
    edited, once = editing(services.core), idempotent(services.core.answers)

    @api.get("/tasks")
    @may_raise(CursorMalformed)
    async def list_tasks(
        *,
        q: Annotated[
            str, Query(max_length=100, pattern=_NO_CONTROL, description="In code or name.")
        ] = "",
        post_id: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
        method: Method | None = None,
        doubtful: Annotated[
            bool, Query(description="Only those that rest on an estimate, or on nothing in force.")
        ] = False,
        sort: TaskSort = "post",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenTasks:
        """Reference times: tasks with their unit time in force and where it comes from."""
        wanted = TaskFilter(q, post_id, method, doubtful)
        return await reference.tasks(
            connection, acting, wanted, sort=sort, after=after, limit=limit
        )

    @api.get("/tasks/{id}")
    @may_raise(TaskNotFound)
    async def show_task(
        response: Response,
        id: RowId,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> TaskWithHistory:
        """One task with every version of its unit time."""
        return tagged(response, await reference.task(connection, acting, id))

    @api.post("/tasks", status_code=201)
    @guarded(_MANAGING)
    @may_raise(PostNotFound, CodeTaken, Forbidden)
    async def add_task(
        draft: TaskDraft, connection: AsyncConnection = once, acting: Actor = Depends(actor)
    ) -> TaskWithHistory:
        """Adds a task with its first unit time."""
        return await reference.add_task(connection, acting, draft)

    @api.patch("/tasks/{id}")
    @guarded(_MANAGING)
    @may_raise(TaskNotFound, Forbidden, ChangedMeanwhile)
    async def change_task(
        *,
        response: Response,
        id: RowId,  # noqa: A002
        change: TaskChange,
        version: int = if_match,
        connection: AsyncConnection = edited,
        acting: Actor = Depends(actor),
    ) -> TaskWithHistory:
        """Renames a task, or gives it a new version of its unit time."""
        return tagged(
            response, await reference.change_task(connection, acting, id, change, version)
        )


def _rule_routes(api: APIRouter, services: Services) -> None:
    begun, reference = transaction(services.core.database), services.reference
    edited = editing(services.core)

    @api.get("/settings")
    async def show_rules(
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenRules:
        """How volumes become people in this organisation."""
        return tagged(response, await reference.rules(connection, acting))

    @api.put("/settings")
    @guarded(_MANAGING)
    @may_raise(Forbidden, ChangedMeanwhile, LeavesNoTime)
    async def change_rules(
        response: Response,
        wanted: Rules,
        version: int = if_match,
        connection: AsyncConnection = edited,
        acting: Actor = Depends(actor),
    ) -> SeenRules:
        """Changes how volumes become people."""
        return tagged(response, await reference.change_rules(connection, acting, wanted, version))


def _centre_routes(api: APIRouter, services: Services) -> None:
    begun, reference = transaction(services.core.database), services.reference
    edited = editing(services.core)

    @api.get("/centres")
    @may_raise(CursorMalformed)
    async def list_centres(
        *,
        sort: CentreSort = "name",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenCentres:
        """The centres within reach, and what differs in them."""
        return await reference.centres(connection, acting, sort=sort, after=after, limit=limit)

    @api.get("/centres/{place_id}")
    @may_raise(CentreNotFound)
    async def show_centre(
        response: Response,
        place_id: RowId,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenCentre:
        """One centre, and what differs in it."""
        return tagged(response, await reference.centre(connection, acting, place_id))

    @api.put("/centres/{place_id}")
    @guarded(_MANAGING)
    @may_raise(CentreNotFound, Forbidden, ChangedMeanwhile, LeavesNoTime)
    async def change_centre(
        *,
        response: Response,
        place_id: RowId,
        wanted: CentreRules,
        version: int = if_match,
        connection: AsyncConnection = edited,
        acting: Actor = Depends(actor),
    ) -> SeenCentre:
        """Says what differs in one centre."""
        return tagged(
            response, await reference.change_centre(connection, acting, place_id, wanted, version)
        )
