"""Remote procedure calls ([MS-TDS] 2.2.6.6) of the cursorless statements: five procedures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .binary import Fields
from .types import read_parameter
from .wire import Parameter

_BY_NUMBER: Final = {
    10: "sp_executesql",
    11: "sp_prepare",
    12: "sp_execute",
    13: "sp_prepexec",
    15: "sp_unprepare",
}
_NAMED_BY_NUMBER: Final = 0xFFFF
_SEPARATORS: Final = (0x80, 0xFF, 0xFE)
_DECLARED: Final = re.compile(r"(?:^|,)\s*(@\w+)")


@dataclass(frozen=True, slots=True)
class Prepared:
    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    procedure: str
    parameters: tuple[Parameter, ...]
    """All of them: handles, texts and declarations among them."""

    @property
    def handle(self) -> int:
        return int(str(self.parameters[0].value))

    @property
    def statement(self) -> Prepared | None:
        """The text that the call itself brings, with the names that its declaration gives."""
        first = {"sp_executesql": 0, "sp_prepexec": 2, "sp_prepare": 2}.get(self.procedure)
        if first is None:
            return None
        declaration = self._text(1) if len(self.parameters) > 1 else ""
        return Prepared(self._text(first), tuple(_DECLARED.findall(declaration)))

    @property
    def values(self) -> tuple[Parameter, ...]:
        """The parameters of the statement, without those of the procedure."""
        own = {"sp_executesql": 2, "sp_prepexec": 3, "sp_execute": 1}
        return self.parameters[own.get(self.procedure, len(self.parameters)) :]

    def _text(self, index: int) -> str:
        return str(self.parameters[index].value or "")


def parse(body: bytes) -> Request:
    fields = Fields(body)
    length = fields.number(2)
    if length == _NAMED_BY_NUMBER:
        code = fields.number(2)
        procedure = _BY_NUMBER.get(code, f"procedure {code}")
    else:
        procedure = fields.take(2 * length).decode("utf-16-le")
    fields.take(2)  # options
    parameters: list[Parameter] = []
    while fields.left and fields.peek() not in _SEPARATORS:
        parameters.append(read_parameter(fields))
    return Request(procedure, tuple(parameters))


def bound(names: Sequence[str], values: Sequence[Parameter]) -> dict[str, object]:
    """By name where the client gives one, else in the order of the declaration."""
    return {
        (parameter.name or names[index]): parameter.value for index, parameter in enumerate(values)
    }
