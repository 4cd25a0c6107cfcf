from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.files import samples
from regie.core.errors import RegieError
from regie.core.files import (
    CSV,
    DOCX,
    GIF,
    GZIP,
    IMAGES,
    JPEG,
    PDF,
    PNG,
    TEXT,
    WEBP,
    XLSX,
    ZIP,
    FileBroken,
    FileKind,
    FileLimits,
    FileTypeRefused,
    UnpacksTooLarge,
    inspect,
)

ALL = frozenset({CSV, DOCX, GZIP, PDF, TEXT, XLSX, ZIP}) | IMAGES
SMALL = FileLimits(unpacked_bytes=1_000_000, members=100, pixels=1_000_000, side_pixels=5_000)
DOCUMENT = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
MANY = {str(number): b"" for number in range(101)}


def look(data: bytes, name: str, declared: str = "", accepted=ALL) -> FileKind:
    return inspect(io.BytesIO(data), name, declared, accepted, SMALL)


@pytest.mark.parametrize(
    ("data", "name", "declared", "kind"),
    [
        (samples.PDF_BYTES, "contrat.pdf", "application/pdf", PDF),
        (samples.png(100, 100), "photo.PNG", "image/png", PNG),
        (samples.jpeg(samples.frame(100, 100)), "photo.jpg", "image/jpeg", JPEG),
        (samples.jpeg(samples.frame(100, 100, 0xC2)), "photo.jpeg", "image/jpg", JPEG),
        (samples.gif(100, 100), "photo.gif", "image/gif", GIF),
        (samples.webp_extended(100, 100), "photo.webp", "image/webp", WEBP),
        (samples.webp_lossless(100, 100), "photo.webp", "image/webp", WEBP),
        (samples.webp_lossy(100, 100), "photo.webp", "image/webp", WEBP),
        (samples.xlsx(), "ventes.xlsx", "", XLSX),
        (samples.zipped(DOCUMENT), "lettre.docx", "application/octet-stream", DOCX),
        (samples.zipped({"a": b"x"}), "tout.zip", "application/x-zip-compressed", ZIP),
        (samples.zipped({"a": b"x"}, zipfile.ZIP_STORED), "tout.zip", "", ZIP),
        (gzip.compress(b"x"), "export.csv.gz", "application/gzip", GZIP),
        ("Été;1\r\n".encode(), "ventes.csv", "text/csv; charset=utf-8", CSV),
        ("\ufeffÉté;1\r\n".encode(), "ventes.csv", "application/vnd.ms-excel", CSV),
        ("Été;œuf €;1\r\n".encode("cp1252"), "ventes.csv", "text/csv", CSV),
        (b"BMW;Audi;GIF\r\n", "autos.csv", "text/csv", CSV),
        (b"MZ;II*;1\r\n", "codes.csv", "text/csv", CSV),
        ("L’Été".encode(), "note.txt", "text/plain", TEXT),
        (b"", "vide.csv", "text/csv", CSV),
    ],
)
def test_a_file_is_what_its_content_says(
    data: bytes, name: str, declared: str, kind: FileKind
) -> None:
    assert look(data, name, declared) == kind


@pytest.mark.parametrize(
    ("data", "name", "declared"),
    [
        (samples.PDF_BYTES, "contrat.csv", "text/csv"),
        (samples.PDF_BYTES, "contrat.pdf", "image/png"),
        (samples.png(1, 1), "photo.jpg", "image/jpeg"),
        (samples.zipped({"a": b""}), "ventes.xlsx", ""),
        (samples.xlsx(), "ventes.zip", ""),
        (samples.xlsx(), "ventes.csv", ""),
        (samples.xlsx(**{"xl/vbaProject.bin": b"x"}), "ventes.xlsx", ""),
        (b"MZ\x90\x00\x03", "ventes.csv", "text/csv"),
        (b"\x7fELF\x02\x01", "note.txt", "text/plain"),
        (b"a\x00b", "note.txt", "text/plain"),
        (b"\x81\x8d\x8f", "note.txt", "text/plain"),
        (b"<html><script>", "page.html", "text/html"),
        (b"<svg onload='x'/>", "image.svg", "image/svg+xml"),
        (b"#!/bin/sh", "run.sh", ""),
        (b"texte", "note", "text/plain"),
        (b" %PDF-1.7", "contrat.pdf", "application/pdf"),
    ],
)
def test_a_file_that_is_not_what_it_claims_is_refused(
    data: bytes, name: str, declared: str
) -> None:
    with pytest.raises(FileTypeRefused):
        look(data, name, declared)


def test_a_kind_that_is_not_accepted_is_refused() -> None:
    with pytest.raises(FileTypeRefused):
        look(samples.PDF_BYTES, "contrat.pdf", accepted={PNG})


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (samples.zipped({"a": bytes(1_000_001)}), "bombe.zip"),
        (samples.zipped({str(n): bytes(200_000) for n in range(6)}), "bombe.zip"),
        (samples.xlsx(**{"xl/media/image1.png": bytes(1_000_000)}), "bombe.xlsx"),
        (samples.lying_zip(bytes(50_000_000), 1_000), "bombe.zip"),
        (samples.overlapping_zip(bytes(30_000), 30), "bombe.zip"),
        (samples.zipped(MANY), "bombe.zip"),
        (samples.gzip_bomb(50_000_000), "bombe.gz"),
        (samples.gzip_bomb(600_000) * 2, "bombe.gz"),
        (samples.png(1_001, 1_000), "bombe.png"),
        (samples.png(2**31 - 1, 2**31 - 1), "bombe.png"),
        (samples.png(5_001, 1), "bombe.png"),
        (samples.gif(65_535, 65_535), "bombe.gif"),
        (samples.jpeg(samples.frame(65_535, 65_535)), "bombe.jpg"),
        (samples.jpeg(samples.frame(1, 1), samples.frame(9_000, 9_000, 0xC2)), "bombe.jpg"),
        (samples.webp_extended(16_000_000, 1), "bombe.webp"),
        (samples.webp_lossless(16_384, 16_384), "bombe.webp"),
        (samples.webp_lossy(16_383, 16_383), "bombe.webp"),
    ],
)
def test_a_bomb_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(UnpacksTooLarge):
        look(data, name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (samples.lying_zip(bytes(200_000_000), 900_000), "bombe.zip"),
        (samples.gzip_bomb(200_000_000), "bombe.gz"),
        (samples.overlapping_zip(bytes(1000), 50_000), "bombe.zip"),
    ],
    ids=["lying", "gzip", "members"],
)
def test_a_bomb_costs_little_memory(data: bytes, name: str) -> None:
    file = io.BytesIO(data)
    tracemalloc.start()
    with pytest.raises(UnpacksTooLarge):
        inspect(file, name, "", ALL, SMALL)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (samples.zipped({"a": b"x"})[:-1], "court.zip"),
        (samples.zipped({"a": b"x"})[:30], "court.zip"),
        (samples.zipped({"a": b"x"}) + b"and more", "suivi.zip"),
        (samples.zipped({"../evil": b"x"}), "sortie.zip"),
        (samples.zipped({"/evil": b"x"}), "sortie.zip"),
        (samples.zipped({"C:evil": b"x"}), "sortie.zip"),
        (samples.zipped({"a": b"x"}, zipfile.ZIP_BZIP2), "autre.zip"),
        (samples.zipped({"a": b"x"}, zipfile.ZIP_LZMA), "autre.zip"),
        (samples.lying_zip(b"abc", 4), "menteur.zip"),
        (
            samples.zipped({"a": b"secret"}, zipfile.ZIP_STORED).replace(b"secret", b"secreT"),
            "a.zip",
        ),
        (samples.xlsx(**{"xl/x.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]>"}), "lol.xlsx"),
        (samples.xlsx(**{"xl/x.xml": b"<!--" + b" " * 70_000 + b"--><!DOCTYPE x>"}), "lol.xlsx"),
        (samples.xlsx(**{"xl/x.xml": b" " * 65_530 + b"<!DOCTYPE x>"}), "lol.xlsx"),
        (samples.xlsx(**{"xl/x.xml": "<!DOCTYPE x>".encode("utf-16")}), "lol.xlsx"),
        (gzip.compress(b"x")[:-1], "court.gz"),
        (gzip.compress(b"x") + b"and more", "suivi.gz"),
        (samples.png(100, 100)[:20], "court.png"),
        (samples.png(0, 100), "vide.png"),
        (samples.jpeg(), "sans-image.jpg"),
        (samples.jpeg(b"\xff\xc0\x00\x01"), "court.jpg"),
        (samples.jpeg(b"\xff\xc0\x00\x08")[:30], "court.jpg"),
        (b"\xff\xd8\xff", "court.jpg"),
        (b"\xff\xd8" + b"\xff" * 1_000_000, "sans-fin.jpg"),
        (b"\xff\xd8" + b"\xff\xfe\0\2" * 1_000_000, "sans-fin.jpg"),
        (b"RIFF\x00\x00\x00\x00WEBPXXXX" + bytes(20), "autre.webp"),
        (b"GIF89a", "court.gif"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(FileBroken):
        look(data, name)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 999_999, 1_000_000])
@pytest.mark.parametrize("byte", [b"\0", b"ab"])
def test_an_honest_archive_up_to_the_limit_passes(size: int, byte: bytes) -> None:
    data = (byte * size)[:size]
    kinds = (look(samples.zipped({"a": data}), "a.zip"), look(gzip.compress(data), "a.gz"))
    assert kinds == (ZIP, GZIP)


whole = st.sampled_from(
    [
        samples.xlsx(),
        samples.jpeg(samples.frame(9, 9)),
        samples.png(9, 9),
        samples.gif(9, 9),
        samples.webp_lossy(9, 9),
        samples.zipped({"a": b"x" * 99}),
        gzip.compress(b"x" * 99),
        b"",
    ]
)
extensions = st.sampled_from(["zip", "xlsx", "jpg", "png", "gif", "webp", "gz", "csv", "pdf"])


@given(data=whole, extension=extensions, at=st.floats(0, 1), noise=st.binary(max_size=40))
def test_no_damage_ends_in_anything_but_a_refusal(
    data: bytes, extension: str, at: float, noise: bytes
) -> None:
    cut = int(at * len(data))
    try:
        kind = look(data[:cut] + noise + data[cut + len(noise) :], f"a.{extension}")
    except RegieError:
        return
    assert kind in ALL
