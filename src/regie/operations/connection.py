"""One connection to a PostgreSQL server, for a command."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

import psycopg

from regie.core.errors import Unavailable

CONNECT_TIMEOUT_S: Final = 5


@contextmanager
def connected(url: str, *, autocommit: bool = False) -> Generator[psycopg.Connection]:
    """A transaction (none with `autocommit`), committed when the block ends well.

    Raises Unavailable when the server cannot be reached or is lost.
    """
    try:
        with psycopg.connect(
            url, autocommit=autocommit, connect_timeout=CONNECT_TIMEOUT_S
        ) as connection:
            yield connection
    except psycopg.OperationalError as failure:
        first_line = str(failure).strip().split("\n", 1)[0]
        raise Unavailable(f"cannot reach the database: {first_line}") from failure
