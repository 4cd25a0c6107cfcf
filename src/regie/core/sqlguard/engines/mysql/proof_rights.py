"""What the account may do, out of its grants and those of its roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ...driver import Examined
from ...errors import SourceRefused
from ...identifiers import quote_identifier
from ...proof import Finding, Verdict
from ...proving import listed
from ...source import Relation
from .connection import SHOW_GRANTS
from .grants import EVERYBODY, Grant, gives_roles_away, grant_of, may_be_everybodys, roles_of
from .passwords import passwords_seen
from .version import is_mariadb

# fmt: off
_READS: Final = frozenset(("SELECT", "USAGE", "SHOW VIEW"))
_LOOKS: Final = frozenset((
    "BINLOG MONITOR", "REPLICATION CLIENT", "REPLICA MONITOR", "SHOW CREATE ROUTINE",
    "SHOW DATABASES", "SHOW_ROUTINE", "SLAVE MONITOR",
))
"""Harmless, and what a look at the lag of a replica needs."""
_SEES: Final = frozenset(("PROCESS",))
_WRITES: Final = frozenset((
    "ALL PRIVILEGES", "ALTER", "DELETE", "DELETE HISTORY", "DROP", "EVENT", "INDEX", "INSERT",
    "LOCK TABLES", "REFERENCES", "TRIGGER", "UPDATE",
))
_CREATES: Final = frozenset((
    "ALTER ROUTINE", "CREATE", "CREATE ROLE", "CREATE ROUTINE", "CREATE TABLESPACE",
    "CREATE TEMPORARY TABLES", "CREATE USER", "CREATE VIEW",
))
_TEMPORARY: Final = frozenset(("CREATE TEMPORARY TABLES",))
_SELECTS: Final = frozenset(("SELECT", "ALL PRIVILEGES"))
_RUNS: Final = frozenset(("EXECUTE",))
# fmt: on
_WARNED_OF: Final = _READS | _LOOKS | _SEES | _RUNS | _TEMPORARY
_MOST_ROLES: Final = 50


async def rights(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """What the roles give is told apart: MySQL adds it to the account's own, where it is in force,
    unless the account is named."""
    account = (await account_of(examined))[1]
    shown = await _lines(examined, SHOW_GRANTS)
    named = await _lines(examined, f"{SHOW_GRANTS} FOR {account}")
    everybodys = [line for line in shown if may_be_everybodys(line)]
    lines = [*named, *everybodys]
    own = [grant for line in lines if (grant := grant_of(line))]
    roles = sorted({role for line in (*named, *shown) for role in roles_of(line)})
    held = {
        holder: sorted({role for line in theirs for role in roles_of(line)})
        for holder, theirs in ((account, named), (EVERYBODY, everybodys))
    }
    through, unseen = await _through(examined, account, roles, own)
    trusted = not unseen and not any(map(gives_roles_away, lines))
    return [
        _administrative(own),
        _writing(own),
        _creating(own),
        _running(own),
        _secrets([*own, *through]),
        _memberships(roles, held, through if trusted else None),
    ]


async def account_of(examined: Examined) -> tuple[str | None, str]:
    """Our database, and our account as a GRANT names it."""
    row = (await examined.fetch("SELECT DATABASE() AS base, CURRENT_USER() AS account"))[0]
    user, _, host = row["account"].rpartition("@")
    return row["base"], f"{quote_identifier(user, 'mysql')}@{quote_identifier(host, 'mysql')}"


async def _lines(examined: Examined, statement: str) -> Sequence[str]:
    rows: Sequence[Any] = await examined.fetch(statement)
    return [str(line) for row in rows for line in row.values()]


async def _through(
    examined: Examined, account: str, roles: Sequence[str], own: Sequence[Grant]
) -> tuple[list[Grant], list[str]]:
    """The grants of the roles and of theirs, and the roles that we may not look into. MySQL shows
    no role to whoever only has it, but what all of them add to its own; MariaDB knows no USING."""
    if roles and not await is_mariadb(examined):
        taken = ", ".join(roles)
        lines = await _lines(examined, f"{SHOW_GRANTS} FOR {account} USING {taken}")
        added = (each.without(_at(own, each.where)) for line in lines if (each := grant_of(line)))
        return [replace(grant, to=taken) for grant in added if grant.rights], []
    grants: list[Grant] = []
    unseen: list[str] = []
    looked: set[str] = set()
    waiting = list(roles)
    while waiting and len(looked) < _MOST_ROLES:
        role = waiting.pop()
        if role in looked:
            continue
        looked.add(role)
        try:
            lines = await _lines(examined, f"{SHOW_GRANTS} FOR {role}")
        except SourceRefused:
            unseen.append(role)
            continue
        grants += [grant for line in lines if (grant := grant_of(line))]
        waiting += [other for line in lines for other in roles_of(line)]
    return grants, unseen


def _administrative(own: Sequence[Grant]) -> Finding:
    known = _READS | _LOOKS | _WRITES | _CREATES | _RUNS
    strange = [grant for each in own if (grant := each.without(known)).rights]
    if not strange:
        return Finding("attributes", "pass")
    held = sorted({right for grant in strange for right in grant.rights})
    verdict: Verdict = "warn" if set(held) <= _SEES else "fail"
    return Finding("attributes", verdict, {"attributes": ", ".join(held)}, _revoke(strange))


def _writing(own: Sequence[Grant]) -> Finding:
    held = _held(own, _WRITES)
    if not held:
        return Finding("writes", "pass")
    return Finding("writes", "fail", {"tables": _places(held), "count": len(held)}, _revoke(held))


def _running(own: Sequence[Grant]) -> Finding:
    """A routine runs with the rights of whoever made it, unless it says otherwise."""
    held = _held(own, _RUNS)
    if not held:
        return Finding("functions", "pass")
    facts = {"functions": _places(held), "count": len(held)}
    return Finding("functions", "warn", facts, _revoke(held))


def _creating(own: Sequence[Grant]) -> Finding:
    held = _held(own, _CREATES)
    if not held:
        return Finding("creates", "pass")
    what = ", ".join(f"{', '.join(sorted(grant.rights))} ON {grant.where}" for grant in held)
    only_temporary = all(grant.rights <= _TEMPORARY for grant in held)
    verdict: Verdict = "warn" if only_temporary else "fail"
    return Finding("creates", verdict, {"rights": what}, _revoke(held))


def _secrets(held: Sequence[Grant]) -> Finding:
    reading = [grant for grant in _held(held, _SELECTS) if passwords_seen(grant.where)]
    if not reading:
        return Finding("secrets", "pass")
    facts = {"tables": _places(reading), "count": len(reading)}
    return Finding("secrets", "fail", facts, _revoke(reading))


def _memberships(
    roles: Sequence[str], held: Mapping[str, Sequence[str]], through: Sequence[Grant] | None
) -> Finding:
    """A role that nobody lets us look into is held against the account: it may be any. So is one
    that the account may give away; `through` is None for both. What would be a warning if it were
    the account's own is one through a role. `held` has the roles by who was given them: one of
    mandatory_roles was given to nobody, and is taken from nobody."""
    if not roles:
        return Finding("memberships", "pass")
    harmless = through is not None and all(grant.rights <= _WARNED_OF for grant in through)
    revoked = (
        f"REVOKE {', '.join(theirs)} FROM {holder};" for holder, theirs in held.items() if theirs
    )
    remedy = " ".join(revoked) or None
    verdict: Verdict = "warn" if harmless else "fail"
    return Finding("memberships", verdict, {"roles": listed(roles)}, remedy)


def _held(own: Sequence[Grant], some: frozenset[str]) -> list[Grant]:
    return [grant for each in own if (grant := each.only(some)).rights]


def _at(own: Sequence[Grant], where: str) -> frozenset[str]:
    return frozenset[str]().union(*(grant.rights for grant in own if grant.where == where))


def _places(held: Sequence[Grant]) -> str:
    return listed([grant.where for grant in held])


def _revoke(held: Sequence[Grant]) -> str | None:
    return " ".join(filter(None, (grant.revocation() for grant in held))) or None
