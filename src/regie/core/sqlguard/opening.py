"""A source for a DSN: which engine it is stands in its scheme."""

from __future__ import annotations

from importlib import import_module

from .address import read_address
from .driver import Driver
from .limits import Limits
from .metrics import SourceMetrics
from .reader import GuardedReader
from .replicas import ReplicatedSource
from .source import Engine, ReadOnlySource


def open_source(
    name: str, dsn: str, limits: Limits | None = None, *, metrics: SourceMetrics | None = None
) -> ReadOnlySource:
    """Connects to nothing. Raises Misconfigured for a DSN that is none, and for an option in it
    that is unknown; its scheme is one of postgresql, mysql, mariadb, sqlite and sqlserver.

    Its query may say `tls=verify` (the default away from the loopback) or `tls=off`,
    `ca=/path.pem`, `replica=host:port` (repeatable) with `max_lag_s=`, and what `dsn_options`
    lists for the engine.
    """
    address = read_address(dsn)
    driver = driver_of(address.engine)
    primary = GuardedReader(name, address, driver, limits, metrics=metrics)
    if not address.replicas:
        return primary
    replicas = [
        GuardedReader(
            f"{name}-replica-{number}", address.at(place), driver, limits, metrics=metrics
        )
        for number, place in enumerate(address.replicas, 1)
    ]
    return ReplicatedSource(primary, replicas, max_lag_s=address.max_lag_s)


def driver_of(engine: Engine) -> Driver:
    """Imported when the first source wants it: each takes 0.1 s."""
    return import_module(f"regie.core.sqlguard.engines.{engine}").DRIVER
