from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regie.apps.orders.doctor import Examiner
from regie.apps.orders.doctor.examining import Examination
from regie.apps.orders.mapping import SourceMapping
from regie.apps.orders.proven import ProvenSource
from regie.apps.orders.sources import OrderSource, Sources
from regie.core.sqlguard import EntryRefused, MemorySource, SourceUnavailable

from ..conftest import PARIS, mapped, noon
from ..mapping import schemas

SERVER = {"answer": 1, "version": "18.1", "clock": noon().timestamp() - 300, "collation": "C"}
CONNECTED: Mapping[str, Any] = {"dsn": "postgresql://me@127.0.0.1/p"}


async def examined(mapping: SourceMapping, **failure: Any) -> Examination:
    def answer(*_: object) -> Sequence[Mapping[str, Any]]:
        return [SERVER]

    memory = MemorySource(answer, tables=schemas.DEMO)
    memory.failure = failure.get("failure")
    guarded = ProvenSource(mapping.name, memory, mapping.relations(), strict=False)
    sources = Sources([OrderSource(guarded, mapping, PARIS)])
    return await Examiner(sources, noon).one(mapping.name)


def verdicts(found: Examination) -> dict[str, str]:
    return {finding.check: finding.verdict for finding in found.findings}


async def test_a_source_that_is_connected_to_nothing_says_so() -> None:
    found = await examined(mapped())
    assert (verdicts(found)["connected"], found.engine) == ("fail", None)


async def test_a_source_that_is_away_is_a_line_and_no_error() -> None:
    found = await examined(mapped(**CONNECTED), failure=SourceUnavailable)
    assert verdicts(found)["reached"] == "fail"


async def test_a_source_that_lets_nobody_in_is_told_by_what_is_to_be_mended() -> None:
    found = await examined(mapped(**CONNECTED), failure=lambda: EntryRefused("expired", ""))
    assert verdicts(found)["reached.expired"] == "fail"


async def test_a_clock_that_goes_wrong_is_warned_of() -> None:
    assert verdicts(await examined(mapped(**CONNECTED)))["server.clock"] == "warn"


async def test_what_the_mapping_leaves_out_is_told() -> None:
    found = verdicts(await examined(mapped(**CONNECTED, history_table=None)))
    assert (found["mapping.history"], found["mapping.statuses"]) == ("warn", "pass")
