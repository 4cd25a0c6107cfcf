"""Types and values ([MS-TDS] 2.2.5.4 and 2.2.5.5): parameters as they come, columns as they go."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from .binary import Fields, Malformed, counted, number, sized, utf16
from .wire import Parameter

COLLATION: Final = bytes((0x09, 0x04, 0xD0, 0x00, 0x34))
"""SQL_Latin1_General_CP1_CI_AS, whose bytes are code page 1252."""

_CODE_PAGE: Final = "cp1252"
_NULL_2: Final = 0xFFFF
_NULL_8: Final = 0xFFFFFFFFFFFFFFFF
_DAY_ONE: Final = dt.date(1, 1, 1)

_FIXED: Final = {0x30: ("tinyint", 1), 0x34: ("smallint", 2), 0x38: ("int", 4), 0x7F: ("bigint", 8)}
_INTEGERS: Final = {1: "tinyint", 2: "smallint", 4: "int", 8: "bigint"}
_STRINGS: Final = {
    0xA5: "varbinary",
    0xA7: "varchar",
    0xAD: "binary",
    0xAF: "char",
    0xE7: "nvarchar",
    0xEF: "nchar",
}
_DATE, _TIME, _DATETIME2 = 0x28, 0x29, 0x2A
_INTN, _BITN, _FLTN, _GUID = 0x26, 0x68, 0x6D, 0x24
_DECIMALS: Final = (0x6A, 0x6C)


def read_parameter(fields: Fields) -> Parameter:
    name = fields.text(1)
    fields.take(1)  # status: by reference, default value
    written, value = _read_value(fields, fields.number(1))
    return Parameter(name, written, value)


def _read_value(fields: Fields, code: int) -> tuple[str, object]:
    if code in _STRINGS:
        return _read_string(fields, _STRINGS[code])
    if code in _FIXED:
        written, size = _FIXED[code]
        return written, fields.number(size, signed=size > 1)
    if code in _DECIMALS:
        return _read_decimal(fields)
    if code == _DATE:
        return "date", _read_date(fields, fields.number(1))
    if code == _DATETIME2:
        return _read_datetime2(fields)
    if code in (_INTN, _BITN, _FLTN, _GUID):
        return _read_short(fields, code)
    raise Malformed(f"a parameter of type {code:#04x}")


def _read_short(fields: Fields, code: int) -> tuple[str, object]:
    declared = fields.number(1)
    size = fields.number(1)
    if code == _FLTN:
        return "float" if declared == 8 else "real", fields.double(size) if size else None
    if code == _GUID:
        return "uniqueidentifier", UUID(bytes_le=fields.take(size)) if size else None
    written = "bit" if code == _BITN else _INTEGERS[declared]
    return written, fields.number(size, signed=size > 1) if size else None


def _read_string(fields: Fields, family: str) -> tuple[str, object]:
    longest = fields.number(2)
    wide, binary = family.startswith("n"), family.endswith("binary")
    if not binary:
        fields.take(len(COLLATION))
    raw = _read_chunks(fields) if longest == _NULL_2 else _read_counted(fields)
    length = "max" if longest == _NULL_2 else str(longest // (2 if wide else 1))
    written = f"{family}({length})"
    if raw is None or binary:
        return written, raw
    return written, raw.decode("utf-16-le" if wide else _CODE_PAGE)


def _read_counted(fields: Fields) -> bytes | None:
    length = fields.number(2)
    return None if length == _NULL_2 else fields.take(length)


def _read_chunks(fields: Fields) -> bytes | None:
    """PLP: varchar(max) and its like."""
    if fields.number(8) == _NULL_8:
        return None
    whole = bytearray()
    while length := fields.number(4):
        whole += fields.take(length)
    return bytes(whole)


def _read_decimal(fields: Fields) -> tuple[str, Decimal | None]:
    fields.take(1)
    precision, scale, size = fields.number(1), fields.number(1), fields.number(1)
    written = f"decimal({precision},{scale})"
    if not size:
        return written, None
    sign = 1 if fields.number(1) else -1
    return written, Decimal(sign * fields.number(size - 1)).scaleb(-scale)


def _read_date(fields: Fields, size: int) -> dt.date | None:
    return _DAY_ONE + dt.timedelta(days=fields.number(3)) if size else None


def _read_datetime2(fields: Fields) -> tuple[str, dt.datetime | None]:
    scale = fields.number(1)
    size = fields.number(1)
    written = f"datetime2({scale})"
    if not size:
        return written, None
    ticks = fields.number(size - 3)
    day = _DAY_ONE + dt.timedelta(days=fields.number(3))
    since_midnight = dt.timedelta(microseconds=ticks * 10**6 // 10**scale)
    return written, dt.datetime.combine(day, dt.time()) + since_midnight


@dataclass(frozen=True, slots=True)
class ColumnType:
    """How a column is declared in COLMETADATA, and how each of its values is written."""

    declared: bytes
    write: Callable[[object], bytes]


def column_type(values: Sequence[object]) -> ColumnType:
    """By the first value that is one; a column of NULLs is nvarchar."""
    value = next((value for value in values if value is not None), None)
    for kind, chosen in _COLUMN_TYPES:
        if isinstance(value, kind):
            return chosen
    return _NVARCHAR


def _nullable(size: int, write: Callable[..., bytes]) -> Callable[[object], bytes]:
    return lambda value: b"\0" if value is None else bytes((size,)) + write(value)


def _write_decimal(value: Decimal) -> bytes:
    unscaled = int(value.scaleb(4))
    return bytes((unscaled >= 0,)) + number(abs(unscaled), 16)


def _write_datetime2(value: dt.datetime) -> bytes:
    midnight = value.replace(hour=0, minute=0, second=0, microsecond=0)
    ticks = (value - midnight) // dt.timedelta(microseconds=1) * 10
    return number(ticks, 5) + _write_date(value.date())


def _write_date(value: dt.date) -> bytes:
    return number((value - _DAY_ONE).days, 3)


def _write_text(value: object) -> bytes:
    return number(_NULL_2, 2) if value is None else sized(utf16(str(value)))


_NVARCHAR: Final = ColumnType(b"\xe7" + number(8000, 2) + COLLATION, _write_text)
_BYTES: Final = ColumnType(
    b"\xa5" + number(8000, 2),
    lambda value: number(_NULL_2, 2) if value is None else sized(value),  # type: ignore[arg-type]
)
_COLUMN_TYPES: Final[tuple[tuple[type, ColumnType], ...]] = (
    (bool, ColumnType(b"\x68\x01", _nullable(1, lambda value: number(value, 1)))),
    (int, ColumnType(b"\x26\x08", _nullable(8, lambda value: number(value, 8, signed=True)))),
    (float, ColumnType(b"\x6d\x08", _nullable(8, lambda value: struct.pack("<d", value)))),
    (Decimal, ColumnType(b"\x6a\x11\x26\x04", _nullable(17, _write_decimal))),
    (dt.datetime, ColumnType(b"\x2a\x07", _nullable(8, _write_datetime2))),
    (dt.date, ColumnType(b"\x28", _nullable(3, _write_date))),
    (bytes, _BYTES),
)


def write_column(name: str, chosen: ColumnType) -> bytes:
    nullable = 0x0001
    return number(0, 4) + number(nullable, 2) + chosen.declared + counted(name, 1)
