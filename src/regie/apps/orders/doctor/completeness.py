"""What a mapping leaves out, and what then cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from regie.core.sqlguard import Finding

from ..mapping import SourceMapping

_REMEDIES: Final = {
    "statuses": '[statuses]\nin_production = ["…"]',
    "history": '[history]\ntable = "…"\nnumber = "…"\nstatus = "…"\non = "…"',
    "email": '[orders]\nemail = "…"',
    "formats": '[numbers]\nformats = ["CL-000000-000000"]',
    "ceiling": "[connection]\nmost_connections = 20",
    "changes": 'changes_secret_env = "…"  # whsec_…',
}


def mapping_findings(mapping: SourceMapping) -> Sequence[Finding]:
    there = {
        "statuses": bool(mapping.statuses),
        "history": mapping.history is not None,
        "email": mapping.orders.email is not None,
        "formats": bool(mapping.numbers.formats),
        "ceiling": mapping.connection.most_connections is not None,
        "changes": mapping.signing is not None,
    }
    risk = mapping.connection.accepted_risk
    accepted = [] if risk is None else [Finding("risk_accepted", "warn", {"reason": risk})]
    return accepted + [
        Finding(f"mapping.{key}", "pass")
        if is_there
        else Finding(f"mapping.{key}", "warn", {}, _REMEDIES[key])
        for key, is_there in there.items()
    ]
