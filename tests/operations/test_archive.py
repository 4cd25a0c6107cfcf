"""An archive gives out nothing that was not written into it."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
import zstandard
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regie.core.errors import Conflict, Misconfigured
from regie.operations.archive import (
    FORMAT,
    DamagedArchive,
    DatabaseMember,
    Manifest,
    SealedArchive,
    TooNew,
    extract,
    read_passphrase,
    verify,
    writing,
)
from regie.operations.archive.manifest import is_member_name
from regie.operations.archive.sealed import CHUNK_BYTES, HEADER_BYTES, TAG_BYTES
from regie.operations.installation import Installation
from regie.operations.progress import silent

PASSPHRASE = "agrafe cheval pile correcte"
CHECKSUM_BYTES = 4
"""zstd's own, at the very end: nothing is missing without it, for every member has its digest."""
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

MANIFEST = Manifest(
    format=FORMAT,
    regie_version="0.1.0",
    schema_version="0001",
    postgres_version=18,
    installation=Installation(UUID(int=1), "demo", NOON),
    created_at=NOON,
    whole_server=False,
    databases=(DatabaseMember("regie", "databases/0.dump"),),
    members={},
)

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes an archive of one dump; `change` may alter the manifest before it is written."""

    def made(
        name: str = "databases/0.dump",
        *,
        passphrase: str | None = None,
        change: Callable[[Manifest], Manifest] = lambda manifest: manifest,
        contents: bytes = b"dump" * 100_000,
    ) -> Path:
        (tmp_path / "dump").write_bytes(contents)
        path = tmp_path / "archive"
        with writing(path, passphrase=passphrase, on_bytes=lambda _: None) as archive:
            archive.add(name, tmp_path / "dump")
            archive.finish(change(replace(MANIFEST, members=archive.members)))
        return path

    return made


def test_what_is_written_is_read(make: Make) -> None:
    assert verify(make(), passphrase=None, progress=silent).created_at == NOON


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_member_comes_out_as_it_went_in(
    make: Make, tmp_path: Path, passphrase: str | None
) -> None:
    source = make(passphrase=passphrase)
    manifest = verify(source, passphrase=passphrase, progress=silent)
    (tmp_path / "out").mkdir()
    extract(source, manifest, tmp_path / "out", passphrase=passphrase, progress=silent)
    assert (tmp_path / "out/databases/0.dump").read_bytes() == b"dump" * 100_000


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "files/../../evil",
        "/etc/passwd",
        "files//evil",
        "files/./evil",
        "files/",
        "data/postgres/PG_VERSION",
        "databases/x.dump",
        "files/nul\0",
    ],
)
def test_a_name_outside_its_place_belongs_in_no_backup(name: str) -> None:
    assert not is_member_name(name)


@pytest.mark.parametrize("name", ["files/a/b.pdf", "files/..a", "secrets/x", "databases/12.dump"])
def test_a_name_in_its_place_is_allowed(name: str) -> None:
    assert is_member_name(name)


def test_a_member_that_climbs_out_is_refused(make: Make) -> None:
    with pytest.raises(DamagedArchive, match="belongs in no backup"):
        verify(make("files/../../evil"), passphrase=None, progress=silent)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE])
def test_a_member_that_is_no_file_is_refused(tmp_path: Path, kind: bytes) -> None:
    tar_bytes = io.BytesIO()
    with tarfile.open(fileobj=tar_bytes, mode="w") as tar:
        entry = tarfile.TarInfo("files/link")
        entry.type, entry.linkname = kind, "/etc/passwd"
        tar.addfile(entry)
    path = tmp_path / "archive"
    path.write_bytes(zstandard.ZstdCompressor().compress(tar_bytes.getvalue()))
    with pytest.raises(DamagedArchive, match="belongs in no backup"):
        verify(path, passphrase=None, progress=silent)


def test_a_member_that_is_missing_is_noticed(make: Make) -> None:
    def rename(manifest: Manifest) -> Manifest:
        dump = manifest.members["databases/0.dump"]
        return replace(manifest, members={"databases/0.dump": dump, "files/gone": dump})

    with pytest.raises(DamagedArchive, match="'files/gone' is not what was backed up"):
        verify(make(change=rename), passphrase=None, progress=silent)


def test_a_newer_format_is_refused_with_what_to_do(make: Make) -> None:
    source = make(change=lambda manifest: replace(manifest, format=FORMAT + 1))
    with pytest.raises(TooNew, match="restore with the version that made it"):
        verify(source, passphrase=None, progress=silent)


def test_any_other_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff" * 1000)
    with pytest.raises(DamagedArchive):
        verify(tmp_path / "photo.jpg", passphrase=None, progress=silent)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="there is no backup"):
        verify(tmp_path / "nothing", passphrase=None, progress=silent)


@dataclass(frozen=True)
class Whole:
    """An archive of several sealed chunks, and a path for variants of it."""

    passphrase: str | None
    contents: bytes = field(repr=False)
    variant: Path


@pytest.fixture(scope="module", params=[None, PASSPHRASE], ids=["plain", "sealed"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    (folder / "dump").write_bytes(Random(1).randbytes(2_500_000))
    passphrase = request.param
    with writing(folder / "archive", passphrase=passphrase, on_bytes=lambda _: None) as archive:
        archive.add("databases/0.dump", folder / "dump")
        archive.finish(replace(MANIFEST, members=archive.members))
    return Whole(passphrase, (folder / "archive").read_bytes(), folder / "variant")


@settings(max_examples=8, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_flipped_bit_is_noticed(whole: Whole, place: float, bit: int) -> None:
    changed = bytearray(whole.contents)
    changed[int(place * len(changed))] ^= 1 << bit
    whole.variant.write_bytes(changed)
    with pytest.raises((DamagedArchive, SealedArchive)):
        verify(whole.variant, passphrase=whole.passphrase, progress=silent)


@settings(max_examples=8, deadline=None)
@given(missing=st.integers(CHECKSUM_BYTES + 1, 2_500_000))
@example(missing=2_500_000)
@example(missing=CHECKSUM_BYTES + 1)
def test_a_missing_end_is_noticed(whole: Whole, missing: int) -> None:
    whole.variant.write_bytes(whole.contents[:-missing])
    with pytest.raises((DamagedArchive, SealedArchive)):
        verify(whole.variant, passphrase=whole.passphrase, progress=silent)


@pytest.mark.parametrize("sealed_chunks", [1, 2])
def test_an_end_that_is_missing_at_a_chunks_border_is_noticed(
    make: Make, sealed_chunks: int
) -> None:
    path = make(passphrase=PASSPHRASE, contents=Random(1).randbytes(2_500_000))
    kept = HEADER_BYTES + sealed_chunks * (CHUNK_BYTES + TAG_BYTES)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises((DamagedArchive, SealedArchive)):
        verify(path, passphrase=PASSPHRASE, progress=silent)


def test_a_file_that_shrinks_while_it_is_copied_stops_the_backup(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"x" * 100_000)

    def shrink(_: int) -> None:
        os.truncate(tmp_path / "log", 10)

    with (
        pytest.raises(Conflict, match="was cut while it was copied"),
        writing(tmp_path / "archive", passphrase=None, on_bytes=shrink) as archive,
    ):
        archive.add("files/log", tmp_path / "log")


def test_a_name_that_is_no_utf8_survives(tmp_path: Path) -> None:
    name = os.fsdecode("files/été".encode("latin-1"))
    (tmp_path / "dump").touch()
    with writing(tmp_path / "archive", passphrase=None, on_bytes=lambda _: None) as archive:
        for member in ("databases/0.dump", name):
            archive.add(member, tmp_path / "dump")
        archive.finish(replace(MANIFEST, members=archive.members))
    assert name in verify(tmp_path / "archive", passphrase=None, progress=silent).members


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.touch(mode=0o600)
    return path


def test_the_passphrase_is_the_files_first_line(passphrase_file: Path) -> None:
    passphrase_file.write_text(f"{PASSPHRASE}\nune note\n")
    assert read_passphrase(passphrase_file) == PASSPHRASE


def test_a_short_passphrase_is_refused(passphrase_file: Path) -> None:
    passphrase_file.write_text("azerty")
    with pytest.raises(Misconfigured, match="fewer than 12"):
        read_passphrase(passphrase_file)


def test_a_passphrase_that_others_can_read_is_refused(passphrase_file: Path) -> None:
    passphrase_file.write_text(PASSPHRASE)
    passphrase_file.chmod(0o640)
    with pytest.raises(Misconfigured, match="chmod 600"):
        read_passphrase(passphrase_file)
