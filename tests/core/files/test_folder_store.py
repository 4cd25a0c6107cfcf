"""What only a disk can do: modes, kills, no room left."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from regie.core.files import FolderStore, MemoryStore, StorageFull

WRITER = Path(__file__).with_name("writer.py")
KILLS = 8


@pytest.fixture
async def store(tmp_path: Path) -> FolderStore:
    store = FolderStore(tmp_path / "files")
    await store.open()
    return store


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory, require_component) -> Iterator[Path]:
    """A file system of 2 MB."""
    folder = tmp_path_factory.mktemp("small")
    command = ["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", str(folder)]
    mounted = shutil.which("mount") and subprocess.run(command, check=False, capture_output=True)
    require_component("a mount of tmpfs", mounted and mounted.returncode == 0)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def modes(folder: Path) -> set[tuple[str, int]]:
    return {
        ("folder" if path.is_dir() else "file", path.stat().st_mode & 0o777)
        for path in folder.rglob("*")
    }


async def keep(store: FolderStore, data: bytes) -> str:
    async with store.draft() as draft:
        await draft.write(data)
        return (await draft.keep()).digest


async def test_nobody_else_can_read_a_file_or_look_into_a_folder(tmp_path: Path) -> None:
    before = os.umask(0)
    store = FolderStore(tmp_path / "files")
    await store.open()
    await keep(store, b"x")
    os.umask(before)
    assert modes(tmp_path) == {("folder", 0o700), ("file", 0o600)}


async def test_a_folder_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    root = tmp_path / "files"
    root.mkdir(mode=0o755)
    await FolderStore(root).open()
    assert root.stat().st_mode & 0o777 == 0o700


async def test_a_draft_is_closed_to_others_while_it_is_written(store, tmp_path: Path) -> None:
    async with store.draft() as draft:
        await draft.write(bytes(2_000_000))
        (path,) = files(tmp_path)
        assert path.stat().st_mode & 0o777 == 0o600


def killed_while_writing(root: Path, after_s: float) -> list[str]:
    """The digests that the writer said before it was killed."""
    process = subprocess.Popen([sys.executable, WRITER, root], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(after_s)
    process.kill()
    said, _ = process.communicate()
    return [line for line in (first + said).split("\n") if len(line) == 64]


def test_whatever_is_killed_a_file_has_all_of_its_content(tmp_path: Path) -> None:
    root = tmp_path / "files"
    said = [digest for n in range(KILLS) for digest in killed_while_writing(root, n * 0.02)]
    kept = {path.name: path.read_bytes() for path in files(root / "objects")}
    wrong = [name for name, data in kept.items() if hashlib.sha256(data).hexdigest() != name]
    assert (wrong, set(said) - kept.keys()) == ([], set())


async def test_what_a_kill_leaves_is_swept_when_it_is_old(tmp_path: Path) -> None:
    root = tmp_path / "files"
    while not files(root / "drafts"):
        killed_while_writing(root, 0.01)
    store = FolderStore(root)
    young = await store.sweep(older_than_s=3600)
    old = await store.sweep(older_than_s=-1)
    assert (young, old > 0, files(root / "drafts")) == (0, True, [])


async def test_a_full_disk_is_one_error_and_no_file(small_disk: Path) -> None:
    store = FolderStore(small_disk)
    await store.open()
    with pytest.raises(StorageFull) as raised:
        await keep(store, bytes(3_000_000))
    assert (raised.value.status, raised.value.detail, files(small_disk)) == (507, "ENOSPC", [])


async def test_when_there_is_room_again_files_are_kept_again(small_disk: Path) -> None:
    store = FolderStore(small_disk)
    await store.open()
    filler = small_disk / "filler"
    filler.write_bytes(bytes(1_900_000))
    with pytest.raises(StorageFull):
        await keep(store, bytes(500_000))
    filler.unlink()
    digest = await keep(store, bytes(500_000))
    assert await store.size_bytes(digest) == 500_000


async def test_the_twin_can_be_full_too() -> None:
    async with MemoryStore(room_bytes=10).draft() as draft:
        await draft.write(bytes(11))
        with pytest.raises(StorageFull):
            await draft.keep()


@pytest.mark.parametrize("pause_s", [0, 0.001, 0.005, 0.02])
async def test_a_caller_who_leaves_closes_no_file_of_another(store, pause_s: float) -> None:
    async def endless() -> None:
        while True:
            await keep(store, os.urandom(3_000_000))

    leaving = asyncio.create_task(endless())
    await asyncio.sleep(pause_s)
    leaving.cancel()
    staying = await keep(store, b"stays")
    with pytest.raises(asyncio.CancelledError):
        await leaving
    assert await store.size_bytes(staying) == 5


async def test_another_failure_of_the_disk_is_not_called_full(store, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "files" / "drafts")
    with pytest.raises(OSError, match="No such file") as raised:
        await keep(store, b"x")
    assert raised.value.errno == errno.ENOENT
