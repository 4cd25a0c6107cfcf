"""From a mapping to a source that can be read: its pool, its account's proof, its catalogue."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote
from zoneinfo import ZoneInfo

from regie.core.settings import Sizing, pool_share
from regie.core.sqlguard import (
    Limits,
    MemorySource,
    ReadOnlySource,
    SourceMetrics,
    open_source,
)

from ..errors import SourceMissing
from ..mapping import SourceMapping
from ..mapping.checking import check_mapping
from ..mapping.schema import Connection
from ..proven import ProvenSource
from .order_source import OrderSource


def order_source(
    mapping: SourceMapping,
    *,
    zone: ZoneInfo,
    sized: Sizing,
    processes: int,
    strict: bool,
    metrics: SourceMetrics | None = None,
) -> OrderSource:
    """Connects to nothing. Without a DSN it answers SourceMissing. Raises Misconfigured for names
    that its engine cannot hold."""
    limits = customers_limits(mapping.connection, sized, processes)
    source = _reader(mapping.name, mapping, limits, metrics) or _missing(mapping.name)
    guarded = ProvenSource(
        mapping.name,
        source,
        mapping.relations(),
        strict=strict and mapping.connection.accepted_risk is None,
        check=lambda tables: check_mapping(mapping, tables),
        answer_s=limits.answer_s,
    )
    return OrderSource(guarded, mapping, zone)


def query_reader(
    mapping: SourceMapping,
    *,
    sized: Sizing,
    processes: int,
    metrics: SourceMetrics | None = None,
) -> ReadOnlySource | None:
    """For SQL that people wrote: a connection and a breaker of its own, so that a slow query of
    theirs keeps no customer waiting. None where the share of this process is one connection."""
    limits = limits_of(mapping.connection, sized, processes)
    if limits.connections == 1:
        return None
    apart = replace(limits, connections=1, connections_kept=1, waiting=1)
    return _reader(f"{mapping.name}-queries", mapping, apart, metrics)


def _reader(
    name: str, mapping: SourceMapping, limits: Limits, metrics: SourceMetrics | None
) -> ReadOnlySource | None:
    dsn = mapping.connection.found
    if dsn is None:
        return None
    address = _with_replicas(dsn.get_secret_value(), mapping.connection)
    allowed = replace(limits, tables=tuple(mapping.relations()))
    return open_source(name, address, allowed, metrics=metrics)


def limits_of(connection: Connection, sized: Sizing, processes: int) -> Limits:
    """The pool is the installation's: each process has its share of it, and all together never
    open more than the source gives out. Raises Misconfigured when that is too few for them."""
    ceiling = wanted_connections(connection, sized)
    size = min(connection.pool_size or sized.pool_size, ceiling)
    whole = replace(sized, pool_size=size, pool_overflow=ceiling - size)
    share = pool_share(whole, processes=processes, allowed=connection.most_connections)
    return Limits(
        connections_kept=share.size,
        connections=share.size + share.overflow,
        statement_s=connection.statement_timeout_s,
    )


def customers_limits(connection: Connection, sized: Sizing, processes: int) -> Limits:
    """The share of one process, less what people's queries have to themselves: `query_reader`."""
    limits = limits_of(connection, sized, processes)
    if limits.connections == 1:
        return limits
    fewer = limits.connections - 1
    return replace(limits, connections=fewer, connections_kept=min(limits.connections_kept, fewer))


def wanted_connections(connection: Connection, sized: Sizing) -> int:
    """At once, by the whole installation."""
    return connection.pool_ceiling or 2 * (connection.pool_size or sized.pool_size)


def _missing(name: str) -> ReadOnlySource:
    missing = MemorySource(lambda *_: (), name=name)
    missing.failure = SourceMissing
    return missing


def _with_replicas(dsn: str, connection: Connection) -> str:
    if not connection.replicas:
        return dsn
    ours = [f"replica={quote(replica, safe='')}" for replica in connection.replicas]
    ours.append(f"max_lag_s={connection.max_lag_s:g}")
    return f"{dsn}{'&' if '?' in dsn else '?'}{'&'.join(ours)}"
