"""How long work tells how far it is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from time import monotonic
from typing import Final, TextIO, TypeAlias

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0: unknown)."""

LINE_EVERY_S: Final = 10.0


def silent(activity: str, done: int, total: int) -> None: ...


@contextmanager
def shown(stream: TextIO | None = None) -> Generator[Progress]:
    """Shows progress on standard error unless told where; a later activity ends the one before."""
    where: TextIO = sys.stderr if stream is None else stream
    if not where.isatty():
        yield _lines(where)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(file=where)) as bars:
        yield _bars(bars)


def _bars(bars: Bars) -> Progress:
    tasks: dict[str, TaskID] = {}

    def progress(activity: str, done: int, total: int) -> None:
        if activity not in tasks:
            for earlier in bars.tasks:
                bars.update(earlier.id, total=1, completed=1)
            tasks[activity] = bars.add_task(activity)
        bars.update(tasks[activity], completed=done, total=total or None)

    return progress


def _lines(stream: TextIO) -> Progress:
    """A line when an activity begins and one every ten seconds while it lasts."""
    current, written = "", 0.0

    def progress(activity: str, done: int, total: int) -> None:
        nonlocal current, written
        if activity == current and monotonic() - written < LINE_EVERY_S:
            return
        share = f" ({100 * done // total} %)" if total and activity == current else ""
        print(f"{activity}{share}", file=stream, flush=True)
        current, written = activity, monotonic()

    return progress
