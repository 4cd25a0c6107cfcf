"""Starts an installation: embedded servers where none are named, schema, demo data, web workers."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping

from regie.bootstrap import APPS, Configuration, environment_file
from regie.core.app import DemoSite
from regie.core.clock import utc_now
from regie.core.db import DatabaseUrl, migrate
from regie.core.embedded import EmbeddedHome, open_home
from regie.core.files import FolderStore
from regie.core.settings import Settings
from regie.core.web import METRICS_FOLDER
from regie.migrations import SCRIPTS
from regie.operations.doctor.valkey import valkey_findings
from regie.operations.exit_codes import ExitCode
from regie.operations.first_run import first_run_link
from regie.operations.installation import ensure_installation
from regie.operations.progress import Progress, shown, silent
from regie.operations.servers import (
    embeds_valkey,
    make_own_database,
    own_valkeys,
    secret_key,
)
from regie.operations.supervisor import (
    Crew,
    Plan,
    Ready,
    Reporter,
    Server,
    WorkerCommand,
    supervise,
)

STOPPING_MARGIN_S = 2.0
"""Above what a worker gives itself to drain, before it is killed."""
JOB_SILENCE_S = 20.0
"""Four beats through its own queue: then a job worker that lives does not work."""


def up(
    configuration: Configuration,
    environ: Mapping[str, str],
    reporter: Reporter,
    on_ready: Callable[[Ready, str | None], None],
) -> ExitCode:
    """Serves until it is told to stop. Must be called in the main thread.

    `on_ready` is told the link for the first administrator too, while there is nobody.
    """
    settings = configuration.settings
    settings.require_complete()
    home = open_home(settings.home)
    metrics = settings.home.resolve() / "run" / "metrics"
    worker_environ = {
        **environ,
        **log_settings(settings),
        **_from_command_line(configuration),
        METRICS_FOLDER: str(metrics),
    }

    link: str | None = None

    def bound(port: int) -> None:
        worker_environ["REGIE_PORT"] = str(port)

    def prepare() -> None:
        nonlocal link
        shutil.rmtree(metrics, ignore_errors=True)
        metrics.mkdir(mode=0o700)
        with shown() as progress:
            worker_environ.update(prepared(configuration, home, progress))
        if not settings.has_demo_data:
            link = first_run_link(worker_environ)
        for finding in valkey_findings(settings, None):
            if finding.status != "pass":
                reporter.warning(f"{finding.name}: {finding.seen}; {finding.advice}")
        environment_file(settings.home).write_text(f"{settings.env}\n")

    # Figures are calculated beside other requests: a worker has one core, and BLAS that takes them
    # all costs several times the CPU.
    worker_environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    plan = Plan(
        home=settings.home,
        host=settings.host,
        port=settings.port,
        worker=WorkerCommand(
            [sys.executable, "-m", "regie.entrypoints.asgi", "--fd", "{fd}", "--slot", "{slot}"],
            worker_environ,
        ),
        workers=settings.workers,
        reporter=reporter,
        on_ready=lambda ready: on_ready(ready, link),
        servers=_embedded_servers(settings, home),
        beside=[job_crew(settings.job_workers, worker_environ)],
        on_bound=bound,
        prepare=prepare,
        drain_s=max(settings.drain_s + settings.grace_s, settings.job_drain_s) + STOPPING_MARGIN_S,
        health_path=f"{settings.root_path}/healthz",
    )
    return supervise(plan)


def job_crew(count: int, environ: Mapping[str, str]) -> Crew:
    """Installations serve without them: health says that jobs wait."""
    command = [sys.executable, "-m", "regie.entrypoints.worker", "--slot", "{slot}"]
    return Crew(
        "job-worker",
        WorkerCommand(command, environ),
        count,
        essential=False,
        silence_s=JOB_SILENCE_S,
    )


def prepared(
    configuration: Configuration, home: EmbeddedHome, progress: Progress = silent
) -> dict[str, str]:
    """Brings schema and demo data to where this version wants them, which changes nothing the
    second time; returns the settings, as environment variables, that lead to it all."""
    settings = configuration.settings
    environ = _valkey_addresses(settings, home)
    environ["REGIE_SECRET_KEY"] = secret_key(settings).get_secret_value()
    if settings.database_url is None:
        url = make_own_database(home)
        environ["REGIE_DATABASE_URL"] = url.for_libpq()
        admin_dsn = home.postgres.superuser_url()
    else:
        url = DatabaseUrl(settings.database_url.get_secret_value())
        admin_dsn = url.for_libpq()
    progress("bringing the schema up to date", 0, 0)
    migrate(url, SCRIPTS)
    ensure_installation(url, "demo" if settings.has_demo_data else "real")
    if settings.has_demo_data:
        files = FolderStore(settings.home / "files")
        folder = settings.home / "demo"
        site = DemoSite(admin_dsn, url.for_libpq(), home.secret, utc_now, progress, files, folder)
        for name in configuration.apps:
            if demo := APPS[name].demo:
                environ |= demo.prepare(site)
    return environ


def _embedded_servers(settings: Settings, home: EmbeddedHome) -> list[Server]:
    """In the order in which they are stopped: the database last."""
    servers: list[Server] = []
    if embeds_valkey(settings):
        servers += [home.cache, home.state]
    if settings.database_url is None:
        servers.append(home.postgres)
    return servers


def _valkey_addresses(settings: Settings, home: EmbeddedHome) -> dict[str, str]:
    if not embeds_valkey(settings):
        return {}
    urls = own_valkeys(home)
    return {
        "REGIE_CACHE_URL": urls.cache,
        "REGIE_BROKER_URL": urls.broker,
        "REGIE_RESULTS_URL": urls.results,
    }


def log_settings(settings: Settings) -> dict[str, str]:
    """A worker writes to a pipe, so it is told here whether a person reads along."""
    if settings.log_format != "auto" or not sys.stderr.isatty():
        return {}
    return {"REGIE_LOG_FORMAT": "text"}


def _from_command_line(configuration: Configuration) -> dict[str, str]:
    """What was said on the command line, said again to the workers."""
    values = configuration.settings.model_dump(mode="json")
    return {
        f"REGIE_{name.upper()}": str(values[name])
        for name, origin in configuration.core.origins.items()
        if origin == "command line"
    }
