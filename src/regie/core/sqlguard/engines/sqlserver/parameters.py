"""How text travels: as varchar where it can, so that SQL Server uses the index."""

from __future__ import annotations

from typing import Final

_VARCHAR, _NVARCHAR = 12, -9
"""SQL_VARCHAR and SQL_WVARCHAR of ODBC."""

_LENGTHS: Final = (64, 512, 4000)
"""A few declared lengths and not one for each value: each would be a plan of its own in the
server's cache."""

Size = tuple[int, int, int]


def sizes(parameters: tuple[object, ...]) -> list[Size] | None:
    """What to declare; None leaves it to the driver, which does well by numbers and dates.

    ASCII goes as varchar. Compared with an nvarchar column the *value* is converted and the index
    serves; the other way round, nvarchar against a varchar column, SQL Server converts the column,
    row by row. Other text goes as nvarchar, for a varchar would lose, in silence, what the code
    page of the database does not have.
    """
    if not parameters:
        return None
    declared: list[Size] = []
    for value in parameters:
        if not isinstance(value, str):
            return None
        length = next((length for length in _LENGTHS if _units(value) <= length), None)
        if length is None:
            return None
        declared.append((_VARCHAR if value.isascii() else _NVARCHAR, length, 0))
    return declared


def _units(value: str) -> int:
    """Of UTF-16, in which the server counts."""
    return len(value.encode("utf-16-le")) // 2
