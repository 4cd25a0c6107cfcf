"""Carrying out one import: what an app's job calls."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar

from .imports import Imports

T = TypeVar("T")


class Running(Protocol):
    """What is needed of a `JobContext`, whose floor is this one."""

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None: ...

    def wait_for(self, work: Coroutine[Any, Any, T]) -> T: ...


def carry_out(imports: Imports, context: Running, import_id: int) -> dict[str, int]:
    raise NotImplementedError
