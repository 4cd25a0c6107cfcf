"""`regie worker`: run jobs on this machine, for an installation that is served elsewhere."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from regie.bootstrap import configure
from regie.operations.supervisor import PlainReporter
from regie.operations.work import work


def register(app: typer.Typer) -> None:
    app.command("worker")(run)


def run(
    processes: Annotated[
        int | None, typer.Option(min=1, max=64, help="Jobs at once; default REGIE_JOB_WORKERS.")
    ] = None,
) -> None:
    """Run jobs, for an installation that is served elsewhere.

    Needs its servers' addresses (REGIE_DATABASE_URL, REGIE_REDIS_URL) and its REGIE_SECRET_KEY;
    the schema must be that of this version. SIGTERM lets jobs finish for REGIE_JOB_DRAIN_S, then
    gives them back.
    """
    settings = configure().settings
    count = processes or settings.job_workers
    sys.exit(work(settings, dict(os.environ), PlainReporter(), processes=max(1, count)))
