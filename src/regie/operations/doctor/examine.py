"""The whole examination. Starts nothing: what does not run is reported, not woken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from regie.core.errors import RegieError
from regie.core.settings import Settings
from regie.operations.doctor.database import database_findings
from regie.operations.doctor.findings import Finding, by_importance
from regie.operations.doctor.home import home_findings
from regie.operations.doctor.machine import machine_findings
from regie.operations.doctor.valkey import valkey_findings
from regie.operations.doctor.wiring import wiring_findings
from regie.operations.servers import Servers, find_running, require_installation

Examination: TypeAlias = Callable[[Settings, Servers | None], Iterable[Finding]]
"""An app's own; the servers are None when nothing runs."""


def doctor(settings: Settings, apps: Sequence[Examination] = ()) -> list[Finding]:
    """Every finding, the most important first."""
    findings: list[Finding] = []
    servers, absence = _servers(settings)
    findings += home_findings(settings)
    findings += database_findings(settings, servers) if servers else [_unknown("database", absence)]
    findings += valkey_findings(settings, servers) or [_unknown("valkey", absence)]
    findings += wiring_findings(settings)
    findings += machine_findings(settings, is_running=servers is not None)
    for examine in apps:
        findings += examine(settings, servers)
    return by_importance(findings)


def _servers(settings: Settings) -> tuple[Servers | None, str]:
    """What runs; when nothing does, why."""
    try:
        found = find_running(settings)
        if found is None:
            require_installation(settings)
    except RegieError as refusal:
        return None, refusal.detail
    return found, "Régie does not run: start it with `regie up`, then look again"


def _unknown(name: str, why: str) -> Finding:
    seen, _, advice = why.partition(": ")
    return Finding(name, "unknown", seen, advice)
