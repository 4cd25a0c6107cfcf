"""Lines that come again at another place of their file: inserted before them, or sorted anew."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regie.identity.services import Services

from .conftest import Chain, chain_of
from .lines import HEADERS, bring, file

STYLO = "T1;LYON;31/12/2025 10:00;A-1;Stylo;2;1,50"
CAHIER = "T1;LYON;31/12/2025 10:00;B-2;Cahier;1;3,25"
GOMME = "T1;LYON;31/12/2025 10:00;C-3;Gomme;4;0,80"
REGLE = "T1;LYON;31/12/2025 10:00;D-4;Règle;1;2,10"
WRONG = CAHIER.replace(";1;", ";beaucoup;")
SOLD = """
    SELECT sku, quantity_e3 / 1000 FROM retail.sale_line JOIN retail.sale ON sale.id = sale_id
    JOIN retail.product ON product.id = product_id WHERE sale.tenant = :tenant ORDER BY 1, 2
"""
INCOMPLETE = "SELECT incomplete FROM retail.sale WHERE tenant = :t"


def sold(*lines: str) -> list[tuple[str, int]]:
    """What a file's good lines say."""
    cells = [line.split(";") for line in lines if line != WRONG]
    return sorted((each[3], int(each[5])) for each in cells)


async def refused_first(services: Services, chunk_rows: int) -> Chain:
    """Its second line is in no table."""
    chain = chain_of(services, chunk_rows=chunk_rows)
    await chain.add_stores(("LYON", "NANTES"))
    await bring(chain, STYLO, WRONG, GOMME)
    return chain


@pytest.mark.parametrize("chunk_rows", [1, 2, 1_000])
@pytest.mark.parametrize(
    "again",
    [
        (STYLO, CAHIER, GOMME),
        (REGLE, STYLO, CAHIER, GOMME),
        (REGLE, STYLO, WRONG, GOMME),
        (STYLO, REGLE, WRONG, GOMME),
        (STYLO, REGLE, REGLE, WRONG, GOMME),
        (WRONG, GOMME, STYLO),
        (GOMME, STYLO, WRONG),
        (GOMME, CAHIER, STYLO),
        (STYLO, GOMME),
        (GOMME, STYLO),
        (GOMME, GOMME, WRONG, STYLO),
    ],
    ids=lambda lines: " ".join(line.split(";")[3] + "!" * (line == WRONG) for line in lines),
)
async def test_a_sale_that_comes_whole_again_is_what_its_file_says(
    services: Services, again: tuple[str, ...], chunk_rows: int
) -> None:
    chain = await refused_first(services, chunk_rows)
    await bring(chain, *again)
    assert (await chain.rows(SOLD), await chain.adds_up()) == (sold(*again), True)


@pytest.mark.parametrize(
    ("again", "incomplete"),
    [((REGLE, STYLO, WRONG, GOMME), True), ((REGLE, STYLO, CAHIER, GOMME), False)],
)
async def test_a_record_of_rejection_moves_with_its_line(
    services: Services, again: tuple[str, ...], *, incomplete: bool
) -> None:
    chain = await refused_first(services, 1_000)
    await bring(chain, *again)
    assert await chain.value(INCOMPLETE) is incomplete


async def test_a_line_that_is_broken_where_it_stood_stays_as_it_was(services: Services) -> None:
    chain = await refused_first(services, 1_000)
    await bring(chain, STYLO, WRONG, GOMME.replace(";4;", ";quatre;"), REGLE)
    assert await chain.rows(SOLD) == sold(STYLO, GOMME, REGLE)


async def test_a_file_with_line_numbers_moves_nothing(services: Services) -> None:
    """It says itself which line each is, and need not bring the others."""
    chain = await refused_first(services, 1_000)
    await bring(chain, f"{GOMME};2", headers=f"{HEADERS};Ligne")
    assert await chain.rows(SOLD) == sold(STYLO, GOMME, GOMME)


@pytest.mark.parametrize("order", [1, -1])
async def test_a_reject_file_may_be_sorted_anew(chain: Chain, order: int) -> None:
    other = WRONG.replace("T1", "T2")
    view = await bring(chain, STYLO, WRONG, GOMME, other, WRONG)
    text = (await chain.importer.rejects(view.id)).decode("utf-8-sig")
    head, *rows = text.replace("beaucoup", "1").splitlines()
    await bring(chain, *rows[::order], headers=head)
    right = file(*(each.replace("beaucoup", "1") for each in (STYLO, WRONG, GOMME, other, WRONG)))
    again = await chain.importer.bring(right, kind="sales")
    assert (again.identical, await chain.adds_up()) == (5, True)


LINES = st.lists(st.sampled_from([STYLO, GOMME, REGLE, WRONG]), min_size=1, max_size=4)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=LINES, inserted=st.lists(LINES, max_size=2), draw=st.data())
async def test_lines_may_be_inserted_and_sorted_however_often(
    services: Services, first: list[str], inserted: list[list[str]], draw: st.DataObject
) -> None:
    chain = chain_of(services, chunk_rows=2)
    await chain.add_stores(("LYON", "NANTES"))
    await bring(chain, *first)
    lines = first
    for more in inserted:
        lines = draw.draw(st.permutations([*lines, *more]))
        await bring(chain, *lines)
    assert (await chain.rows(SOLD), await chain.adds_up()) == (sold(*lines), True)
