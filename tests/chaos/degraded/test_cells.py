"""The table of docs/degraded-modes.md, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .capabilities import CAPABILITIES, all_kept
from .failures import FAILURES
from .site import Site, remember

PAGE = Path(__file__).parents[3] / "docs/degraded-modes.md"


def table() -> dict[tuple[str, str], str]:
    """(failure, capability) → what the page says."""
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text().splitlines() if "|" in line]
    capabilities, _, *cells = rows
    return {
        (failure, capability): said
        for failure, *words in cells
        for capability, said in zip(capabilities, words, strict=True)
    }


TABLE = table()


def test_the_page_has_a_row_for_each_failure_and_a_column_for_each_capability() -> None:
    assert set(TABLE) == {(f, c) for f in FAILURES for c in CAPABILITIES}


@pytest.fixture(scope="module", params=FAILURES)
def failure(site: Site, request: pytest.FixtureRequest) -> Iterator[str]:
    """It lasts while all capabilities are tried; then everything must be well again."""
    name: str = request.param
    if name == "disk full" and not site.home.home.parent.is_mount():
        pytest.skip("a disk of its own cannot be mounted here")
    remember(site)
    with FAILURES[name](site):
        yield name
    site.settle()
    assert all_kept(site), site.promised
    outcomes = {capability: probe(site) for capability, probe in CAPABILITIES.items()}
    assert set(outcomes.values()) == {"works", "ready"}, (outcomes, site.resources())


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_it_goes_as_the_page_says(site: Site, failure: str, capability: str) -> None:
    assert CAPABILITIES[capability](site) in TABLE[failure, capability].split(" or ")
