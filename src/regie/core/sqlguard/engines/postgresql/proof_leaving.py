"""Ways out of the database that hang on more than one right: functions of the server that only its
administrators have, and other servers that somebody wrote our account into."""
# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ...driver import Examined
from ...identifiers import quote_identifier
from ...proof import Finding, Verdict
from ...proving import listed
from ...source import Relation
from .revoking import SIGNATURE, revoked
from .version import version

_PROGRAMS: Final[Mapping[int, tuple[str, ...]]] = {
    90600: (
        *("pg_create_restore_point", "pg_promote", "pg_reload_conf", "pg_rotate_logfile"),
        *("pg_switch_wal", "pg_wal_replay_pause", "pg_stat_reset"),
        *("pg_backup_start", "pg_start_backup"),
    ),
    110000: (
        *("lo_export", "lo_import"),
        *("pg_ls_dir", "pg_read_binary_file", "pg_read_file", "pg_stat_file"),
        *("pg_file_rename", "pg_file_sync", "pg_file_unlink", "pg_file_write"),
    ),
    140000: ("pg_replication_origin_create",),
}
"""Of the server, beside the tables: its files, its log, its backups, by the version since which the
right to execute them opens them. Before it they are PUBLIC's in name, and refuse whoever is no
superuser. Since it none of them is PUBLIC's as PostgreSQL is installed, and no read-only
transaction stops the half of them."""
_SIGNATURES: Final = f"""
    SELECT {SIGNATURE} AS signature, current_user::text AS account
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE p.proname = ANY($1::text[]) AND n.nspname = 'pg_catalog'
      AND has_function_privilege(p.oid, 'EXECUTE')
      AND (p.proname !~ '^pg_file_(rename|unlink|write)$' OR p.prosrc LIKE '%\\_v1\\_1')
      AND NOT (SELECT r.rolsuper FROM pg_roles AS r WHERE r.rolname = current_user)
    ORDER BY 1
"""
"""Those of adminpack 1.0 ask for a superuser on every server, as an upgrade leaves them there."""
_MAPPINGS: Final = """
    SELECT m.srvname::text AS server, current_user::text AS account,
           EXISTS (SELECT FROM pg_proc AS p WHERE p.proname IN ('dblink_connect', 'dblink_exec')
                   AND has_function_privilege(p.oid, 'EXECUTE')) AS writes
    FROM pg_user_mappings AS m JOIN pg_roles AS r ON r.rolname = current_user
    WHERE m.umuser IN (0, r.oid) AND has_server_privilege(m.srvid, 'USAGE')
    ORDER BY 1
"""


async def programs(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """A superuser has them all, which has been said already."""
    rows = await examined.fetch(_SIGNATURES, guarded_by_a_right(await version(examined)))
    if not rows:
        return (Finding("programs", "pass"),)
    signatures = [row["signature"] for row in rows]
    account = quote_identifier(rows[0]["account"])
    taken = await revoked(examined, "ROUTINE", "EXECUTE", signatures, account)
    facts = {"programs": listed(signatures), "count": len(signatures)}
    return (Finding("programs", "fail", facts, taken.noted("and from its roles")),)


def guarded_by_a_right(served: int) -> list[str]:
    """Of a server whose server_version_num it is."""
    return [name for since, names in _PROGRAMS.items() if since <= served for name in names]


async def mappings(examined: Examined, _: Sequence[Relation]) -> Sequence[Finding]:
    """Of servers that dblink and postgres_fdw reach with a name and a password of another's. With
    dblink any statement goes there; without it, tables of theirs are read here."""
    rows = await examined.fetch(_MAPPINGS)
    if not rows:
        return (Finding("mappings", "pass"),)
    servers = sorted({quote_identifier(row["server"]) for row in rows})
    account = quote_identifier(rows[0]["account"])
    taken = await revoked(examined, "FOREIGN SERVER", "USAGE", servers, account)
    verdict: Verdict = "fail" if rows[0]["writes"] else "warn"
    facts = {"servers": listed(servers), "count": len(servers)}
    return (Finding("mappings", verdict, facts, taken.noted()),)
