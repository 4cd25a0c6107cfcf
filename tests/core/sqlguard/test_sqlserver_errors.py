"""Errors that a test server cannot make: those of the driver itself."""

from __future__ import annotations

import mssql_python as driver
import pytest

from regie.core.sqlguard import SourceRefused, SourceUnavailable
from regie.core.sqlguard.engines.sqlserver.errors import meaning, meaning_of_login


def test_a_driver_that_cannot_be_loaded_says_what_to_install() -> None:
    error = driver.OperationalError(
        driver_error="Connection operation failed",
        ddbc_error="Failed to load the driver. Please read the documentation",
    )
    meant = meaning_of_login(error)
    assert isinstance(meant, SourceRefused)
    assert "libltdl7" in str(meant.detail)


@pytest.mark.parametrize(
    ("error", "meant"),
    [
        (RuntimeError("Cannot execute unprepared statement"), SourceUnavailable),
        (ValueError("integer out of range"), SourceRefused),
        (
            driver.DatabaseError("An error occurred with SQLSTATE code: XX000", "x"),
            SourceUnavailable,
        ),
        (driver.InternalError("Transaction state invalid", "x"), SourceUnavailable),
        (driver.NotSupportedError("Optional feature not implemented", "x"), SourceRefused),
    ],
)
def test_what_is_not_known_to_be_harmless_ends_the_connection(
    error: Exception, meant: type[Exception]
) -> None:
    assert type(meaning(error, waited_s=0, lock_s=2)) is meant
