"""`regie up`: start everything and serve until told to stop."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from regie.bootstrap import APPS, Configuration, configure, unknown_variables
from regie.operations.supervisor import PlainReporter, Ready
from regie.operations.up import up


def register(app: typer.Typer) -> None:
    app.command("up")(run)


def run(
    demo: Annotated[
        bool, typer.Option("--demo", help="A demo: invented data, nothing to set.")
    ] = False,
    workers: Annotated[int | None, typer.Option(help="Web processes.")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    home: Annotated[Path | None, typer.Option(help="Where the data live.")] = None,
) -> None:
    """Start everything and serve.

    PostgreSQL and Valkey (unless servers of your own are set), the schema, the web workers. Ctrl-C or SIGTERM finishes what is under way and stops everything. Data are kept.
    """
    given: dict[str, Any] = {
        "env": "demo" if demo else None,
        "workers": workers,
        "host": host,
        "port": port,
        "home": home,
    }
    configuration = configure(
        overrides={name: value for name, value in given.items() if value is not None}
    )
    reporter = PlainReporter()
    for name in unknown_variables(os.environ):
        reporter.warning(f"{name} is not a setting of Régie: see `regie config show`")
    code = up(
        configuration,
        dict(os.environ),
        reporter,
        on_ready=lambda ready: announce(configuration, ready),
    )
    sys.exit(code)


def announce(configuration: Configuration, ready: Ready) -> None:
    settings = configuration.settings
    host = "localhost" if ready.host in ("127.0.0.1", "::1", "0.0.0.0", "::") else ready.host  # noqa: S104
    typer.echo(f"\n  Régie is ready in {ready.elapsed_s:.1f} s")
    typer.echo(f"  http://{host}:{ready.port}{settings.root_path}/\n")
    if settings.has_demo_data:
        typer.echo("  To try / À essayer :")
        for name in configuration.apps:
            demo = APPS[name].demo
            for hint in demo.hints if demo else ():
                typer.echo(f"    · {hint.text[settings.language]}")
        typer.echo("")
