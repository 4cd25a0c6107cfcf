"""What a statement raises while the database is away: work goes on and asks again."""

from __future__ import annotations

from typing import Final

from sqlalchemy.exc import DBAPIError

from regie.core.errors import RegieError

DATABASE_ERRORS: Final = (RegieError, DBAPIError)
