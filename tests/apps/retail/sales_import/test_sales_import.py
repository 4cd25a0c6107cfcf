"""Lines of sales: new, identical, changed or refused, and what is added up from them."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from importplay import Stopped
from regie.core.i18n import french
from regie.identity.services import Services

from .conftest import Chain, chain_of
from .lines import HEADERS, TWO_SALES, bring, counts, file, sentences


async def test_lines_of_a_first_file_are_new(chain: Chain) -> None:
    assert counts(await bring(chain, *TWO_SALES)) == (3, 0, 0, 0)


async def test_what_is_loaded_is_what_the_file_says(chain: Chain) -> None:
    await bring(chain, *TWO_SALES)
    assert await chain.tables() == [
        ("line", "T1", "A-1", "1", "true", 2000, 15000, 300, 360, 180),
        ("line", "T1", "B-2", "2", "true", 1000, 32500, 325, 390, 195),
        ("line", "T2", "A-1", "1", "true", -2000, 15000, -300, -360, -180),
        ("sale", "T1", "LYON", "2025-12-31 09:00:00+00", "false", *(None,) * 5),
        ("sale", "T2", "NANTES", "2026-01-02 08:30:00+00", "false", *(None,) * 5),
    ]


async def test_the_same_bytes_are_not_imported_again(chain: Chain) -> None:
    first = await bring(chain, *TWO_SALES)
    id_, wants_job = await chain.importer.send(file(*TWO_SALES), kind="sales")
    again = await chain.importer.find(id_)
    assert (wants_job, again.state, again.same_as, counts(again)) == (
        False,
        "done",
        first.id,
        (0, 3, 0, 0),
    )


async def test_the_same_lines_in_another_file_are_identical(chain: Chain) -> None:
    await bring(chain, *TWO_SALES)
    before = await chain.tables()
    view = await bring(chain, *TWO_SALES, "T3;LYON;2026-01-03;A-1;;1;1,5")
    assert counts(view) == (1, 3, 0, 0)
    assert [row for row in await chain.tables() if row[1] != "T3"] == before


async def test_identical_lines_of_one_sale_are_both_kept(chain: Chain) -> None:
    view = await bring(chain, TWO_SALES[0], TWO_SALES[0])
    assert counts(view) == (2, 0, 0, 0)


@pytest.mark.parametrize(
    ("sku", "price", "excl_cents"), [("A-1", "1,60", 320), ("Z-9", "1,5", 300)]
)
async def test_a_changed_line_replaces_what_it_was(
    chain: Chain, sku: str, price: str, excl_cents: int
) -> None:
    await bring(chain, *TWO_SALES)
    view = await bring(chain, f"T1;LYON;31/12/2025 10:00;{sku};Stylo;2;{price}")
    changed = [row[7] for row in await chain.tables() if row[1:4] == ("T1", sku, "1")]
    assert (counts(view), changed) == ((0, 0, 1, 0), [excl_cents])
    assert await chain.adds_up()


async def test_a_sale_moves_to_another_month_with_its_first_line(chain: Chain) -> None:
    await bring(chain, *TWO_SALES)
    await bring(chain, "T1;LYON;03/02/2026 10:00;A-1;Stylo;2;1,50")
    assert (await chain.tables())[3][3] == "2026-02-03 09:00:00+00"
    assert await chain.adds_up()


async def test_a_later_line_does_not_move_its_sale(chain: Chain) -> None:
    headers = f"{HEADERS};Ligne"
    await bring(chain, f"{TWO_SALES[0]};1", headers=headers)
    await bring(chain, "T1;LYON;03/02/2026 10:00;B-2;;1;3,25;2", headers=headers)
    assert (await chain.tables())[2][3] == "2025-12-31 09:00:00+00"
    assert await chain.adds_up()


async def test_what_an_older_file_said_is_said_again(chain: Chain) -> None:
    await bring(chain, *TWO_SALES)
    before = await chain.tables()
    await bring(chain, "T1;LYON;31/12/2025 10:00;A-1;Stylo;2;1,60")
    assert counts(await bring(chain, *TWO_SALES)) == (0, 2, 1, 0)
    assert await chain.tables() == before


async def test_a_gift_has_a_price_of_zero(chain: Chain) -> None:
    assert counts(await bring(chain, "T1;LYON;2026-01-02;A-1;;1;0")) == (1, 0, 0, 0)


async def test_every_reason_is_told_at_once(chain: Chain) -> None:
    view = await bring(chain, "T1;PARIS;2026-01-02;;;0;-1,50")
    assert counts(view) == (0, 0, 0, 1)
    assert await sentences(chain, view) == [
        french(
            "« Article » est vide ; « Prix unitaire HT » doit être entre 0 et 10 000 000 ; "
            "la quantité est nulle ; ce magasin n’existe pas, ou n’est pas dans votre périmètre"
        )
    ]


async def test_reasons_are_told_in_the_readers_language(chain: Chain) -> None:
    view = await bring(chain, "T1;LYON;2026-01-02;A-1;;0;1")
    assert await sentences(chain, view, "en") == ["the quantity is zero"]


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
async def test_a_corrected_reject_file_brings_exactly_the_corrections(
    chain: Chain, format_: str
) -> None:
    lines = ("T1;LYON;2026-01-02;A-1;Stylo;2;-1,50", *TWO_SALES[1:], "T2;NANTES;2026-01-02;;;1;1")
    view = await bring(chain, *lines)
    rejects = await chain.importer.rejects(view.id, format_)
    corrected = (CORRECTIONS[format_])(rejects)
    again = await chain.importer.bring(corrected, kind="sales", name=f"rejets.{format_}")
    assert counts(view) + counts(again) == (2, 0, 0, 2, 2, 0, 0, 0)
    whole = chain_of(chain.organisation.services)
    await whole.add_stores(("LYON", "NANTES"))
    sold = "T1;LYON;2026-01-02;A-1;Stylo;2;1,50"
    await bring(whole, sold, *TWO_SALES[1:], "T2;NANTES;2026-01-02;NEUF;;1;1")
    assert await chain.tables() == await whole.tables()


def _corrected_csv(data: bytes) -> bytes:
    return data.replace(b"-1,50", b"1,50").replace(b'2026-01-02";;', b'2026-01-02";"NEUF";')


def _corrected_xlsx(data: bytes) -> bytes:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    rows[1][7], rows[2][4] = "1,50", "NEUF"
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return target.getvalue()


CORRECTIONS: dict[str, Callable[[bytes], bytes]] = {"csv": _corrected_csv, "xlsx": _corrected_xlsx}


@pytest.mark.parametrize("sale", ["", "T" * 81])
async def test_a_line_that_finds_its_sale_changes_no_line_that_is_there(
    chain: Chain, sale: str
) -> None:
    """However often it comes, and with others of the same sale."""
    astray = [f"{sale};LYON;31/12/2025 10:00;{sku};;1;2" for sku in ("C-3", "C-3", "D-4")]
    view = await bring(chain, *TWO_SALES, *astray)
    before = await chain.tables()
    rejects = await chain.importer.rejects(view.id)
    wrong = f';"{sale}";"LYON"' if sale else ';;"LYON"'
    corrected = rejects.replace(wrong.encode(), b';"T1";"LYON"')
    first = await chain.importer.bring(corrected, kind="sales")
    after = await chain.tables()
    second = await chain.importer.bring(corrected, kind="sales", again=True)
    found = (counts(view), counts(first), counts(second))
    assert found == ((3, 0, 0, 3), (3, 0, 0, 0), (0, 3, 0, 0))
    assert [row for row in after if row in before] == before
    assert await chain.tables() == after
    assert await chain.adds_up()


async def test_a_line_of_rejects_without_a_number_is_given_one(chain: Chain) -> None:
    headers = f"N° de ligne du fichier;{HEADERS};Ligne"
    await bring(chain, *TWO_SALES)
    view = await bring(chain, f"9;{TWO_SALES[0]};", headers=headers)
    assert await sentences(chain, view) == [
        french("« Ligne » est vide ; ce fichier de rejets propose un numéro libre")
    ]
    proposed = await chain.importer.rejects(view.id)
    again = await chain.importer.bring(proposed, kind="sales")
    assert (counts(view), counts(again)) == ((0, 0, 0, 1), (1, 0, 0, 0))


async def test_a_sale_with_a_refused_line_is_incomplete_until_it_comes_again(chain: Chain) -> None:
    view = await bring(chain, TWO_SALES[0], "T1;LYON;31/12/2025;B-2;;x;3")
    flagged = (await chain.tables())[1][4]
    corrected = (await chain.importer.rejects(view.id)).replace(b'"x"', b'"1"')
    await chain.importer.bring(corrected, kind="sales")
    assert (flagged, (await chain.tables())[2][4]) == ("true", "false")


async def test_an_unknown_product_waits_to_be_sorted(chain: Chain) -> None:
    await bring(chain, *TWO_SALES)
    found = await chain.rows(
        "SELECT sku, product.name, category.code FROM retail.product"
        " JOIN retail.category ON category.id = category_id"
        " WHERE product.tenant = :tenant ORDER BY sku"
    )
    assert found == [("A-1", "Stylo", "a-classer"), ("B-2", "Cahier", "a-classer")]


PRICE = """
    INSERT INTO retail.product_price (product_id, valid_from, tenant, purchase_e4, sale_e4)
    SELECT id, :since, tenant, :purchase, 20000 FROM retail.product
    WHERE tenant = :tenant AND sku = 'A-1' RETURNING 1
"""


async def test_a_purchase_price_is_that_of_the_day_and_stays(chain: Chain) -> None:
    """Of the file; else of the catalogue; else assumed; no later change of it moves a margin."""
    run = chain.organisation.value
    tenant = chain.organisation.tenant
    await bring(chain, "T0;LYON;2025-06-01;A-1;;1;1")
    early, late = date(2026, 1, 1), date(2026, 2, 1)
    await run(PRICE, tenant=tenant, since=early, purchase=8000)
    await run(PRICE, tenant=tenant, since=late, purchase=9000)
    lines = (
        "T1;LYON;2026-01-31;A-1;;1;1;",
        "T2;LYON;2026-02-01;A-1;;1;1;",
        "T3;LYON;2026-02-01;A-1;;1;1;0,7",
    )
    headers = f"{HEADERS};PA HT"
    await bring(chain, "T0;LYON;2025-06-01;A-1;;1;1;", *lines, headers=headers)
    costs = [(row[1], row[4], row[9]) for row in await chain.tables() if row[0] == "line"]
    assert costs == [
        ("T0", "true", 60),
        ("T1", "false", 80),
        ("T2", "false", 90),
        ("T3", "false", 70),
    ]


async def test_vat_is_the_files_else_the_products(chain: Chain) -> None:
    lines = ("T1;LYON;2026-01-31;A-1;;1;10;5,5", "T1;LYON;2026-01-31;A-1;;1;10;")
    await bring(chain, *lines, headers=f"{HEADERS};TVA (%)")
    assert [row[8] for row in (await chain.tables())[:2]] == [1055, 1200]


async def test_two_tenants_have_sales_of_one_number(services: Services, chain: Chain) -> None:
    other = chain_of(services)
    await other.add_stores(("LYON", "NANTES"))
    await bring(chain, *TWO_SALES)
    assert counts(await bring(other, *TWO_SALES)) == (3, 0, 0, 0)


MANY = tuple(
    f"T{n // 4};{'LYON' if n % 8 < 4 else 'NANTES'};2026-01-{1 + n % 28:02};P{n % 5};;{n % 7};"
    f"{n % 3 - (n % 11 == 0)}"
    for n in range(60)
)
"""Some are refused: quantities of zero, negative prices."""


async def final_tables(services: Services, chunk_rows: int) -> list[tuple[object, ...]]:
    chain = chain_of(services, chunk_rows=chunk_rows)
    await chain.add_stores(("LYON", "NANTES"))
    await bring(chain, *MANY)
    return await chain.tables()


@pytest.mark.parametrize("chunk_rows", [1, 7, 60])
async def test_chunks_of_any_size_give_the_same_tables(services: Services, chunk_rows: int) -> None:
    assert await final_tables(services, chunk_rows) == await final_tables(services, 1_000)


@pytest.mark.parametrize("stop_at", [1, 2, 5, 9])
async def test_an_import_that_is_stopped_goes_on_where_it_was(
    services: Services, stop_at: int
) -> None:
    chain = chain_of(services, chunk_rows=7)
    await chain.add_stores(("LYON", "NANTES"))
    id_, _ = await chain.importer.send(file(*MANY), kind="sales")
    with pytest.raises(Stopped):
        await chain.importer.carry_out(id_, stop_at=stop_at)
    assert await chain.adds_up()
    await chain.importer.carry_out(id_)
    view = await chain.importer.find(id_)
    assert (view.rows, sum(count or 0 for count in counts(view))) == (60, 60)
    assert await chain.tables() == await final_tables(services, 1_000)


MANY_ROWS = 30_000


async def test_a_file_smaller_than_a_chunk_tells_its_progress_and_is_cancelled_midway(
    services: Services,
) -> None:
    chain = chain_of(services, chunk_rows=100_000)
    await chain.add_stores(("LYON", "NANTES"))
    lines = [f"T{n};LYON;2026-01-02 10:00;A-1;Stylo;1;1,50" for n in range(MANY_ROWS)]
    id_, _ = await chain.importer.send(file(*lines), kind="sales")
    with pytest.raises(Stopped):
        await chain.importer.carry_out(id_, stop_at=9)
    stopped = await chain.importer.find(id_)
    assert 0 < (stopped.rows or 0) < MANY_ROWS
    assert await chain.adds_up()
    told = [done for done, _ in (await chain.importer.carry_out(id_)).told]
    assert told == sorted(told)
    assert len({*told}) > 10
    assert (await chain.importer.find(id_)).new == MANY_ROWS


async def test_two_attempts_at_once_bring_each_chunk_once(services: Services) -> None:
    chain = chain_of(services, chunk_rows=5)
    await chain.add_stores(("LYON", "NANTES"))
    id_, _ = await chain.importer.send(file(*MANY), kind="sales")
    await asyncio.gather(*(chain.importer.carry_out(id_) for _ in range(3)))
    view = await chain.importer.find(id_)
    assert view.rows == 60
    assert await chain.tables() == await final_tables(services, 1_000)
    assert await chain.adds_up()


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    deliveries=st.lists(
        st.lists(
            st.tuples(
                st.sampled_from("STU"),
                st.integers(1, 3),
                st.sampled_from(["2026-01-31", "2026-02-01"]),
                st.sampled_from("PQ"),
                st.integers(-2, 2),
                st.integers(-1, 3),
            ),
            max_size=6,
        ),
        min_size=1,
        max_size=3,
    )
)
async def test_whatever_is_delivered_figures_are_the_sum_of_lines(
    services: Services, deliveries: list[list[tuple[object, ...]]]
) -> None:
    chain = chain_of(services, chunk_rows=4)
    await chain.add_stores(["LYON"])
    for number, rows in enumerate(deliveries):
        lines = [f"{t};{n};LYON;{day};{sku};{q};{p}" for t, n, day, sku, q, p in rows]
        headers = "Vente;Ligne;Magasin;Vendu le;Article;Quantité;PU HT" + ";" * number
        view = await bring(chain, *lines, headers=headers)
        assert sum(count or 0 for count in counts(view)) == len(lines)
    assert await chain.adds_up()
