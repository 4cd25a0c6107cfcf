"""What an account may do, as a test arranges it, and as T-SQL's functions tell it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

EVERY_COLUMN: Final = None
_PUBLIC_SERVER: Final = ("CONNECT SQL", "VIEW ANY DATABASE")
_PUBLIC_DATABASE: Final = (
    "CONNECT",
    "VIEW ANY COLUMN ENCRYPTION KEY DEFINITION",
    "VIEW ANY COLUMN MASTER KEY DEFINITION",
)


@dataclass(slots=True)
class Rights:
    server: set[str] = field(default_factory=lambda: set(_PUBLIC_SERVER))
    database: set[str] = field(default_factory=lambda: set(_PUBLIC_DATABASE))
    server_roles: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    schemas: dict[str, set[str]] = field(default_factory=dict)
    objects: dict[str, dict[str, frozenset[str] | None]] = field(default_factory=dict)
    """By `[schema].[name]` each right with the columns that it is given on."""
    principals: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """By class (USER, ROLE, LOGIN, SERVER ROLE) and name in brackets."""
    databases: set[str] = field(default_factory=lambda: {"master", "tempdb", "msdb"})

    def grant(self, path: str, right: str, *columns: str) -> None:
        held = self.objects.setdefault(path, {})
        held[right] = frozenset(columns) if columns else EVERY_COLUMN

    def revoke(self, path: str, right: str) -> None:
        self.objects.get(path, {}).pop(right, None)

    def has(
        self,
        securable: str | None,
        kind: str | None,
        right: str,
        column: str | None = None,
        _: str | None = None,
    ) -> int | None:
        """HAS_PERMS_BY_NAME. An object's right on some columns alone is none on the object."""
        name = securable or ""
        if kind in ("SERVER", None):
            return int(right in self.server)
        if kind != "OBJECT":
            own = self.schemas.get(name, ()) if kind == "SCHEMA" else ()
            through = self.database if kind in ("DATABASE", "SCHEMA") else ()
            return int(right in {*own, *through, *self.principals.get((kind, name), ())})
        if right in self.database:
            return 1
        held = self.objects.get(securable or "", {})
        if right not in held:
            return 0
        columns = held[right]
        return int(columns is EVERY_COLUMN or column in columns)

    def sees(self, path: str) -> bool:
        """Whether the catalogue shows the object: it does where there is any right on it."""
        return bool(self.objects.get(path)) or bool({"SELECT", "CONTROL"} & self.database)
