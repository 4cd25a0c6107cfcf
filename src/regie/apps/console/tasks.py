"""Background work of the console."""

from __future__ import annotations

from typing import Final

from regie.core.tasks import JobContext, job

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
