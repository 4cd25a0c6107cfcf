"""`regie openapi`: the description of the API, without starting anything."""

from __future__ import annotations

import typer

from regie.bootstrap import build_asgi, build_runtime, configure

from .output import print_json


def register(app: typer.Typer) -> None:
    app.command("openapi")(run)


def run() -> None:
    """Print the description of the API as JSON."""
    configuration = configure(
        {"REGIE_ENV": "development", "REGIE_DATABASE_URL": "postgresql:///regie"}
    )
    print_json(build_asgi(build_runtime(configuration)).openapi())
