"""One attempt at one job, from the moment it was taken until its report is written."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from random import uniform
from time import monotonic
from typing import Any, Final, Protocol

import msgspec

from regie.core.db import Database
from regie.core.ending import end
from regie.core.observe import caused_by, get_logger
from regie.core.outbox import Reject, Retry, Unknown
from regie.core.threads import in_thread

from .away import DATABASE_ERRORS
from .context import GroupCounts, JobContext, JobStopped
from .failing import WhenFailed
from .job import AnyJob
from .metrics import JobMetrics
from .rows import Report, Taken, prolong, report
from .telling import Telling, Tells

_log = get_logger(__name__)

OBEDIENCE_S: Final = 5.0
"""What an asynchronous job has, once it is to stop, before it is cancelled where it waits."""
LONGEST_PAUSE_S: Final = 3600.0
SPREAD: Final = 0.5
"""Pauses before retries vary by this part, or all that failed together comes back together."""
REPORT_PAUSE_S: Final = 0.5
RESULT_LIMIT_BYTES: Final = 256 * 1024
REASON_LENGTH: Final = 500


class HardLimit(Protocol):
    """Ends this process when a job does not, whatever it is doing."""

    def arm(self, seconds: float) -> None: ...

    def disarm(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all attempts of one worker have in common."""

    database: Database
    tells: Tells
    hard_limit: HardLimit | None
    metrics: JobMetrics
    lease_s: float
    alive: Callable[[], None]
    when_failed: WhenFailed


class Attempt:
    def __init__(
        self,
        around: Surroundings,
        taken: Taken,
        job: AnyJob,
        service: Any,
        group: GroupCounts | None,
    ):
        self.id = taken.id
        self._around = around
        self._taken = taken
        self._job = job
        self._in_thread = not inspect.iscoroutinefunction(job.function)
        self._telling = Telling(around.database, around.tells, taken)
        self._until = monotonic() + around.lease_s
        self._context = JobContext(
            id_=taken.id,
            name=taken.name,
            tenant=taken.tenant,
            attempt=taken.attempt,
            lapsed=taken.lapses > 0,
            scheduled_for=taken.scheduled_for,
            group=group,
            database=around.database,
            service=service,
            tell=self._telling.tell,
        )
        self.stop = self._context.stop

    async def run(self) -> None:
        """Ends when the report is written, or the job is known to be another worker's."""
        around, taken = self._around, self._taken
        await around.tells.state(taken, "running")
        timer = asyncio.get_running_loop().call_later(
            self._job.time_limit_s, self.stop, "time_limit"
        )
        if around.hard_limit is not None:
            around.hard_limit.arm(self._job.hard_limit_s)
        beside = [
            asyncio.create_task(self._keep_lease()),
            asyncio.create_task(self._telling.run()),
        ]
        began = monotonic()
        try:
            given = await self._outcome()
        finally:
            timer.cancel()
            if around.hard_limit is not None:
                around.hard_limit.disarm()
            await end(*beside)
        seconds = monotonic() - began
        written = await self._write(given)
        around.metrics.ended(self._job.name, seconds, written)

    async def _outcome(self) -> Report | None:
        """None when there is nobody to report to."""
        try:
            result = _encoded(await self._obeyed())
        except (JobStopped, asyncio.CancelledError) as stopped:
            if self._context.stop_reason is None and isinstance(stopped, asyncio.CancelledError):
                raise
            return self._stopped()
        except Retry as answer:
            return self._again(str(answer), answer.after_s)
        except (Reject, Unknown) as answer:
            return Report("failed", _short(str(answer)), failures=1)
        except Exception as error:  # noqa: BLE001 - an edge: a job's defect ends no worker
            _log.warning("job_failed", job=self._job.name, id=self.id, exc_info=True)
            return self._again(f"{type(error).__name__}: {error}")
        return Report("done", result=result, result_days=self._job.result_days)

    async def _obeyed(self) -> Any:
        """What the function returns. One that waits somewhere else than in its context is
        cancelled there, a while after it was told to stop."""
        working = asyncio.ensure_future(self._call())
        stopping = asyncio.create_task(self._context.stopped())
        try:
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                await asyncio.wait({working}, timeout=OBEDIENCE_S)
            if self._in_thread and self._context.stop_reason != "given_back":
                await asyncio.wait({working})  # nothing can cancel it but the end of the process
            if not working.done():
                working.cancel()
            return await working
        finally:
            stopping.cancel()
            working.cancel()

    async def _call(self) -> Any:
        function: Callable[..., Any] = self._job.function
        context = self._context
        arguments = self._job.arguments(self._taken.arguments)
        with caused_by(self._job.name):
            if not self._in_thread:
                return await function(context, **arguments)
            variables = contextvars.copy_context()
            return await in_thread(lambda: variables.run(function, context, **arguments))

    def _stopped(self) -> Report | None:
        match self._context.stop_reason:
            case "cancelled":
                return Report("cancelled", "cancelled")
            case "time_limit":
                return self._again("time_limit")
            case "lost":
                return None
            case _:
                return Report("queued", "given_back")

    def _again(self, reason: str, after_s: float | None = None) -> Report:
        return after_failure(self._job, self._taken.failures, reason, after_s)

    async def _keep_lease(self) -> None:
        """While the database is away the job goes on until its lease has ended by our own clock:
        from then on another worker may have it."""
        around = self._around
        while True:
            await asyncio.sleep(around.lease_s / 3)
            around.alive()
            asked = monotonic()
            try:
                async with around.database.begin() as connection:
                    answer = await prolong(connection, self._taken, around.lease_s)
            except DATABASE_ERRORS:
                answer = "lost" if asked > self._until else "ours"
            else:
                self._until = asked + around.lease_s
            if answer != "ours":
                self.stop(answer)

    async def _write(self, given: Report | None) -> Report | None:
        """What the database accepted. Tries for as long as it is away; by then the report may be
        refused."""
        around = self._around
        while given is not None:
            try:
                async with around.database.begin() as connection:
                    await self._telling.write(connection)
                    written = await report(connection, self._taken, given, around.when_failed)
            except DATABASE_ERRORS as error:
                _log.warning("job_report_delayed", id=self.id, error=type(error).__name__)
                await asyncio.sleep(REPORT_PAUSE_S)
                continue
            if written is None:
                break
            await around.tells.state(self._taken, written.state, written.reason)
            _log.info("job_ended", job=self._job.name, id=self.id, state=written.state)
            return written
        _log.warning("job_report_refused", job=self._job.name, id=self.id)
        return None


def after_failure(job: AnyJob, failures: int, reason: str, after_s: float | None = None) -> Report:
    """Tried again by the job's own schedule, or failed when it was tried often enough."""
    reason = _short(reason)
    if failures >= job.retries:
        return Report("failed", reason, failures=1)
    if after_s is None:
        pause_s = min(job.retry_pause_s * 2.0**failures, LONGEST_PAUSE_S)
        after_s = pause_s * uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311 - spreads attempts
    return Report("queued", reason, after_s=after_s, failures=1)


def _encoded(result: Any) -> str | None:
    if result is None:
        return None
    encoded = msgspec.json.encode(result)
    if len(encoded) > RESULT_LIMIT_BYTES:
        raise Reject(f"{len(encoded)} bytes of result, above {RESULT_LIMIT_BYTES}")
    return encoded.decode()


def _short(reason: str) -> str:
    """As text of PostgreSQL, which knows neither NUL nor lone surrogates."""
    return reason.replace("\0", "").encode(errors="replace").decode()[:REASON_LENGTH]
