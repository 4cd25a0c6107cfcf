"""Folders with short names and servers that a test may kill."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from regie.core.embedded import EmbeddedHome, EmbeddedPostgres, EmbeddedValkey, open_home


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """Socket paths are limited to 107 bytes; tmp_path is longer."""
    folder = Path(tempfile.mkdtemp(prefix="regie-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def lab() -> Iterator[EmbeddedHome]:
    """A home of this module alone, whose servers its tests start, kill and heal."""
    folder = Path(tempfile.mkdtemp(prefix="regie-lab-"))
    yield open_home(folder)
    shutil.rmtree(folder)


@pytest.fixture
def lab_postgres(lab: EmbeddedHome) -> Iterator[EmbeddedPostgres]:
    yield lab.postgres
    lab.postgres.stop(quick=True)


@pytest.fixture
def lab_state(lab: EmbeddedHome) -> Iterator[EmbeddedValkey]:
    yield lab.state
    lab.state.stop(quick=True)
