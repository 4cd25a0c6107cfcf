"""What the caches of all processes did: each tells it every few seconds, anybody may add it up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Final

import msgspec

from .statistics import Statistics

STALE_AFTER_S: Final = 10.0
"""Who has not told anything for so long has ended."""


class Report(msgspec.Struct, frozen=True):
    """Of one process, since it began."""

    at_s: float
    """On Valkey's clock, or on the process's own when there is none."""
    enabled: bool
    regions: tuple[Statistics, ...]


encode_report = msgspec.msgpack.Encoder().encode
decode_report = msgspec.msgpack.Decoder(Report).decode


def added_up(reports: Iterable[Report]) -> list[Statistics]:
    """Per prefix, over all of them."""
    totals: dict[str, Statistics] = {}
    for report in reports:
        for seen in report.regions:
            total = totals.setdefault(seen.prefix, Statistics(seen.prefix))
            for name, value in asdict(seen).items():
                if name != "prefix":
                    setattr(total, name, getattr(total, name) + value)
    return [totals[prefix] for prefix in sorted(totals)]
