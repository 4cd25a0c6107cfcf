"""Times that figures of the past rest on stay as they were written."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from workforceplay import Sized


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE workforce.unit_time SET minutes = minutes WHERE tenant = :tenant",
        "DELETE FROM workforce.unit_time WHERE tenant = :tenant",
        "TRUNCATE workforce.unit_time",
    ],
)
async def test_the_database_itself_keeps_every_version(kept: Sized, statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"):
        await kept.run(statement)
