"""What an archive says of itself: its last member, `manifest.json`."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from regie.operations.archive.errors import DamagedArchive, TooNew
from regie.operations.installation import Installation

FORMAT: Final = 1
NAME: Final = "manifest.json"

GLOBALS: Final = "globals.sql"
CONFIGURATION: Final = "regie.toml"
_NAMES: Final = re.compile(r"globals\.sql|regie\.toml|databases/\d+\.dump|(files|secrets)/.+", re.S)


@dataclass(frozen=True, slots=True)
class Member:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DatabaseMember:
    name: str
    member: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`databases` begins with the installation's own; `whole_server` says that roles are in
    `globals.sql` and that databases carry their owners and rights."""

    format: int
    regie_version: str
    schema_version: str
    postgres_version: int
    installation: Installation
    created_at: datetime
    whole_server: bool
    databases: tuple[DatabaseMember, ...]
    members: dict[str, Member]

    def encoded(self) -> bytes:
        """ASCII, so that file names which are no UTF-8 survive (as lone surrogates)."""
        return json.dumps(asdict(self), default=str, indent=1).encode()

    @classmethod
    def decoded(cls, text: bytes) -> Manifest:
        """Raises TooNew before looking at anything that a newer format may have changed."""
        try:
            values: Any = json.loads(text)
            if isinstance(values, dict) and values.get("format", 0) > FORMAT:
                raise TooNew(
                    f"the backup has format {values['format']} and this Régie reads {FORMAT}: "
                    "restore with the version that made it or a newer one"
                )
            manifest = msgspec.convert(values, cls)
        except (ValueError, TypeError) as failure:
            raise DamagedArchive("the backup's manifest cannot be read") from failure
        named = {database.member for database in manifest.databases}
        if not named or not named <= manifest.members.keys():
            raise DamagedArchive("the backup's manifest names databases that it does not hold")
        return manifest


def is_member_name(name: str) -> bool:
    """Whether a backup may hold a member of that name: in its place and nowhere else."""
    inside = all(part not in ("", ".", "..") for part in name.split("/"))
    return inside and "\0" not in name and _NAMES.fullmatch(name) is not None
