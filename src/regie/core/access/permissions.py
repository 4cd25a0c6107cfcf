"""What apps declare that may be done, and which roles do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from regie.core.i18n import Language

MAIN_TENANT: Final = "main"
"""The tenant of those who run the installation."""


@dataclass(frozen=True, slots=True)
class Permission:
    """`name` is `<app>.<subject>.<action>`: `console.people.manage`."""

    name: str
    title: Mapping[Language, str]
    """What it lets one do, as the matrix says it: « Gérer les personnes »."""
    roles: frozenset[str]
    of_installation: bool = False
    """On what all tenants share (cache, locks, another team's database): only for people of the
    main one, and only by a role for the whole of it, not for a place."""
    dangerous: bool = False
    """Wants the password or the second factor once more, if it was not given just now."""
    fields: bool = False
    """A class of fields in what another permission opens: without it they are left out of the
    answer. No route asks for it."""

    @property
    def app(self) -> str:
        return self.name.partition(".")[0]

    def fits(self, tenant: str, *, scoped: bool) -> bool:
        """Whether somebody of that tenant can have it, everywhere or (`scoped`) for a place."""
        return not self.of_installation or (tenant == MAIN_TENANT and not scoped)


class Permissions:
    """What all apps of the installation declare."""

    def __init__(self, declared: Iterable[Permission]):
        """Raises ValueError when two of them have one name."""
        self._by_name: dict[str, Permission] = {}
        for permission in declared:
            if permission.name in self._by_name:
                raise ValueError(f"declared twice: {permission.name}")
            self._by_name[permission.name] = permission

    def __iter__(self) -> Iterator[Permission]:
        return iter(self._by_name.values())

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Permission:
        return self._by_name[name]

    def of_role(self, role: str, tenant: str, *, scoped: bool) -> Iterator[Permission]:
        """`scoped`: given for a place only."""
        for permission in self._by_name.values():
            if role in permission.roles and permission.fits(tenant, scoped=scoped):
                yield permission
