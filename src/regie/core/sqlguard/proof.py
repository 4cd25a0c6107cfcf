"""Whether an account can do harm, line by line, from what the catalogue says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal["pass", "warn", "fail", "unknown"]


@dataclass(frozen=True, slots=True)
class Finding:
    check: str
    """A stable word; its sentence is the message `proof.<check>.<verdict>`."""
    verdict: Verdict
    facts: Mapping[str, object] = field(default_factory=dict[str, object])
    remedy: str | None = None
    """The statement that the source's administrator would run; None when nothing needs mending."""


@dataclass(frozen=True, slots=True)
class Proof:
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.verdict == "fail")

    @property
    def harmless(self) -> bool:
        """What cannot be known is not held against the account; what is known to be bad is."""
        return not self.failed
