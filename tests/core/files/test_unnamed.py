"""Files that no row names go, and no other; on a real folder, with real rows."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.files.samples import chunked
from regie.core.db import Database, DatabaseUrl
from regie.core.files import FileMissing, FolderStore, UnnamedFiles

TWO_DAYS_S = 2 * 86_400


@pytest.fixture
async def store(tmp_path: Path) -> FolderStore:
    store = FolderStore(tmp_path / "files")
    await store.open()
    return store


@pytest.fixture
async def connection(migrated: DatabaseUrl) -> AsyncIterator[AsyncConnection]:
    database = Database(migrated, pool_size=1, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        await connection.execute(text("CREATE TEMP TABLE naming (digest text) ON COMMIT DROP"))
        yield connection
    await database.close()


async def named_by_rows(connection: AsyncConnection, digests: Sequence[str]) -> set[str]:
    found = await connection.execute(
        text("SELECT digest FROM naming WHERE digest = ANY(:digests)"), {"digests": [*digests]}
    )
    return {*found.scalars()}


async def keep(store: FolderStore, data: bytes) -> str:
    async with store.draft() as draft:
        async for chunk in chunked(data):
            await draft.write(chunk)
        return (await draft.keep()).digest


async def keep_long_ago(store: FolderStore, data: bytes, tmp_path: Path) -> str:
    digest = await keep(store, data)
    then = time.time() - TWO_DAYS_S
    os.utime(tmp_path / "files/objects" / digest[:2] / digest, (then, then))
    return digest


async def name(connection: AsyncConnection, digest: str) -> None:
    await connection.execute(text("INSERT INTO naming VALUES (:digest)"), {"digest": digest})


async def is_there(store: FolderStore, digest: str) -> bool:
    try:
        return await store.size_bytes(digest) >= 0
    except FileMissing:
        return False


async def test_what_nobody_names_goes_and_what_somebody_names_stays(
    store: FolderStore, connection: AsyncConnection, tmp_path: Path
) -> None:
    named, unnamed = [await keep_long_ago(store, data, tmp_path) for data in (b"a", b"b")]
    await name(connection, named)
    (gone,) = await UnnamedFiles(store, (named_by_rows,)).purge(connection)
    assert (gone.rows, await is_there(store, named), await is_there(store, unnamed)) == (
        1,
        True,
        False,
    )


async def test_what_any_owner_names_stays(
    store: FolderStore, connection: AsyncConnection, tmp_path: Path
) -> None:
    digest = await keep_long_ago(store, b"a", tmp_path)

    async def names_all(_: AsyncConnection, digests: Sequence[str]) -> set[str]:
        return {*digests}

    await UnnamedFiles(store, (named_by_rows, names_all)).purge(connection)
    assert await is_there(store, digest)


async def test_what_just_arrived_waits_for_its_row(
    store: FolderStore, connection: AsyncConnection
) -> None:
    digest = await keep(store, b"a")
    await UnnamedFiles(store, (named_by_rows,)).purge(connection)
    assert await is_there(store, digest)


async def test_what_arrives_again_counts_from_then(
    store: FolderStore, connection: AsyncConnection, tmp_path: Path
) -> None:
    digest = await keep_long_ago(store, b"a", tmp_path)
    await keep(store, b"a")
    await UnnamedFiles(store, (named_by_rows,)).purge(connection)
    assert await is_there(store, digest)


async def test_what_arrives_again_while_it_is_swept_stays(
    store: FolderStore, connection: AsyncConnection, tmp_path: Path
) -> None:
    digest = await keep_long_ago(store, b"a", tmp_path)

    async def is_slow(_: AsyncConnection, digests: Sequence[str]) -> set[str]:
        await keep(store, b"a")  # between the question and the removal
        del digests
        return set()

    await UnnamedFiles(store, (is_slow,)).purge(connection)
    assert await is_there(store, digest)


async def test_a_preview_counts_what_a_purge_removes_and_removes_nothing(
    store: FolderStore, connection: AsyncConnection, tmp_path: Path
) -> None:
    for data in (b"a", b"bb", b"ccc"):
        await keep_long_ago(store, data, tmp_path)
    unnamed = UnnamedFiles(store, (named_by_rows,))
    assert await unnamed.preview(connection) == await unnamed.purge(connection)


async def test_a_second_purge_finds_nothing(
    store: FolderStore, connection: AsyncConnection, tmp_path: Path
) -> None:
    await keep_long_ago(store, b"a", tmp_path)
    unnamed = UnnamedFiles(store, (named_by_rows,))
    await unnamed.purge(connection)
    (again,) = await unnamed.purge(connection)
    assert again.rows == 0


async def test_each_file_goes_once_however_many_sweep(store: FolderStore, tmp_path: Path) -> None:
    digest = await keep_long_ago(store, b"a", tmp_path)
    removed = await asyncio.gather(*(store.remove(digest) for _ in range(8)))
    assert sum(removed) == 1


async def test_a_store_that_was_never_opened_has_nothing(
    connection: AsyncConnection, tmp_path: Path
) -> None:
    (found,) = await UnnamedFiles(FolderStore(tmp_path / "none"), ()).purge(connection)
    assert found.rows == 0
