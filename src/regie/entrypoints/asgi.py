"""One web worker: `python -m regie.entrypoints.asgi --fd N`, started by the supervisor."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from typing import Final, Literal

from regie.bootstrap import build_asgi, build_runtime, configure
from regie.core.observe import configure_logging
from regie.core.settings import Settings
from regie.core.web import METRICS_FOLDER, ServerOptions, count_as, serve
from regie.operations.supervisor import tell_ready

_COLLECTED_AFTER: Final = (20_000, 10, 20)


def main() -> None:
    parser = argparse.ArgumentParser(prog="regie.entrypoints.asgi")
    parser.add_argument("--fd", type=int, required=True, help="a listening socket")
    parser.add_argument("--slot", default="1", help="the worker's place, for its figures")
    arguments = parser.parse_args()
    count_as(arguments.slot, os.environ.get(METRICS_FOLDER))
    configuration = configure()
    settings = configuration.settings
    settings.require_complete()
    configure_logging(log_format(settings), settings.log_level)
    serve(
        lambda: build_asgi(build_runtime(configuration), on_open=_ready),
        fd=arguments.fd,
        options=ServerOptions(drain_s=settings.drain_s, grace_s=settings.grace_s),
    )


def _ready() -> None:
    """What stands now stays until the end, so the collector looks at it no more: a full round took
    150 ms, in which nobody was answered. Rarer rounds, for a request leaves few cycles behind."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AFTER)
    tell_ready()


def log_format(settings: Settings) -> Literal["json", "text"]:
    """`auto`: readable on a terminal, JSON for whatever else collects it."""
    if settings.log_format != "auto":
        return settings.log_format
    return "text" if sys.stderr.isatty() else "json"


if __name__ == "__main__":
    main()
