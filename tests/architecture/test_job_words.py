"""What the console calls background work."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from regie.bootstrap.apps import APPS

WORDS: Final = Path(__file__).parents[2] / "web/src/features/console/jobs/useJobWords.ts"
JOBS: Final = sorted(job.name for app in APPS.values() for job in app.jobs)
SCHEDULES: Final = sorted(each.name for app in APPS.values() for each in app.schedules)


def named(table: str) -> set[str]:
    found = re.search(rf"const {table} = {{(.*?)}}", WORDS.read_text(), re.DOTALL)
    assert found is not None
    return set(re.findall(r"'([^']+)':", found[1]))


@pytest.mark.parametrize("job", JOBS)
def test_every_job_has_a_name_that_people_read(job: str) -> None:
    assert job in named("JOBS")


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_schedule_has_a_name_that_people_read(schedule: str) -> None:
    assert schedule in named("SCHEDULES")
