"""Statements prepared by the server: the text travels once, the values beside it.

PyMySQL writes values into the text. Here its connection carries the protocol's own commands for
prepared statements (COM_STMT_PREPARE, COM_STMT_EXECUTE), whose grammar takes one statement and
whose values are typed bytes that no server parses as SQL. `_execute_command` and `_read_packet`
are PyMySQL's own names for its wire: the version is pinned, and the tests read the wire.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, Final

from pymysql.constants import COMMAND, FIELD_TYPE
from pymysql.protocol import FieldDescriptorPacket

from ...source import Row
from .values import Column, encoded, read_value

_PREPARED: Final = struct.Struct("<xIHH")
_EXECUTE: Final = struct.Struct("<IBI")
_NO_CURSOR: Final = 0
_ONCE: Final = 1
_LOCAL_FILE: Final = 0xFB
_RESET_CONNECTION: Final = 0x1F


class OutOfStep(Exception):
    """The server said something that is no answer to a SELECT."""


def fetch(raw: Any, sql: str, parameters: tuple[object, ...]) -> Sequence[Row]:
    """`raw` is a connection of PyMySQL. The statement stays prepared until the session is reset.

    Raises PyMySQL's errors, OutOfStep, and OverflowError or TypeError for a parameter that has no
    type on the wire.
    """
    raw._execute_command(COMMAND.COM_STMT_PREPARE, sql)
    statement, columns, marks = _PREPARED.unpack_from(raw._read_packet().get_all_data())
    for count in (marks, columns):
        _skip_descriptions(raw, count)
    if marks != len(parameters):
        raise OutOfStep(f"{marks} marks and {len(parameters)} values")
    raw._execute_command(COMMAND.COM_STMT_EXECUTE, _execution(statement, parameters))
    return _rows(raw)


def reset(raw: Any) -> None:
    """Temporary tables, locks, variables and prepared statements of the session go; it stays."""
    raw._execute_command(_RESET_CONNECTION, b"")
    raw._read_packet()


def _execution(statement: int, parameters: tuple[object, ...]) -> bytes:
    head = _EXECUTE.pack(statement, _NO_CURSOR, _ONCE)
    if not parameters:
        return head
    nulls = sum(1 << place for place, value in enumerate(parameters) if value is None)
    bitmap = nulls.to_bytes((len(parameters) + 7) // 8, "little")
    typed = [encoded(value) for value in parameters]
    types = b"".join(kind for kind, _ in typed)
    return b"".join((head, bitmap, b"\1", types, *(value for _, value in typed)))


def _skip_descriptions(raw: Any, count: int) -> None:
    """And the packet that ends them."""
    if count:
        for _ in range(count + 1):
            raw._read_packet()


def _rows(raw: Any) -> Sequence[Row]:
    first = raw._read_packet()
    if first.is_ok_packet():
        return []
    if first.get_all_data()[0] == _LOCAL_FILE:
        raise OutOfStep("the server asks for a file")
    columns = [_column(raw) for _ in range(first.read_length_encoded_integer())]
    raw._read_packet()  # the end of the descriptions
    names = [column.name for column in columns]
    rows: list[Row] = []
    while not (packet := raw._read_packet()).is_eof_packet():
        rows.append(dict(zip(names, _row(packet.get_all_data(), columns), strict=True)))
    return rows


def _column(raw: Any) -> Column:
    packet = raw._read_packet(FieldDescriptorPacket)
    return Column(
        packet.name,
        packet.type_code,
        unsigned=bool(packet.flags & 0x20),
        binary=packet.charsetnr == 63 and packet.type_code != FIELD_TYPE.JSON,
    )


def _row(data: bytes, columns: Sequence[Column]) -> list[object]:
    """A zero, a bit for each column that is null (two of them spare), then the values."""
    place = 1 + (len(columns) + 9) // 8
    nulls = int.from_bytes(data[1:place], "little") >> 2
    values: list[object] = []
    for number, column in enumerate(columns):
        if nulls >> number & 1:
            values.append(None)
            continue
        value, place = read_value(data, place, column)
        values.append(value)
    return values
