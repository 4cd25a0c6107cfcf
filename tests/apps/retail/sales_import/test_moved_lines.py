"""Lines that come again at another place of their file: inserted before them, or sorted anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importplay import Stopped
from regie.apps.retail.sales_import.kind import sales_kind
from regie.core.observe import count_statements
from regie.core.tabular import ImportView
from regie.identity.services import Services

from .conftest import Chain, chain_of
from .counting import counted
from .lines import HEADERS, bring, counts, file

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


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(files=st.lists(LINES, min_size=2, max_size=3), chunk_rows=st.integers(1, 4))
async def test_chunks_of_any_size_move_the_same_lines(
    services: Services, files: list[list[str]], chunk_rows: int
) -> None:
    found: list[tuple[object, ...]] = []
    for rows in (chunk_rows, 1_000):
        chain = chain_of(services, chunk_rows=rows)
        await chain.add_stores(("LYON", "NANTES"))
        views = [await bring(chain, *lines) for lines in files]
        found.append((*map(counts, views), await chain.tables(), await chain.adds_up()))
    assert found[0] == found[1]


BEFORE = (CAHIER, STYLO, GOMME, GOMME)
AFTER = (GOMME, STYLO, GOMME, GOMME)
SHORTER = (GOMME, CAHIER, STYLO)


async def sold_before(services: Services, *, chunk_rows: int) -> Chain:
    chain = chain_of(services, chunk_rows=chunk_rows)
    await chain.add_stores(("LYON", "NANTES"))
    await bring(chain, *BEFORE)
    return chain


async def stopped_within(chain: Chain, *lines: str, after: int) -> int:
    """The import, of which so many chunks are in."""
    id_, _ = await chain.importer.send(file(*lines), kind="sales")
    with pytest.raises(Stopped):
        await chain.importer.carry_out(id_, stop_at=3 * after + 2)
    return id_


@pytest.mark.parametrize("chunk_rows", [1, 2, 3, 1_000])
async def test_a_line_that_is_yet_to_come_is_not_taken_for_one_that_moved(
    services: Services, chunk_rows: int
) -> None:
    chain = await sold_before(services, chunk_rows=chunk_rows)
    assert counts(await bring(chain, *AFTER)) == (0, 3, 1, 0)


@pytest.mark.parametrize("lines", [AFTER, (STYLO, GOMME)])
@pytest.mark.parametrize("after", [1, 2])
async def test_an_import_that_is_stopped_has_dropped_no_line_that_may_still_come(
    services: Services, lines: tuple[str, ...], after: int
) -> None:
    chain = await sold_before(services, chunk_rows=1)
    await stopped_within(chain, *lines, after=after)
    kept = Counter(sold(*BEFORE)) & Counter(sold(*lines))
    assert kept <= Counter(await chain.rows(SOLD))
    assert await chain.adds_up()


async def carried_on(chain: Chain, id_: int, *_: str) -> ImportView:
    await chain.importer.carry_out(id_)
    return await chain.importer.find(id_)


async def sent_anew(chain: Chain, _: int, *lines: str) -> ImportView:
    """The one that was stopped goes no further."""
    return await bring(chain, *lines, headers=f"{HEADERS};")


@pytest.mark.parametrize("end", [carried_on, sent_anew])
@pytest.mark.parametrize("lines", [AFTER, SHORTER, (*SHORTER, WRONG), (STYLO, GOMME)])
@pytest.mark.parametrize("after", [1, 2, 3])
async def test_however_an_import_was_stopped_its_file_is_what_was_sold(
    services: Services,
    lines: tuple[str, ...],
    after: int,
    end: Callable[..., Awaitable[ImportView]],
) -> None:
    straight = await sold_before(services, chunk_rows=1_000)
    await bring(straight, *lines)
    chain = await sold_before(services, chunk_rows=1)
    await end(chain, await stopped_within(chain, *lines, after=min(after, len(lines))), *lines)
    assert await chain.tables() == await straight.tables()
    assert await chain.adds_up()


async def test_what_moved_goes_once(services: Services) -> None:
    chain = await sold_before(services, chunk_rows=1)
    await bring(chain, *SHORTER)
    before = await chain.tables()
    again = await chain.importer.bring(file(*SHORTER), kind="sales", again=True)
    assert (counts(again), await chain.tables()) == ((0, 3, 0, 0), before)


async def test_a_line_stays_whose_like_was_corrected_after_a_stop(services: Services) -> None:
    """It stands twice until then, and once afterwards."""
    chain = await sold_before(services, chunk_rows=1)
    await stopped_within(chain, GOMME, CAHIER, after=1)
    await bring(chain, f"{CAHIER};1", headers=f"{HEADERS};Ligne")
    await bring(chain, CAHIER, STYLO)
    assert await chain.rows(SOLD) == sold(*BEFORE)


async def statements_of(services: Services, sales: int) -> int:
    """Of an import in which each sale has moved lines."""
    with count_statements() as edge:
        kind, counter = counted(sales_kind(services.core.settings.zone, 60))
        chain = chain_of(services, kind=kind)
        await chain.add_stores(("LYON", "NANTES"))
        for lines in (BEFORE, SHORTER):
            named = (each.replace("T1", f"T{n}") for n in range(sales) for each in lines)
            await bring(chain, *named)
    return edge.count + counter.count


async def test_however_many_sales_have_moved_lines_the_statements_are_as_many(
    services: Services,
) -> None:
    assert await statements_of(services, 1) == await statements_of(services, 40)
