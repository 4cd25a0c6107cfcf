"""The file that a backup is: what it holds, how it is sealed, written and checked."""

from regie.operations.archive.errors import DamagedArchive, SealedArchive, TooNew
from regie.operations.archive.manifest import FORMAT, DatabaseMember, Manifest, Member
from regie.operations.archive.passphrase import read_passphrase
from regie.operations.archive.reader import extract, verify
from regie.operations.archive.sealed import is_sealed
from regie.operations.archive.writer import ArchiveWriter, writing

__all__ = [
    "FORMAT",
    "ArchiveWriter",
    "DamagedArchive",
    "DatabaseMember",
    "Manifest",
    "Member",
    "SealedArchive",
    "TooNew",
    "extract",
    "is_sealed",
    "read_passphrase",
    "verify",
    "writing",
]
