"""Heads leave the database: each once, to the file, the log and whoever listens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from peopleplay import Organisation
from regie.core.access import AuditEvent
from regie.core.outbox import Reject
from regie.identity.audit.head_file import append_heads, head_file, read_heads
from regie.identity.audit.repository import Head
from regie.identity.audit.tasks import verify_audit
from regie.identity.services import Services

from .conftest import Tamper

NOW = "2026-11-21T08:00:00Z"
FIRST, SECOND = (Head("main", number, bytes([number]) * 32) for number in (1, 2))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return head_file(tmp_path)
