"""`regie up --port 0`: the system chooses the port, and links name the one that it chose."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

import pytest

from peopleplay import environ
from regie.core.db import DatabaseUrl

from .started import Up


@pytest.fixture
def said(migrated: DatabaseUrl, tmp_path: Path) -> str:
    """What a start prints until it is ready."""
    alone = {"REGIE_WORKERS": "1", "REGIE_JOB_WORKERS": "0", "REGIE_LANGUAGE": "en"}
    empty = {
        "REGIE_ENV": "production",
        "REGIE_ALLOWED_HOSTS": "localhost",
        "REGIE_SECRET_KEY": secrets.token_hex(32),
    }
    up = Up(tmp_path / "home", port=0, ready="Ctrl-C", **{**environ(migrated), **alone, **empty})
    up.stop()
    return up.log.read_text()


def test_links_name_the_port_that_was_bound(said: str) -> None:
    ready = re.search(r"Régie is ready:\s(http://localhost:[1-9]\d*)/", said)
    link = re.search(r"(http://localhost:\d+)/first-run#code=", said)
    assert ready is not None
    assert link is not None
    assert link[1] == ready[1]
