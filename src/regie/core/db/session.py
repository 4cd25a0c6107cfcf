"""How every connection to the installation's own database is set."""

from __future__ import annotations

from typing import Final

CONNECT_TIMEOUT_S: Final = 5
STATEMENT_TIMEOUT_MS: Final = 30_000


def session_settings(name: str) -> dict[str, str]:
    """`name`: as PostgreSQL lists the connection."""
    return {
        "application_name": name,
        "statement_timeout": str(STATEMENT_TIMEOUT_MS),
        "idle_in_transaction_session_timeout": str(STATEMENT_TIMEOUT_MS),
        "timezone": "UTC",
    }
