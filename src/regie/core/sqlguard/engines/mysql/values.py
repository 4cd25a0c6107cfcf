"""Values in MySQL's binary protocol.

Source: the protocol's documentation, "Binary Protocol Value" of MySQL and "Result-set row" and
"COM_STMT_EXECUTE" of MariaDB, which agree.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from pymysql.constants import FIELD_TYPE

_UNSIGNED: Final = 0x80
_SHORT_MOMENT, _LONG_MOMENT = 7, 11
_NUMBERS: Final = {
    FIELD_TYPE.TINY: "b",
    FIELD_TYPE.SHORT: "h",
    FIELD_TYPE.YEAR: "h",
    FIELD_TYPE.INT24: "i",
    FIELD_TYPE.LONG: "i",
    FIELD_TYPE.LONGLONG: "q",
}
_FLOATS: Final = {FIELD_TYPE.FLOAT: "<f", FIELD_TYPE.DOUBLE: "<d"}
_MOMENTS: Final = frozenset((FIELD_TYPE.DATE, FIELD_TYPE.DATETIME, FIELD_TYPE.TIMESTAMP))
_DECIMALS: Final = frozenset((FIELD_TYPE.DECIMAL, FIELD_TYPE.NEWDECIMAL))


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: int
    unsigned: bool
    binary: bool
    """Bytes, not text."""


def encoded(value: object) -> tuple[bytes, bytes]:  # noqa: PLR0911 - a type each
    """Type and bytes of a parameter. Raises TypeError for what has none, OverflowError for a number
    of more than 64 bits."""
    match value:
        case None:
            return _type(FIELD_TYPE.NULL), b""
        case int():
            if value > 2**63 - 1:
                return _type(FIELD_TYPE.LONGLONG, _UNSIGNED), value.to_bytes(8, "little")
            return _type(FIELD_TYPE.LONGLONG), value.to_bytes(8, "little", signed=True)
        case float():
            return _type(FIELD_TYPE.DOUBLE), struct.pack("<d", value)
        case Decimal():
            return _type(FIELD_TYPE.NEWDECIMAL), _with_length(format(value, "f").encode())
        case datetime():
            day = (value.year, value.month, value.day)
            time = (value.hour, value.minute, value.second, value.microsecond)
            moment = struct.pack("<BHBBBBBI", _LONG_MOMENT, *day, *time)
            return _type(FIELD_TYPE.DATETIME), moment
        case date():
            packed = struct.pack("<BHBB", 4, value.year, value.month, value.day)
            return _type(FIELD_TYPE.DATE), packed
        case str():
            return _type(FIELD_TYPE.VAR_STRING), _with_length(value.encode())
        case bytes():
            return _type(FIELD_TYPE.BLOB), _with_length(value)
        case _:
            raise TypeError(f"no parameter of MySQL is a {type(value).__name__}")


def read_value(data: bytes, place: int, column: Column) -> tuple[object, int]:
    """The value that begins there and the place after it."""
    if (letter := _NUMBERS.get(column.type)) is not None:
        form = f"<{letter.upper() if column.unsigned else letter}"
        return struct.unpack_from(form, data, place)[0], place + struct.calcsize(form)
    if (form := _FLOATS.get(column.type)) is not None:
        return struct.unpack_from(form, data, place)[0], place + struct.calcsize(form)
    length, place = _length(data, place)
    raw, after = data[place : place + length], place + length
    if column.type in _MOMENTS:
        return _moment(raw, column), after
    if column.type == FIELD_TYPE.TIME:
        return _duration(raw), after
    if column.type in _DECIMALS:
        return Decimal(raw.decode("ascii")), after
    return (raw if column.binary else raw.decode(errors="replace")), after


def _moment(raw: bytes, column: Column) -> date | None:
    """None for the days that only MySQL has: 0000-00-00, 2024-02-00."""
    year, month, day = struct.unpack_from("<HBB", raw) if raw else (0, 0, 0)
    time = struct.unpack_from("<BBB", raw, 4) if len(raw) >= _SHORT_MOMENT else (0, 0, 0)
    fraction = struct.unpack_from("<I", raw, 7) if len(raw) == _LONG_MOMENT else (0,)
    try:
        if column.type == FIELD_TYPE.DATE:
            return date(year, month, day)
        return datetime(year, month, day, *time, *fraction)  # noqa: DTZ001 - it has no zone
    except ValueError:
        return None


def _duration(raw: bytes) -> timedelta:
    if not raw:
        return timedelta()
    negative, days, hours, minutes, seconds = struct.unpack_from("<BIBBB", raw)
    (micros,) = struct.unpack_from("<I", raw, 8) if len(raw) == 12 else (0,)
    duration = timedelta(days, seconds, micros, minutes=minutes, hours=hours)
    return -duration if negative else duration


def _type(kind: int, flag: int = 0) -> bytes:
    return bytes((kind, flag))


def _with_length(raw: bytes) -> bytes:
    length = len(raw)
    if length < 251:
        return bytes((length,)) + raw
    if length < 2**16:
        return b"\xfc" + length.to_bytes(2, "little") + raw
    if length < 2**24:
        return b"\xfd" + length.to_bytes(3, "little") + raw
    return b"\xfe" + length.to_bytes(8, "little") + raw


def _length(data: bytes, place: int) -> tuple[int, int]:
    first = data[place]
    width = {0xFC: 2, 0xFD: 3, 0xFE: 8}.get(first, 0)
    if not width:
        return first, place + 1
    return int.from_bytes(data[place + 1 : place + 1 + width], "little"), place + 1 + width
