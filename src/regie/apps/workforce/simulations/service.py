"""Simulations: asked for in a request, run as a job, shown to who asked."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.workforce.permissions import RUN_SIMULATIONS
from regie.apps.workforce.results.errors import ResultPlaceNotFound
from regie.apps.workforce.results.schemas import Window
from regie.apps.workforce.results.service import Results
from regie.apps.workforce.results.window import Asked
from regie.core.access import Actor
from regie.core.db import Database
from regie.core.errors import Unavailable
from regie.core.tasks import (
    JobAlreadyEnded,
    JobNotFound,
    JobsCheck,
    JobView,
    cancel,
    enqueue,
    find_job,
    list_jobs,
)
from regie.core.threads import in_thread

from . import repository
from .chunks import chunks_of
from .errors import SimulationEnded, SimulationNotFound, SimulationTooLarge
from .schemas import (
    CentresRequest,
    SimulationHealth,
    SimulationKind,
    SimulationRequest,
    SimulationResult,
    SimulationTask,
    TaskProgress,
    TaskState,
)
from .tasks import simulate

if TYPE_CHECKING:
    from regie.apps.workforce.results.picture import Picture

LARGEST_CELLS: Final = 5_000_000
"""Centres × draws: 40 MB of samples until the result is written."""

_STATES: Final[dict[str, TaskState]] = {
    "held": "waiting",
    "queued": "waiting",
    "running": "running",
    "done": "done",
    "failed": "failed",
    "cancelled": "cancelled",
}


class Simulations:
    def __init__(self, results: Results, database: Database):
        self._results = results
        self._workers = JobsCheck(database)

    async def start_place(
        self, connection: AsyncConnection, acting: Actor, place_id: int, wanted: SimulationRequest
    ) -> SimulationTask:
        """Raises ResultPlaceNotFound, NothingCounted, SimulationTooLarge."""
        picture = await self._picture(connection, acting, wanted, below_place=place_id)
        return await self._start(
            connection, acting, picture, wanted, kind="direction", place_id=place_id
        )

    async def start_nation(
        self, connection: AsyncConnection, acting: Actor, wanted: SimulationRequest
    ) -> SimulationTask:
        """Raises Forbidden, NothingCounted, SimulationTooLarge."""
        acting.require(RUN_SIMULATIONS)
        picture = await self._picture(connection, acting, wanted)
        return await self._start(connection, acting, picture, wanted, kind="nationale")

    async def start_centres(
        self, connection: AsyncConnection, acting: Actor, wanted: CentresRequest
    ) -> SimulationTask:
        """Raises ResultPlaceNotFound, NothingCounted, SimulationTooLarge."""
        only = frozenset(wanted.place_ids)
        picture = await self._picture(connection, acting, wanted, only=only)
        if len(picture.tree.centres) < len(only):
            raise ResultPlaceNotFound
        return await self._start(connection, acting, picture, wanted, kind="centres")

    async def show(self, connection: AsyncConnection, acting: Actor, id_: int) -> SimulationTask:
        """Raises SimulationNotFound."""
        return await self._seen(connection, await self._own(connection, acting, id_))

    async def job_of(self, connection: AsyncConnection, acting: Actor, id_: int) -> int:
        """For who follows it. Raises SimulationNotFound."""
        return (await self._own(connection, acting, id_)).job_id

    async def cancel(self, connection: AsyncConnection, acting: Actor, id_: int) -> SimulationTask:
        """Raises SimulationNotFound, SimulationEnded."""
        own = await self._own(connection, acting, id_)
        try:
            await cancel(connection, own.job_id)
        except (JobAlreadyEnded, JobNotFound) as error:
            raise SimulationEnded from error
        return await self._seen(connection, own)

    async def health(self, connection: AsyncConnection, acting: Actor) -> SimulationHealth:
        reach = acting.reach(RUN_SIMULATIONS)
        mine = await repository.jobs_under_way(connection, acting.tenant, acting.key, reach)
        live = await list_jobs(
            connection, states=("queued", "running"), name=simulate.name, limit=200
        )
        states = [job.state for job in live if job.id in mine]
        try:
            await self._workers.ping()
        except Unavailable:
            status = "degraded"
        else:
            status = "ready"
        return SimulationHealth(
            status=status, waiting=states.count("queued"), running=states.count("running")
        )

    async def _picture(
        self,
        connection: AsyncConnection,
        acting: Actor,
        wanted: SimulationRequest,
        *,
        below_place: int | None = None,
        only: frozenset[int] | None = None,
    ) -> Picture:
        return await self._results.picture(
            connection,
            acting.tenant,
            acting.reach(RUN_SIMULATIONS),
            Asked(wanted.until, wanted.months),
            below_place=below_place,
            only=only,
        )

    async def _start(
        self,
        connection: AsyncConnection,
        acting: Actor,
        picture: Picture,
        wanted: SimulationRequest,
        *,
        kind: SimulationKind,
        place_id: int | None = None,
    ) -> SimulationTask:
        centres = [centre.id for centre in picture.tree.centres]
        if len(centres) * wanted.draws > LARGEST_CELLS:
            raise SimulationTooLarge(most=LARGEST_CELLS // wanted.draws)
        inputs, digest, engine = await in_thread(lambda: _frozen(picture, wanted))
        seed = secrets.randbelow(2**53) if wanted.seed is None else wanted.seed
        request = {**wanted.model_dump(mode="json"), "until": picture.window.names[-1]}
        id_ = await repository.add_simulation(
            connection,
            {
                "tenant": acting.tenant,
                "owner": acting.key,
                "kind": kind,
                "place_id": place_id,
                "place_ids": centres,
                "request": msgspec.json.encode(request).decode(),
                "seed": seed,
                "engine_version": engine,
                "inputs": inputs,
                "inputs_hash": digest,
            },
        )
        job = await enqueue(connection, simulate.call(id_), tenant=acting.tenant)
        await repository.note_job(connection, id_, job)
        return await self.show(connection, acting, id_)

    async def _own(self, connection: AsyncConnection, acting: Actor, id_: int) -> Row[Any]:
        """Another's is not there, nor is one of centres that are out of reach by now."""
        reach = acting.reach(RUN_SIMULATIONS)
        row = await repository.find_own(connection, acting.tenant, acting.key, reach, id_)
        if row is None:
            raise SimulationNotFound
        return row

    async def _seen(self, connection: AsyncConnection, row: Row[Any]) -> SimulationTask:
        job = await find_job(connection, row.job_id)
        request = row.request
        chunks = chunks_of(request["draws"])
        return SimulationTask(
            task_id=row.id,
            kind=row.kind,
            place_id=row.place_id,
            state=_state(row, job),
            cancelling=job is not None and job.cancelling,
            progress=_progress(row, job, chunks),
            reason=None if job is None else job.reason,
            created_at=row.created_at,
            ended_at=None if job is None else job.ended_at,
            window=Window(until=request["until"], months=request["months"]),
            draws=request["draws"],
            seed=row.seed,
            engine_version=row.engine_version,
            inputs_hash=row.inputs_hash,
            result=None if row.result is None else SimulationResult.model_validate(row.result),
        )


def _frozen(picture: Picture, wanted: SimulationRequest) -> tuple[bytes, str, str]:
    """Packed inputs, their hash, and the engine that they are for; in a thread: it computes."""
    from .inputs import prepared  # noqa: PLC0415 - numpy, and what it takes to draw

    return prepared(picture, wanted)


def _state(row: Row[Any], job: JobView | None) -> TaskState:
    """Done is what has its result: the job may have ended since the row was read. A job that is
    not kept any more left its result, or failed."""
    if row.result is not None:
        return "done"
    state = "failed" if job is None else _STATES[job.state]
    return "running" if state == "done" else state


def _progress(row: Row[Any], job: JobView | None, chunks: int) -> TaskProgress:
    done = chunks if row.result is not None else (job.done or 0 if job is not None else 0)
    return TaskProgress(done=done, total=chunks)
