"""`regie …` as a process of its own, on a server of the operator's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from regie.core.db import DatabaseUrl
from served import outside

ENDS_WITHIN_S = 60

Outcome = subprocess.CompletedProcess[str]
Regie = Callable[..., Outcome]


def on_own_server(url: DatabaseUrl, home: Path, group: str, **chosen: str) -> Regie:
    """Commands of that group; nothing of whoever runs the tests is set."""
    environ = {
        **outside(),
        "REGIE_ENV": "development",
        "REGIE_HOME": str(home),
        "REGIE_DATABASE_URL": url.for_libpq(),
        "REGIE_REDIS_URL": "none",
        "REGIE_CONFIG": os.devnull,
        **chosen,
    }

    def run(*arguments: str, **more: str) -> Outcome:
        return subprocess.run(
            [sys.executable, "-m", "regie.entrypoints.cli", group, *arguments],
            env={**environ, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=ENDS_WITHIN_S,
        )

    return run
