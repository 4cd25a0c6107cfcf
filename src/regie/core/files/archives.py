"""What an archive would unpack into: added up, then measured, and never kept.

The sizes that an archive declares may lie, and programs that believe them are not the only ones
that will open it. So each member is inflated in pieces of 64 kB, which are counted and dropped, and
it is refused at its first byte too many.
"""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from .errors import FileBroken, FileTypeRefused, UnpacksTooLarge
from .kinds import DOCX, XLSX, ZIP, FileKind
from .limits import FileLimits

_PIECE: Final = 65_536
_END_RECORD: Final = struct.Struct("<4s4H2IH")
_LOCAL_HEADER: Final = struct.Struct("<4s5H3I2H")
_ENTRY_BYTES: Final = 46
"""Of one member in the central directory, less its name."""
_USUAL_NAME_BYTES: Final = 128
_ENCRYPTED: Final = 0x1
_DTD: Final = b"<!DOCTYPE"


def check_zip(file: BinaryIO, limits: FileLimits) -> FileKind:
    """XLSX, DOCX or ZIP. Raises UnpacksTooLarge, FileBroken, or FileTypeRefused for macros."""
    members = _members(file, limits)
    _check_declared(members, limits)
    kind = _kind(members)
    for member in members:
        pieces = _pieces(file, member)
        if kind != ZIP and member.filename.endswith((".xml", ".rels")):
            pieces = _without_dtd(pieces)
        _measure(pieces, member)
    return kind


def check_gzip(file: BinaryIO, limits: FileLimits) -> None:
    """The size that gzip declares is modulo 4 GB and of the last member only: it is measured."""
    file.seek(0)
    total, data = 0, file.read(_PIECE)
    while data:
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        while not member.eof:
            if not data:
                raise FileBroken("gzip is cut short")
            total += len(_inflate(member, data))
            if total > limits.unpacked_bytes:
                raise UnpacksTooLarge("gzip unpacks into more than is allowed")
            data = member.unused_data or member.unconsumed_tail or file.read(_PIECE)


def _size(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)


def _members(file: BinaryIO, limits: FileLimits) -> list[zipfile.ZipInfo]:
    """The length of the directory is looked at before it is read: reading makes an object of each
    46 bytes. An archive ends with its end record: no comment, no ZIP64, nothing after it."""
    end = _size(file) - _END_RECORD.size
    if end < 0:
        raise FileBroken("too short for a ZIP file")
    file.seek(end)
    signature, *_, directory_bytes, _, comment = _END_RECORD.unpack(file.read())
    if signature != b"PK\x05\x06" or comment or directory_bytes == 0xFFFF_FFFF:
        raise FileBroken("the ZIP file does not end with a plain end record")
    if directory_bytes > limits.members * (_ENTRY_BYTES + _USUAL_NAME_BYTES):
        raise UnpacksTooLarge("a ZIP directory of too many members")
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise FileBroken(f"ZIP: {type(error).__name__}") from error


def _check_declared(members: list[zipfile.ZipInfo], limits: FileLimits) -> None:
    if len(members) > limits.members:
        raise UnpacksTooLarge(f"{len(members)} members")
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise UnpacksTooLarge("more unpacked bytes than allowed")
    _check_apart(members)
    for member in members:
        plain = member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if member.flag_bits & _ENCRYPTED or not plain:
            raise FileBroken("an encrypted member, or one packed in an unusual way")
        name = member.filename
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            raise FileBroken("a member with a path that leads outside")


def _check_apart(members: list[zipfile.ZipInfo]) -> None:
    """Members that share their bytes make a bomb without recursion (Fifield, 2019)."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise UnpacksTooLarge("members share their bytes")
        end = member.header_offset + _LOCAL_HEADER.size + member.compress_size


def _kind(members: list[zipfile.ZipInfo]) -> FileKind:
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names:
        return ZIP
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileTypeRefused("a document with macros")
    if "xl/workbook.xml" in names:
        return XLSX
    return DOCX if "word/document.xml" in names else ZIP


def _measure(pieces: Iterator[bytes], member: zipfile.ZipInfo) -> None:
    size, checksum = 0, 0
    for piece in pieces:
        size += len(piece)
        if size > member.file_size:
            raise UnpacksTooLarge("a member larger than it declares")
        checksum = zlib.crc32(piece, checksum)
    if size != member.file_size or checksum != member.CRC:
        raise FileBroken("a member that is not what it declares")


def _without_dtd(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Office files have no document type; entities that multiply are declared in one. In text `<`
    is written otherwise. The zero bytes of UTF-16 are passed over."""
    tail = b""
    for piece in pieces:
        text = tail + piece.replace(b"\0", b"")
        if _DTD in text:
            raise FileBroken("a document type declaration")
        tail = text[-len(_DTD) :]
        yield piece


def _pieces(file: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    packed = _packed(file, member)
    if member.compress_type == zipfile.ZIP_STORED:
        yield from packed
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for data in packed:
        while data and not inflater.eof:
            yield _inflate(inflater, data)
            data = inflater.unconsumed_tail  # noqa: PLW2901 - what is left of it
    while not inflater.eof:  # all bytes are in, some of what they mean is not out
        piece = _inflate(inflater, b"")
        if not piece:
            raise FileBroken("a member that is cut short")
        yield piece


def _packed(file: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    file.seek(member.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
        raise FileBroken("a member without its header")
    *_, name_bytes, extra_bytes = _LOCAL_HEADER.unpack(header)
    file.seek(name_bytes + extra_bytes, os.SEEK_CUR)
    left = member.compress_size
    while left > 0:
        data = file.read(min(left, _PIECE))
        if not data:
            raise FileBroken("a member that is cut short")
        left -= len(data)
        yield data


def _inflate(inflater: zlib._Decompress, data: bytes) -> bytes:  # pyright: ignore[reportPrivateUsage] - typeshed's name
    try:
        return inflater.decompress(data, _PIECE)
    except zlib.error as error:
        raise FileBroken("not deflated data") from error
