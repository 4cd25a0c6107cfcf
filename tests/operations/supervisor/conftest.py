from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from operations.supervisor.stage import Stage, free_port


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A home of its own, nothing running; whatever runs at the end is killed."""
    folder = Path(tempfile.mkdtemp(prefix="regie-"))
    made = Stage(folder / "home", free_port())
    yield made
    made.clear()
    shutil.rmtree(folder)
