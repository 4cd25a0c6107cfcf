"""Imports over HTTP: the same routes for every app that has some."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Annotated, Any, Final, Protocol

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent, Forbidden
from regie.core.db import After, Database
from regie.core.errors import Timeout, Unavailable
from regie.core.events import Events
from regie.core.files import FileMissing
from regie.core.i18n import Catalogue, Language, negotiate
from regie.core.settings import Settings
from regie.core.tabular import (
    ACCEPTED,
    IMPORT_LIMITS,
    ImportEnded,
    ImportNotFound,
    Imports,
    ImportView,
    RejectFormat,
    TooManyForSheet,
    UnknownKind,
    attach_job,
    reject_media_type,
    write_rejects,
    write_template,
)
from regie.core.tasks import Job, JobAlreadyEnded, JobNotFound, cancel, enqueue

from .acting import actor
from .cursors import AfterQuery, CursorMalformed, LimitQuery, next_cursor, read_cursor
from .declared import may_raise
from .guards import guarded, requires
from .import_answers import Import, ImportKinds, ImportList, import_answer, kind_answer
from .job_stream import followed_job
from .routes import api_router, body_limit
from .spooled import spooled_answer
from .transaction import transaction
from .transfers import UPLOAD_ERRORS, received_file, require_file

ImportId = Annotated[int, Path(ge=1, lt=2**63)]
KindName = Annotated[str, Query(max_length=64, description="A name from `/kinds`.")]
FileName = Annotated[str, Query(min_length=1, max_length=255, description="Of the file.")]

Names = Callable[[AsyncConnection, str, Collection[str]], Awaitable[Mapping[str, str]]]
"""Those of people and services of a tenant, by the keys of actors."""

_SORT: Final = "-id"
_FILE: Final = {"schema": {"type": "string", "format": "binary"}}
_SENT: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": dict.fromkeys(sorted(k.media_type for k in ACCEPTED), _FILE),
    }
}


def _answers_with(*media_types: str) -> dict[str, Any]:
    content = {media_type: {"schema": {"type": "string"}} for media_type in media_types}
    return {"responses": {200: {"content": content}}, "response_class": Response}


class Lends(Protocol):
    """What is needed of `Core`, which stands above this floor."""

    @property
    def database(self) -> Database: ...
    @property
    def events(self) -> Events: ...
    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def settings(self) -> Settings: ...


def import_routes(
    core: Lends, imports: Imports, job: Job[[int]], *, read: str, manage: str, names: Names
) -> APIRouter:
    """Below `/api/v1/<app>/imports`. `read` and `manage` are names of permissions. `job` is the
    app's: it is given the import's id and calls `carry_out`."""
    api = api_router(f"/api/v1/{imports.app}/imports", imports.app, guard=requires(read))
    routes = _Routes(core, imports, job, read=read, manage=manage, names=names)
    routes.add_reading(api)
    routes.add_acting(api)
    return api


class _Routes:
    def __init__(
        self,
        core: Lends,
        imports: Imports,
        job: Job[[int]],
        *,
        read: str,
        manage: str,
        names: Names,
    ):
        self._core = core
        self._imports = imports
        self._job = job
        self._read = read
        self._manage = manage
        self._names = names

    def add_reading(self, api: APIRouter) -> None:
        core, imports, named = self._core, self._imports, self._named
        begun = transaction(core.database)
        asked_in = Depends(self._language)

        @api.get("", name=named("list_{}_imports"))
        @may_raise(CursorMalformed)
        async def list_imports(  # noqa: PLR0917 - FastAPI calls it by name
            kind: KindName | None = None,
            after: AfterQuery = None,
            limit: LimitQuery = 50,
            connection: AsyncConnection = begun,
            acting: Actor = Depends(actor),
            language: Language = asked_in,
        ) -> ImportList:
            """Imports within reach, the newest first."""
            found = await imports.list(
                connection,
                acting,
                acting.reach(self._read),
                kind=kind,
                after=read_cursor(after, _SORT),
                limit=limit,
            )
            last = After(str(found[-1].id), found[-1].id) if found else None
            return ImportList(
                imports=await self._answers(connection, acting.tenant, found, language),
                next=next_cursor(_SORT, last, found=len(found), limit=limit),
            )

        @api.get("/kinds", name=named("list_{}_import_kinds"))
        async def list_kinds(language: Language = asked_in) -> ImportKinds:
            """What can be imported, and the columns of each."""
            kinds = imports.kinds.values()
            return ImportKinds(kinds=[kind_answer(each, language) for each in kinds])

        @api.get("/template", name=named("get_{}_import_template"), **_answers_with("text/csv"))
        @may_raise(UnknownKind)
        async def get_template(kind: KindName, language: Language = asked_in) -> Response:
            """An empty file with the headers of a kind."""
            wanted = imports.kind(kind)
            return await spooled_answer(
                f"{wanted.name}.csv", "text/csv", partial(write_template, wanted, language=language)
            )

        @api.get("/{id}", name=named("get_{}_import"))
        @may_raise(ImportNotFound)
        async def get_import(
            id: ImportId,  # noqa: A002
            connection: AsyncConnection = begun,
            acting: Actor = Depends(actor),
            language: Language = asked_in,
        ) -> Import:
            """One import."""
            return await self._answer(connection, acting, self._read, id, language)

        @api.get(
            "/{id}/events", name=named("follow_{}_import"), **_answers_with("text/event-stream")
        )
        @may_raise(ImportNotFound, JobNotFound, Unavailable, Timeout)
        async def follow_import(
            request: Request,
            id: ImportId,  # noqa: A002
            acting: Actor = Depends(actor),
        ) -> Response:
            """Its job as a stream of `state` and `progress`, as of any job."""
            async with core.database.begin() as connection:
                view = await imports.find(connection, acting, acting.reach(self._read), id)
            if view.job_id is None:
                raise JobNotFound(f"import {id} needed no job")
            return await followed_job(
                request, core.events, core.database, view.job_id, tenant=acting.tenant
            )

        @api.get(
            "/{id}/rejects",
            name=named("get_{}_import_rejects"),
            **_answers_with(*(reject_media_type(each) for each in ("csv", "xlsx"))),
        )
        @may_raise(ImportNotFound, UnknownKind, FileMissing, TooManyForSheet, Unavailable, Timeout)
        async def get_rejects(
            id: ImportId,  # noqa: A002
            format: RejectFormat = "csv",  # noqa: A002
            acting: Actor = Depends(actor),
            language: Language = asked_in,
        ) -> Response:
            """The rows that were refused, as they came, with the reasons: to be corrected and sent
            again."""
            async with core.database.begin() as connection:
                view = await imports.find(connection, acting, acting.reach(self._read), id)
                parts = await imports.reject_parts(connection, id)
            stem = view.name.rpartition(".")[0]
            return await spooled_answer(
                f"{stem}.{'rejets' if language == 'fr' else 'rejects'}.{format}",
                reject_media_type(format),
                partial(
                    write_rejects,
                    imports.files,
                    parts,
                    imports.kind(view.kind),
                    format_=format,
                    language=language,
                ),
            )

    def add_acting(self, api: APIRouter) -> None:
        core, imports, named = self._core, self._imports, self._named
        begun = transaction(core.database)
        asked_in = Depends(self._language)
        managing = guarded(requires(self._manage))

        @api.post("", name=named("add_{}_import"), status_code=202, openapi_extra=_SENT)
        @managing
        @body_limit(IMPORT_LIMITS.size_bytes + 1)
        @may_raise(UnknownKind, Forbidden, *UPLOAD_ERRORS, Unavailable, Timeout)
        async def add_import(  # noqa: PLR0917 - FastAPI calls it by name
            request: Request,
            kind: KindName,
            name: FileName,
            again: Annotated[
                bool, Query(description="Also if this very file was imported before.")
            ] = False,
            acting: Actor = Depends(actor),
            language: Language = asked_in,
        ) -> Import:
            """Takes a file (the request's body) and has it imported. A file that was imported
            before, or is being imported, is not imported once more."""
            require_file(request)
            wanted = imports.kind(kind)
            reach = acting.reach(self._manage)
            if not (wanted.scoped or reach.everywhere):
                raise Forbidden(f"{wanted.name} are not of some places")
            file = await received_file(
                request, imports.files, name=name, accepted=ACCEPTED, limits=IMPORT_LIMITS
            )
            async with core.database.begin() as connection:
                id_, wants_job = await imports.add(
                    connection, acting, reach, wanted, file, again=again
                )
                if wants_job:
                    call = self._job.call(id_)
                    job_id = await enqueue(connection, call, key=str(id_), tenant=acting.tenant)
                    await attach_job(connection, id_, job_id)
                answer = await self._answer(connection, acting, self._manage, id_, language)
                await self._record(connection, acting, "import.add", answer)
            return answer

        @api.delete("/{id}", name=named("cancel_{}_import"), status_code=202)
        @managing
        @may_raise(ImportNotFound, ImportEnded)
        async def cancel_import(
            id: ImportId,  # noqa: A002
            connection: AsyncConnection = begun,
            acting: Actor = Depends(actor),
            language: Language = asked_in,
        ) -> Import:
            """Ends an import that waits, and asks one that runs to end. What it has brought so far
            stays."""
            view = await imports.find(connection, acting, acting.reach(self._manage), id)
            if view.job_id is None:
                raise ImportEnded
            try:
                await cancel(connection, view.job_id)
            except (JobAlreadyEnded, JobNotFound) as ended:
                raise ImportEnded from ended
            answer = await self._answer(connection, acting, self._manage, id, language)
            await self._record(connection, acting, "import.cancel", answer)
            return answer

    def _named(self, pattern: str) -> str:
        """Operations have one name in the whole document."""
        return pattern.format(self._imports.app)

    def _language(self, request: Request) -> Language:
        return negotiate(request.headers.get("accept-language"), self._core.settings.language)

    async def _answer(
        self,
        connection: AsyncConnection,
        acting: Actor,
        permission: str,
        id_: int,
        language: Language,
    ) -> Import:
        view = await self._imports.find(connection, acting, acting.reach(permission), id_)
        (answer,) = await self._answers(connection, acting.tenant, [view], language)
        return answer

    async def _answers(
        self,
        connection: AsyncConnection,
        tenant: str,
        views: Sequence[ImportView],
        language: Language,
    ) -> list[Import]:
        names = await self._names(connection, tenant, {view.by for view in views})
        kinds, catalogue = self._imports.kinds, self._core.catalogue
        return [
            import_answer(view, kinds.get(view.kind), names, catalogue, language) for view in views
        ]

    async def _record(
        self, connection: AsyncConnection, acting: Actor, action: str, answer: Import
    ) -> None:
        payload = {"app": self._imports.app, "kind": answer.kind, "name": answer.file.name}
        event = AuditEvent(action, f"import:{answer.id}", payload=payload)
        await self._core.audit.record(connection, event, actor=acting)
