"""Runs jobs on a machine that serves nothing, under the same supervisor as everything else."""

from __future__ import annotations

from collections.abc import Mapping

from regie.bootstrap import database_url
from regie.core.db import schema_version
from regie.core.errors import Misconfigured
from regie.core.settings import Settings
from regie.migrations import SCRIPTS
from regie.operations.exit_codes import ExitCode
from regie.operations.supervisor import Plan, Reporter, WorkerCommand, supervise
from regie.operations.up import STOPPING_MARGIN_S, job_crew, log_settings


def work(
    settings: Settings, environ: Mapping[str, str], reporter: Reporter, *, processes: int
) -> ExitCode:
    """Until it is told to stop. Must be called in the main thread.

    Raises Misconfigured when the settings do not lead to an installation of this version.
    """
    settings.require_complete()

    def prepare() -> None:
        found = schema_version(database_url(settings), SCRIPTS)
        if not found.is_current:
            raise Misconfigured(
                f"the database's schema is {found.current or 'missing'}, this version's is "
                f"{found.head}: run `regie migrate` with the newest version there is"
            )

    plan = Plan(
        home=settings.home,
        host="",
        port=0,
        worker=WorkerCommand([], {}),
        workers=0,
        reporter=reporter,
        on_ready=lambda ready: reporter.progress(
            f"running jobs in {processes} processes ({ready.elapsed_s:.1f} s)"
        ),
        beside=[job_crew(processes, {**environ, **log_settings(settings)})],
        prepare=prepare,
        drain_s=settings.job_drain_s + STOPPING_MARGIN_S,
    )
    return supervise(plan)
