"""The real file, UCI Online Retail (Daqing Chen, 2015; CC BY 4.0): a country stands for a store.

Every line of it is new, identical, changed or refused, and a worker may be killed over it.
"""

from __future__ import annotations

import asyncio
import io
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sqlalchemy import text

from conftest import Require
from importplay import Importer, Place, start_worker
from regie.core.db import DatabaseUrl, ensure_days
from regie.core.files import FolderStore
from regie.core.tabular import Imports, ImportView
from regie.core.tasks import cancel, find_job
from regie.core.tasks.tables import jobs_ended
from regie.identity.services import Services

from .conftest import Chain, chain_of

FILE = Path("/work/shared/data/online_retail.parquet")
PART = 60_000
WHOLE = 541_909
PATIENCE_S = 120.0
CHUNKED = "UPDATE core.import SET chunk_rows = :rows WHERE id = :id"


@pytest.fixture(scope="module")
def online_retail(require_component: Require) -> pl.DataFrame:
    require_component("the file of UCI Online Retail", FILE.exists())
    return pl.read_parquet(FILE)


@pytest.fixture(scope="module")
def part(online_retail: pl.DataFrame) -> pl.DataFrame:
    """Its first lines, a refused one among them: none of those has a negative price."""
    spoilt = pl.int_range(pl.len()).is_in([5, 1_234, 31_234])
    price = pl.when(spoilt).then(-1.0).otherwise(pl.col("UnitPrice"))
    return online_retail.head(PART).with_columns(price.alias("UnitPrice"))


def parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


async def chain_for(services: Services, frame: pl.DataFrame) -> Chain:
    chain = chain_of(services, chunk_rows=100_000)
    await chain.add_stores(frame["Country"].unique().to_list())
    return chain


def counts(view: ImportView) -> tuple[int | None, ...]:
    """New, identical, changed, rejected."""
    return view.new, view.identical, view.changed, view.rejected


@pytest.fixture(scope="module")
async def straight(services: Services, part: pl.DataFrame) -> tuple[Chain, ImportView]:
    """Imported without a stop."""
    chain = await chain_for(services, part)
    return chain, await chain.importer.bring(parquet(part), kind="sales", name="ventes.parquet")


async def test_every_line_is_accounted_for(straight: tuple[Chain, ImportView]) -> None:
    assert counts(straight[1]) == (PART - 3, 0, 0, 3)


async def test_figures_are_the_sum_of_lines(straight: tuple[Chain, ImportView]) -> None:
    assert await straight[0].adds_up()


async def test_the_same_lines_again_change_nothing(
    straight: tuple[Chain, ImportView], part: pl.DataFrame
) -> None:
    chain, _ = straight
    before = await chain.tables()
    again = part.write_csv(separator=";").encode()
    assert counts(await chain.importer.bring(again, kind="sales")) == (0, PART - 3, 0, 3)
    assert await chain.tables() == before


async def test_corrected_rejects_bring_exactly_the_corrections(
    services: Services, part: pl.DataFrame, online_retail: pl.DataFrame
) -> None:
    chain = await chain_for(services, part.head(8_000))
    view = await chain.importer.bring(parquet(part.head(8_000)), kind="sales", name="a.parquet")
    corrected = (await chain.importer.rejects(view.id)).replace(b'"-1"', b'"4,25"')
    assert counts(await chain.importer.bring(corrected, kind="sales")) == (2, 0, 0, 0)
    assert await chain.value("SELECT count(*) FROM retail.sale_line WHERE tenant = :t") == 8_000


@dataclass(frozen=True)
class Worked:
    """A chain whose imports are carried out by other processes."""

    chain: Chain
    place: Place
    log: Path

    async def send(self, frame: pl.DataFrame, *, chunk_rows: int) -> tuple[int, int]:
        """The import's id and its job's."""
        importer = self.chain.importer
        id_, _ = await importer.send(parquet(frame), kind="sales", name="ventes.parquet")
        async with importer.imports.database.begin() as connection:
            await connection.execute(text(CHUNKED), {"rows": chunk_rows, "id": id_})
        return id_, await importer.enqueue(id_)

    async def until(self, id_: int, *, rows: int = 0, states: tuple[str, ...] = ()) -> ImportView:
        deadline = time.monotonic() + PATIENCE_S
        while True:
            view = await self.chain.importer.find(id_)
            if view.state in states or (rows and (view.rows or 0) >= rows):
                return view
            assert time.monotonic() < deadline, (view, self.log.read_text())
            await asyncio.sleep(0.05)


@pytest.fixture
async def worked(
    services: Services, migrated: DatabaseUrl, part: pl.DataFrame, tmp_path: Path
) -> Worked:
    files = FolderStore(tmp_path / "home" / "files")
    await files.open()
    chain = await chain_for(services, part)
    given = chain.importer.imports
    imports = Imports(
        "retail",
        tuple(given.kinds.values()),
        database=given.database,
        files=files,
        zone=given.zone,
    )
    async with given.database.begin() as connection:
        await ensure_days(connection, jobs_ended)
    place = Place(migrated.for_libpq(), str(tmp_path / "home"))
    importer = Importer(imports, chain.organisation.tenant)
    return Worked(replace(chain, importer=importer), place, tmp_path / "worker.log")


async def test_a_worker_is_killed_and_another_one_ends_it(
    services: Services, worked: Worked, part: pl.DataFrame
) -> None:
    lines = part.head(24_000)
    straight = await chain_for(services, lines)
    whole = await straight.importer.bring(parquet(lines), kind="sales", name="ventes.parquet")
    id_, job_id = await worked.send(lines, chunk_rows=2_000)
    first = start_worker(worked.place, worked.log)
    try:
        await worked.until(id_, rows=4_000)
    finally:
        first.kill()
        first.wait()
    cut_off = await worked.chain.importer.find(id_)
    second = start_worker(worked.place, worked.log)
    try:
        view = await worked.until(id_, states=("done", "failed"))
    finally:
        second.terminate()
        second.wait()
    assert (cut_off.state, counts(view)) == ("running", counts(whole))
    assert await worked.chain.tables() == await straight.tables()
    assert await worked.chain.adds_up()
    async with worked.chain.importer.imports.database.begin() as connection:
        job = await find_job(connection, job_id)
    assert job is not None
    assert (job.done, job.attempt) == (lines.height, 2)


async def test_what_is_in_when_it_is_cancelled_stays_and_adds_up(
    worked: Worked, part: pl.DataFrame
) -> None:
    id_, job_id = await worked.send(part.head(20_000), chunk_rows=2_000)
    worker = start_worker(worked.place, worked.log)
    try:
        await worked.until(id_, rows=4_000)
        async with worked.chain.importer.imports.database.begin() as connection:
            await cancel(connection, job_id)
        view = await worked.until(id_, states=("cancelled", "done"))
    finally:
        worker.terminate()
        worker.wait()
    lines = await worked.chain.value("SELECT count(*) FROM retail.sale_line WHERE tenant = :t")
    assert (view.state, view.new) == ("cancelled", lines)
    assert await worked.chain.adds_up()


@pytest.mark.long
async def test_the_file_goes_in_whole(services: Services, online_retail: pl.DataFrame) -> None:
    chain = await chain_for(services, online_retail)
    view = await chain.importer.bring(parquet(online_retail), kind="sales", name=FILE.name)
    assert (view.rows, counts(view)) == (WHOLE, (WHOLE - 2, 0, 0, 2))
    assert await chain.adds_up()
    sums: Any = await chain.rows(
        "SELECT count(*), sum(quantity_e3), count(DISTINCT sale_id) FROM retail.sale_line"
        " WHERE tenant = :tenant"
    )
    good = online_retail.filter(pl.col("UnitPrice") >= 0)
    quantity = int(good["Quantity"].sum()) * 1_000
    assert sums == [(WHOLE - 2, quantity, good["InvoiceNo"].n_unique())]
    before = await chain.tables()
    again = await chain.importer.bring(
        parquet(online_retail), kind="sales", name=FILE.name, again=True
    )
    assert counts(again) == (0, WHOLE - 2, 0, 2)
    assert await chain.tables() == before
    assert await chain.adds_up()
