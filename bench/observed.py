"""A web worker that can be told to look away: `python -m bench.observed CASE --fd N`."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any, cast

from regie.core.observe import ACCESS_LOG, logs
from regie.core.web import edge
from regie.core.web.metrics import EdgeMetrics
from regie.entrypoints import asgi


def without_log() -> None:
    direct = ACCESS_LOG.direct

    def silence(output: Any, **_: object) -> None:
        direct(output, silent=True)

    logs.ACCESS_LOG.direct = silence  # pyright: ignore[reportAttributeAccessIssue] - for this process


def without_metrics() -> None:
    EdgeMetrics.record = lambda *_: None


def without_sql() -> None:
    nothing = nullcontext(SimpleNamespace(count=0))
    cast("Any", edge).count_statements = lambda: nothing


CASES = {
    "all": (),
    "no-log": (without_log,),
    "no-metrics": (without_metrics,),
    "no-sql": (without_sql,),
    "nothing": (without_log, without_metrics, without_sql),
}

if __name__ == "__main__":
    for look_away in CASES[sys.argv.pop(1)]:
        look_away()
    asgi.main()
