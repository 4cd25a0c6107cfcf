"""What an application may expect of every store of files, be it a folder or the twin for tests."""

from __future__ import annotations

import asyncio
import hashlib
import io
from pathlib import Path

import pytest

from core.files import samples
from regie.core.files import (
    CSV,
    PDF,
    FileBroken,
    FileLimits,
    FileMissing,
    FileStore,
    FileTooLarge,
    FileTypeRefused,
    FolderStore,
    MemoryStore,
    QuotaExceeded,
    TakenFile,
    take_file,
)

DATA = b"ligne;1\r\n" * 300_000


@pytest.fixture(params=["folder", "memory"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    store: FileStore = (
        FolderStore(tmp_path / "files") if request.param == "folder" else MemoryStore()
    )
    await store.open()
    return store


async def keep(store: FileStore, data: bytes) -> str:
    async with store.draft() as draft:
        async for chunk in samples.chunked(data):
            await draft.write(chunk)
        return (await draft.keep()).digest


async def read(store: FileStore, digest: str) -> bytes:
    return b"".join([piece async for piece in store.read(digest)])


async def take(store: FileStore, data: bytes, **options) -> TakenFile:
    usual = {"name": "ventes.csv", "declared": "text/csv", "accepted": {CSV, PDF}}
    return await take_file(store, samples.chunked(data), **{**usual, **options})


@pytest.mark.parametrize("data", [DATA, b"", b"x", bytes(1_048_576)])
async def test_what_is_kept_is_read_again(store: FileStore, data: bytes) -> None:
    assert await read(store, await keep(store, data)) == data


async def test_a_file_is_named_by_its_content(store: FileStore) -> None:
    assert await keep(store, DATA) == hashlib.sha256(DATA).hexdigest()


async def test_equal_contents_are_one_file(store: FileStore) -> None:
    digest = await keep(store, DATA)
    assert await keep(store, DATA) == digest
    removed = [await store.remove(digest, older_than_s=-1) for _ in range(2)]
    assert removed == [True, False]


async def test_equal_contents_may_arrive_at_once(store: FileStore) -> None:
    digests = await asyncio.gather(*(keep(store, DATA) for _ in range(5)))
    assert (len(set(digests)), await read(store, digests[0])) == (1, DATA)


async def test_its_size_is_known(store: FileStore) -> None:
    assert await store.size_bytes(await keep(store, DATA)) == len(DATA)


async def test_a_draft_is_no_file(store: FileStore) -> None:
    async with store.draft() as draft:
        await draft.write(DATA)
        with pytest.raises(FileMissing):
            await store.size_bytes(hashlib.sha256(DATA).hexdigest())


async def test_a_draft_that_is_not_kept_is_gone(store: FileStore) -> None:
    async with store.draft() as draft:
        await draft.write(DATA)
    assert await store.sweep(older_than_s=-1) == 0


async def test_a_draft_can_be_looked_into_and_written_on(store: FileStore) -> None:
    async with store.draft() as draft:
        await draft.write(b"un, ")
        with await draft.content() as file:
            first = file.read()
        await draft.write(b"deux")
        stored = await draft.keep()
    assert (first, await read(store, stored.digest)) == (b"un, ", b"un, deux")


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc/passwd", "", "A" * 64, "0" * 63 + "\n"])
async def test_what_is_not_there_is_missing(store: FileStore, digest: str) -> None:
    with pytest.raises(FileMissing):
        await store.size_bytes(digest)
    with pytest.raises(FileMissing):
        await read(store, digest)


async def test_what_was_removed_is_missing(store: FileStore) -> None:
    digest = await keep(store, DATA)
    await store.remove(digest, older_than_s=-1)
    with pytest.raises(FileMissing):
        await read(store, digest)


async def listed(store: FileStore, older_than_s: float) -> dict[str, int]:
    batches = [batch async for batch in store.kept_before(older_than_s)]
    return {file.digest: file.size_bytes for batch in batches for file in batch}


async def test_what_was_kept_before_is_listed(store: FileStore) -> None:
    digests = [await keep(store, data) for data in (b"un", DATA)]
    assert await listed(store, -1) == dict(zip(digests, (2, len(DATA)), strict=True))


async def test_what_was_kept_since_is_not_listed(store: FileStore) -> None:
    await keep(store, DATA)
    assert await listed(store, 60) == {}


async def test_what_was_kept_since_is_not_removed(store: FileStore) -> None:
    digest = await keep(store, DATA)
    assert (await store.remove(digest, older_than_s=60), await read(store, digest)) == (False, DATA)


async def test_a_taken_file_has_a_safe_name_and_its_kind(store: FileStore) -> None:
    taken = await take(store, DATA, name="../Été.csv")
    assert (taken.name, taken.kind, taken.size_bytes) == ("Été.csv", CSV, len(DATA))
    assert await read(store, taken.digest) == DATA


@pytest.mark.parametrize(
    ("data", "options", "error"),
    [
        (DATA, {"limits": FileLimits(size_bytes=len(DATA) - 1)}, FileTooLarge),
        (DATA, {"room_bytes": len(DATA) - 1}, QuotaExceeded),
        (DATA, {"room_bytes": 0}, QuotaExceeded),
        (samples.PDF_BYTES, {}, FileTypeRefused),
        (DATA, {"name": "ventes.exe"}, FileTypeRefused),
        (DATA, {"declared": "text/html"}, FileTypeRefused),
    ],
)
async def test_what_is_refused_is_not_kept(
    store: FileStore, data: bytes, options: dict, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await take(store, data, **options)
    with pytest.raises(FileMissing):
        await store.size_bytes(hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize(
    "options", [{"room_bytes": len(DATA)}, {"limits": FileLimits(size_bytes=len(DATA))}]
)
async def test_what_just_fits_is_taken(store: FileStore, options: dict) -> None:
    assert (await take(store, DATA, **options)).size_bytes == len(DATA)


async def test_a_sender_who_breaks_off_leaves_nothing(store: FileStore) -> None:
    async def broken():
        yield DATA
        raise FileBroken("the line was cut")

    with pytest.raises(FileBroken):
        await take_file(store, broken(), name="a.csv", declared="text/csv", accepted={CSV})
    assert await store.sweep(older_than_s=-1) == 0


async def test_no_more_is_read_from_a_sender_than_is_taken(store: FileStore) -> None:
    sent = io.BytesIO(DATA)

    async def counted():
        while piece := sent.read(1000):
            yield piece

    with pytest.raises(FileTooLarge):
        await take_file(
            store,
            counted(),
            name="a.csv",
            declared="text/csv",
            accepted={CSV},
            limits=FileLimits(size_bytes=10_000),
        )
    assert sent.tell() == 11_000
