"""The demo's pay is what the runs would compute."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from httpplay import opened_app
from regie.apps.staff.demo import prepare_demo
from regie.apps.staff.salaries.changes import find_changes
from regie.apps.staff.salaries.runs import list_runs
from regie.apps.staff.services import Services
from regie.core.access import EVERYWHERE, MAIN_TENANT
from regie.core.app import DemoSite
from regie.core.db import DatabaseUrl
from regie.core.files import MemoryStore
from regie.identity.demo import prepare_demo as prepare_identity

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def filled(migrated: DatabaseUrl) -> DatabaseUrl:
    dsn = migrated.for_libpq()
    site = DemoSite(dsn, dsn, lambda name: name, lambda: NOW, lambda *_: None, MemoryStore())
    prepare_identity(site)
    prepare_demo(site)
    return migrated


async def test_every_payslip_is_the_one_that_a_run_would_make_now(
    filled: DatabaseUrl, tmp_path: Path
) -> None:
    async with opened_app(filled, tmp_path) as (runtime, _):
        service = runtime.parts["staff"].service
        assert isinstance(service, Services)
        async with service.core.database.begin() as connection:
            runs = await list_runs(connection, MAIN_TENANT, EVERYWHERE, after=None, limit=20)
            changes = [await find_changes(connection, MAIN_TENANT, run) for run in runs]
    states = [run.state for run in runs]
    assert (states, {each.count for each in changes}) == (["computed", *["released"] * 12], {0})
