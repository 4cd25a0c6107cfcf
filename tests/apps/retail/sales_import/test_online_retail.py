"""The real file: every line is new, identical, changed or refused."""

from __future__ import annotations

import io
from pathlib import Path

import polars as pl
import pytest

from regie.identity.services import Services

from .conftest import Chain, chain_of

FILE = Path("/work/shared/data/online_retail.parquet")
"""UCI Online Retail (Daqing Chen, 2015), CC BY 4.0."""
PART = 60_000


async def brought(services: Services, rows: int | None):
    frame = pl.read_parquet(FILE).head(rows or 10**9)
    chain = chain_of(services, chunk_rows=100_000)
    await chain.add_stores(frame["Country"].unique().to_list())
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    import time
    t=time.time()
    view = await chain.importer.bring(buffer.getvalue(), kind="sales", name="online.parquet")
    print(view, time.time()-t)
    print(await chain.adds_up())
    return chain, view


async def test_x(services: Services) -> None:
    chain, view = await brought(services, None)
    assert view.rows == 541909
