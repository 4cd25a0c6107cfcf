"""What an examination found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Status = Literal["fail", "warn", "unknown", "pass"]

ORDER: Final[tuple[Status, ...]] = ("fail", "warn", "unknown", "pass")


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    """Stable, for machines: `database.schema`."""
    status: Status
    seen: str
    advice: str = ""
    """What to do; empty when there is nothing to do."""


def by_importance(findings: Iterable[Finding]) -> list[Finding]:
    """What fails first; among equals, in the order of the examination."""
    return sorted(findings, key=lambda finding: ORDER.index(finding.status))
