"""What SHOW GRANTS says, and nothing of the password's hash that it says as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

_NAME: Final = r"`(?:[^`]|``)*`"
_ON: Final = re.compile(
    rf"GRANT (?P<rights>(?:[^`]|{_NAME})+?) ON (?:(?P<kind>[A-Z]+(?: [A-Z]+)*) )?"
    rf"(?P<schema>\*|{_NAME})(?:\.(?P<object>\*|{_NAME}))?"
    rf" TO (?P<to>PUBLIC|{_NAME}(?:@{_NAME})?)(?P<rest>.*)",
    re.DOTALL,
)
_ROLES: Final = re.compile(
    rf"GRANT (?P<roles>{_NAME}(?:@{_NAME})?(?:, ?{_NAME}(?:@{_NAME})?)*)"
    rf" TO (?P<to>PUBLIC|{_NAME}(?:@{_NAME})?)?"
)
_ACCOUNT: Final = rf"(?:{_NAME}|'(?:[^']|'')*')@(?:{_NAME}|'(?:[^']|'')*')"
_PROXY: Final = re.compile(rf"GRANT PROXY ON (?P<whose>{_ACCOUNT}) TO (?P<to>{_ACCOUNT})")
_STRANGE: Final = re.compile(r"GRANT (?P<right>[^` ]+)")
_RIGHT: Final = re.compile(rf"(?P<right>[A-Z_]+(?: [A-Z_]+)*)(?: ?\((?:[^`)]|{_NAME})*\))?(?:, )?")
NOWHERE: Final = "…"
EVERYBODY: Final = "PUBLIC"
_EVERYBODYS: Final = (EVERYBODY, f"`{EVERYBODY}`")
_ROLE: Final = re.compile(rf"{_NAME}(?:@{_NAME})?")


@dataclass(frozen=True, slots=True)
class Grant:
    rights: frozenset[str]
    where: str
    """As a GRANT names it: `*.*`, `shop`.*, `shop`.`orders`, FUNCTION `shop`.`total`; for PROXY an
    account."""

    to: str
    """An account, a role, or PUBLIC of MariaDB."""

    def only(self, rights: frozenset[str]) -> Grant:
        return replace(self, rights=self.rights & rights)

    def without(self, rights: frozenset[str]) -> Grant:
        return replace(self, rights=self.rights - rights)

    def revocation(self) -> str | None:
        """None for what is not understood. A REVOKE for each line: MySQL takes rights that may be
        passed on from others only when they stand together."""
        if self.where == NOWHERE:
            return None
        return f"REVOKE {', '.join(sorted(self.rights))} ON {self.where} FROM {self.to};"


def grant_of(line: str) -> Grant | None:
    """None for a line that grants no right on anything, such as one of roles.

    One that is not understood grants a right that nobody knows, and not nothing.
    """
    if (proxy := _PROXY.match(line)) is not None:
        return Grant(frozenset({"PROXY"}), proxy["whose"], proxy["to"])
    found = _ON.match(line)
    if found is None:
        strange = _STRANGE.match(line)
        return strange and Grant(frozenset({strange["right"]}), NOWHERE, "")
    rights = {right["right"] for right in _RIGHT.finditer(found["rights"])}
    if "WITH GRANT OPTION" in re.sub(_NAME, "", found["rest"]):
        rights.add("GRANT OPTION")
    kind = "" if found["kind"] in (None, "TABLE") else f"{found['kind']} "
    place = found["schema"] if found["object"] is None else f"{found['schema']}.{found['object']}"
    return Grant(frozenset(rights), f"{kind}{place}", found["to"])


def may_be_everybodys(line: str) -> bool:
    """Of rights and of roles: of MariaDB's PUBLIC, or nobody understands whose."""
    found = _ON.match(line) or _ROLES.match(line)
    if found is None:
        return _PROXY.match(line) is None and _STRANGE.match(line) is not None
    return found["to"] in _EVERYBODYS


def gives_roles_away(line: str) -> bool:
    return "WITH ADMIN OPTION" in re.sub(_NAME, "", line)


def roles_of(line: str) -> Iterator[str]:
    """As GRANT and REVOKE name them."""
    found = _ROLES.match(line)
    if found is not None and _ON.match(line) is None:
        yield from (role[0] for role in _ROLE.finditer(found["roles"]))
