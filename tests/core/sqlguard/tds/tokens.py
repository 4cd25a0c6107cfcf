"""What a server answers ([MS-TDS] 2.2.7), token by token."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum, IntFlag
from typing import Final

from .binary import counted, number, sized
from .login import VERSION
from .types import COLLATION, column_type, write_column

_SERVER: Final = "workshop"
_TDS_7_4: Final = bytes((0x74, 0, 0, 4))


class SqlError(Exception):
    """What SQL Server would refuse with: its number, its text and its severity."""

    def __init__(self, code: int, text: str, severity: int = 14, state: int = 1):
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text
        self.severity = severity
        self.state = state


class Done(IntFlag):
    FINAL = 0x00
    MORE = 0x01
    ERROR = 0x02
    COUNT = 0x10
    ATTENTION = 0x20


class DoneKind(IntEnum):
    STATEMENT = 0xFD
    PROCEDURE = 0xFE
    IN_PROCEDURE = 0xFF


class Change(IntEnum):
    DATABASE = 1
    PACKET_SIZE = 4
    COLLATION = 7
    BEGIN = 8
    COMMIT = 9
    ROLLBACK = 10
    RESET = 18


def error(problem: SqlError) -> bytes:
    return b"\xaa" + sized(_said(problem.code, problem.state, problem.severity, problem.text))


def info(code: int, text: str) -> bytes:
    return b"\xab" + sized(_said(code, 1, 0, text))


def _said(code: int, state: int, severity: int, text: str) -> bytes:
    where = counted(_SERVER, 1) + counted("", 1) + number(1, 4)
    return number(code, 4, signed=True) + bytes((state, severity)) + counted(text, 2) + where


def done(status: Done = Done.FINAL, kind: DoneKind = DoneKind.STATEMENT, *, rows: int = 0) -> bytes:
    select = 0xC1
    return bytes((kind,)) + number(status, 2) + number(select, 2) + number(rows, 8)


def changed(what: Change, new: bytes, old: bytes = b"\0") -> bytes:
    return b"\xe3" + sized(bytes((what,)) + new + old)


def logged_in(database: str, packet_size: int) -> bytes:
    acknowledged = b"\x01" + _TDS_7_4 + counted("Microsoft SQL Server", 1) + VERSION[:4]
    size = counted(str(packet_size), 1)
    return (
        changed(Change.DATABASE, counted(database, 1), counted("master", 1))
        + changed(Change.COLLATION, bytes((len(COLLATION),)) + COLLATION)
        + info(5701, f"Changed database context to '{database}'.")
        + b"\xad"
        + sized(acknowledged)
        + changed(Change.PACKET_SIZE, size, size)
        + done()
    )


def rows(names: Sequence[str], values: Sequence[Sequence[object]]) -> bytes:
    types = [column_type([row[index] for row in values]) for index in range(len(names))]
    columns = b"".join(write_column(name, of) for name, of in zip(names, types, strict=True))
    written = (
        b"\xd1" + b"".join(of.write(value) for of, value in zip(types, row, strict=True))
        for row in values
    )
    return b"\x81" + number(len(names), 2) + columns + b"".join(written)


def procedure_done(handle: int | None) -> bytes:
    """RETURNSTATUS 0, the handle of a prepared statement as RETURNVALUE, DONEPROC."""
    status = b"\x79" + number(0, 4)
    if handle is None:
        return status + done(kind=DoneKind.PROCEDURE)
    output, nullable_int = 0x01, b"\x26\x04"
    value = (
        number(0, 2)
        + counted("", 1)
        + bytes((output,))
        + number(0, 4)
        + number(0, 2)
        + nullable_int
        + b"\x04"
        + number(handle, 4)
    )
    return status + b"\xac" + value + done(kind=DoneKind.PROCEDURE)
