"""Whether an installation can serve, and what is wrong when it cannot.

A check that does not answer within its time counts as down: a hung server must not hang the page
that says so. Reports are shared for a moment, so that probes cannot become a load.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import monotonic, perf_counter
from typing import Final, Literal, Protocol, runtime_checkable

from regie.core.errors import Timeout

from .logs import get_logger

_log = get_logger(__name__)

Status = Literal["ready", "degraded", "unavailable", "draining"]

PING_TIMEOUT_S: Final = 2.0
SHARED_FOR_S: Final = 0.5


class SwitchedOff(Exception):
    """A ping's answer when this installation runs without it, as it was set to."""


@runtime_checkable
class Check(Protocol):
    """Something whose answer tells whether it works."""

    @property
    def name(self) -> str: ...

    @property
    def required(self) -> bool:
        """Without it nothing can be served; without the others less can."""
        ...

    async def ping(self) -> None:
        """Raises anything when it does not work."""
        ...


class Openable(Protocol):
    """Opened before serving and closed after. One that is no check has no way to fail of its own:
    what it needs is checked, and what it loses is counted."""

    @property
    def name(self) -> str: ...

    async def open(self) -> None: ...

    async def close(self) -> None: ...


class Resource(Check, Openable, Protocol):
    """An openable of which health has a line."""


@dataclass(frozen=True, slots=True)
class ResourceReport:
    name: str
    status: Literal["up", "down", "off"]
    required: bool
    latency_ms: float | None
    detail: str | None
    """A stable word (`timeout`, `refused`, `not_configured`), never an exception's text."""


@dataclass(frozen=True, slots=True)
class HealthReport:
    status: Status
    version: str
    resources: tuple[ResourceReport, ...]

    @property
    def serves(self) -> bool:
        return self.status in ("ready", "degraded")


class Health:
    def __init__(self, version: str, checks: Iterable[Check], switched_off: Sequence[str] = ()):
        """`switched_off` names what this installation runs without, on purpose."""
        self.draining = False
        self._version = version
        self._checks = tuple(checks)
        self._hung: dict[str, asyncio.Task[ResourceReport]] = {}
        self.switched_off = tuple(
            ResourceReport(name, "off", False, None, "not_configured") for name in switched_off
        )
        self._shared: tuple[float, asyncio.Task[tuple[ResourceReport, ...]]] | None = None

    async def report(self) -> HealthReport:
        resources = (*await asyncio.shield(self._probe()), *self.switched_off)
        return HealthReport(self._judge(resources), self._version, resources)

    def _probe(self) -> asyncio.Task[tuple[ResourceReport, ...]]:
        now = monotonic()
        if self._shared is None or now - self._shared[0] > SHARED_FOR_S:
            self._shared = now, asyncio.get_running_loop().create_task(self._probe_all())
        return self._shared[1]

    async def _probe_all(self) -> tuple[ResourceReport, ...]:
        return tuple(await asyncio.gather(*map(self._probe_one, self._checks)))

    async def _probe_one(self, check: Check) -> ResourceReport:
        """A ping that hangs is cancelled and left behind, for to clean up it may hang as long
        again; until it has ended no other is sent after it."""
        if check.name in self._hung:
            return ResourceReport(check.name, "down", check.required, None, "timeout")
        ping = asyncio.create_task(_ping(check))
        await asyncio.wait([ping], timeout=PING_TIMEOUT_S)
        if ping.done():
            return ping.result()
        self._hung[check.name] = ping
        ping.add_done_callback(lambda _: self._hung.pop(check.name, None))
        ping.cancel()
        return ResourceReport(check.name, "down", check.required, None, "timeout")

    def _judge(self, resources: Iterable[ResourceReport]) -> Status:
        if self.draining:
            return "draining"
        missing = [resource for resource in resources if resource.status != "up"]
        if any(resource.required for resource in missing):
            return "unavailable"
        return "degraded" if missing else "ready"


async def _ping(check: Check) -> ResourceReport:
    started = perf_counter()
    try:
        await check.ping()
    except SwitchedOff:
        return ResourceReport(check.name, "off", check.required, None, "not_configured")
    except (TimeoutError, Timeout):
        return ResourceReport(check.name, "down", check.required, None, "timeout")
    except Exception as error:  # noqa: BLE001 - a check may fail in any way; failing is its answer
        _log.warning("health_check_failed", check=check.name, error=type(error).__name__)
        return ResourceReport(check.name, "down", check.required, None, "refused")
    latency_ms = round((perf_counter() - started) * 1000, 2)
    return ResourceReport(check.name, "up", check.required, latency_ms, None)
