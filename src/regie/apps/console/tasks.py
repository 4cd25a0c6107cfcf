"""Background work of the console, whose service is the core itself."""

from __future__ import annotations

from typing import Final, cast

from regie.core.app import Core
from regie.core.outbox import Retry
from regie.core.tasks import JobContext, Schedule, job

LONGEST_STEPS: Final = 1000
LONGEST_PAUSE_MS: Final = 10_000


@job(name="console.self-test", retries=0, time_limit_s=3600)
async def self_test(context: JobContext, steps: int, pause_ms: int) -> dict[str, int]:
    """Counts: whoever watches sees that jobs run, tell their progress and can be cancelled."""
    for step in range(steps):
        context.progress(step, steps)
        await context.sleep(pause_ms / 1000)
    context.progress(steps, steps)
    return {"counted": steps}


@job(name="console.purge", unique=True, retries=2, retry_pause_s=600, time_limit_s=2 * 3600)
async def purge(context: JobContext) -> dict[str, int]:
    """Removes what is older than its class of data is kept; the result has the rows by class."""
    retention = cast("Core", context.service).retention
    gone: dict[str, int] = {}
    left: list[str] = []
    for number, name in enumerate(retention.classes):
        context.progress(number, len(retention.classes), name)
        (outcome,) = await retention.purge_all([name])
        gone[name] = sum(table.rows for table in outcome.tables)
        if not outcome.complete:
            left.append(name)
    if left:
        raise Retry(f"not purged: {', '.join(left)}")
    return gone


NIGHTLY_PURGE: Final = Schedule("nightly-purge", "17 3 * * *", purge.call())
"""When nobody works, and not on the hour, when everything else runs."""
