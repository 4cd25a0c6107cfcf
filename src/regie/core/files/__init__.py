"""Files that people send and fetch: looked into, kept by content, handed out by signed links."""

from .attachment import attachment_headers, content_disposition
from .cells import csv_lines, escape_cell
from .errors import (
    FileBroken,
    FileMissing,
    FileTooLarge,
    FileTypeRefused,
    LinkInvalid,
    QuotaExceeded,
    StorageFull,
    UnpacksTooLarge,
)
from .folder_store import FolderStore
from .inspection import inspect
from .intake import TakenFile, take_file
from .kinds import (
    CSV,
    DOCX,
    GIF,
    GZIP,
    IMAGES,
    JPEG,
    OFFICE,
    PARQUET,
    PDF,
    PNG,
    TEXT,
    WEBP,
    XLSX,
    ZIP,
    FileKind,
)
from .limits import FileLimits
from .links import LIFETIME, Download, LinkSigner
from .memory_store import MemoryStore
from .messages import FILES_MESSAGES
from .sheets import SHEET_TYPES, SheetFormat, written_sheet
from .store import Draft, FileStore, KeptFile, StoredFile
from .unnamed import NamesFiles, UnnamedFiles

__all__ = [
    "CSV",
    "DOCX",
    "FILES_MESSAGES",
    "GIF",
    "GZIP",
    "IMAGES",
    "JPEG",
    "LIFETIME",
    "OFFICE",
    "PARQUET",
    "PDF",
    "PNG",
    "SHEET_TYPES",
    "TEXT",
    "WEBP",
    "XLSX",
    "ZIP",
    "Download",
    "Draft",
    "FileBroken",
    "FileKind",
    "FileLimits",
    "FileMissing",
    "FileStore",
    "FileTooLarge",
    "FileTypeRefused",
    "FolderStore",
    "KeptFile",
    "LinkInvalid",
    "LinkSigner",
    "MemoryStore",
    "NamesFiles",
    "QuotaExceeded",
    "SheetFormat",
    "StorageFull",
    "StoredFile",
    "TakenFile",
    "UnnamedFiles",
    "UnpacksTooLarge",
    "attachment_headers",
    "content_disposition",
    "csv_lines",
    "escape_cell",
    "inspect",
    "take_file",
    "written_sheet",
]
