"""Whose stores a file may speak of, and what a refusal tells of others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regie.core.access import Reach
from regie.identity.services import Services

from .conftest import Chain, chain_of
from .lines import TWO_SALES, bring, counts, sentences


@pytest.fixture
async def regions(services: Services) -> tuple[Chain, Chain]:
    """Somebody who imports everywhere, and an analyst of the west, where NANTES is."""
    whole = chain_of(services)
    west = await whole.organisation.place("Ouest", kind="region")
    await whole.add_stores(["LYON"])
    await whole.add_stores(["NANTES"], above=west)
    path = await whole.organisation.path(west)
    assert path is not None
    analyst = replace(whole.importer, reach=Reach(frozenset([path])))
    return whole, replace(whole, importer=analyst)


async def test_lines_of_stores_out_of_reach_are_refused_as_of_none(
    regions: tuple[Chain, Chain],
) -> None:
    _, west = regions
    view = await bring(west, *TWO_SALES, "T9;NULLE-PART;2026-01-02;A-1;;1;1")
    assert counts(view) == (1, 0, 0, 3)
    assert len(set(await sentences(west, view))) == 1


async def test_a_sale_of_a_store_out_of_reach_is_not_touched(regions: tuple[Chain, Chain]) -> None:
    whole, west = regions
    await bring(whole, *TWO_SALES)
    before = await whole.tables()
    view = await bring(west, "T1;NANTES;31/12/2025 10:00;A-1;Stylo;9;9")
    assert counts(view) == (0, 0, 0, 1)
    assert await whole.tables() == before


async def test_whether_a_sale_is_another_regions_is_not_told(regions: tuple[Chain, Chain]) -> None:
    whole, west = regions
    await bring(whole, *TWO_SALES)
    view = await bring(
        west, "T1;NANTES;31/12/2025;A-1;Stylo;9;9", "T9;NULLE-PART;31/12/2025;A-1;Stylo;9;9"
    )
    assert len(set(await sentences(west, view))) == 1


async def test_a_sale_of_another_store_within_reach_is_told(chain: Chain) -> None:
    await bring(chain, *TWO_SALES)
    view = await bring(chain, "T1;NANTES;31/12/2025 10:00;A-1;Stylo;9;9")
    assert await sentences(chain, view) == ["cette vente est d’un autre magasin"]


async def test_the_file_of_an_analyst_is_imported_for_who_reaches_further(
    regions: tuple[Chain, Chain],
) -> None:
    whole, west = regions
    await bring(west, *TWO_SALES)
    assert counts(await bring(whole, *TWO_SALES)) == (2, 1, 0, 0)
