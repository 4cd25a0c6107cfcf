"""What the supervisor is to keep running. It knows neither settings nor applications."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class Server(Protocol):
    """A server beside the workers. Its methods block; `abandon` may come from another thread."""

    @property
    def name(self) -> str: ...

    def start(self) -> None:
        """Heal what an earlier life left, start, return when it answers."""
        ...

    def stop(self, *, quick: bool = False) -> None: ...

    def abandon(self) -> None:
        """Make a start that is under way give up."""
        ...

    def alive(self) -> bool: ...

    def tidy(self) -> None:
        """Called every hour: cut logs."""
        ...


class Reporter(Protocol):
    """Where the operator is told what happens."""

    def progress(self, text: str) -> None: ...

    def warning(self, text: str) -> None: ...

    def failure(self, text: str) -> None:
        """Why everything ends."""
        ...

    def output(self, line: bytes) -> None:
        """One line that a worker wrote, without its end."""
        ...


@dataclass(frozen=True)
class WorkerCommand:
    """The argument `{fd}` becomes the number of the listening socket, `{slot}` the worker's place:
    counted from 1, and never held by two of them at once.

    `env` is the whole environment. To it comes REGIE_READY_FD: the worker writes a byte there when
    it serves, see `readiness.tell_ready`.
    """

    argv: Sequence[str]
    env: Mapping[str, str]


@dataclass(frozen=True)
class Crew:
    """Workers of one kind."""

    name: str
    """In reports, and in the names of their records."""
    command: WorkerCommand
    count: int
    essential: bool = True
    """The start waits until they serve, and fails when they cannot. Others are tried for ever."""
    silence_s: float | None = None
    """One that gives no sign of life for so long is killed and replaced: see `readiness.lifeline`.
    None: that its process lives is enough."""


@dataclass(frozen=True)
class Ready:
    """What `on_ready` is told."""

    host: str
    port: int
    elapsed_s: float


@dataclass(frozen=True)
class Plan:
    """Everything one `supervise` needs."""

    home: Path
    host: str
    port: int
    worker: WorkerCommand
    workers: int
    """Those that serve the port; with none of them nothing is bound."""
    reporter: Reporter
    on_ready: Callable[[Ready], None]
    servers: Sequence[Server] = ()
    """Started all at once, stopped in this order; none when the operator has servers elsewhere."""
    beside: Sequence[Crew] = ()
    """Workers that do not serve the port."""
    on_bound: Callable[[int], None] = lambda _: None
    """Is told the port, which the system chose if `port` is 0, before `prepare` runs."""
    prepare: Callable[[], None] = lambda: None
    """Runs once, in a thread, when the servers answer and before the first worker."""
    drain_s: float = 20.0
    """What a worker is given to end after SIGTERM, before it is killed."""
    health_path: str = "/healthz"

    @property
    def crews(self) -> Sequence[Crew]:
        return (Crew("worker", self.worker, self.workers), *self.beside)
