"""The catalogue views that a proof reads, as tables of SQLite in a schema called sys."""

from __future__ import annotations

import re
import sqlite3
from typing import Final

from .rights import Rights
from .settings import SessionSettings

_VIEWS: Final = """
CREATE TABLE sys.schemas (schema_id, name, principal_id);
CREATE TABLE sys.every_object (object_id, name, schema_id, type, is_ms_shipped);
CREATE TABLE sys.objects (object_id, name, schema_id, type, is_ms_shipped);
CREATE TABLE sys.columns (object_id, column_id, name, user_type_id, max_length, precision, scale,
    is_nullable, collation_name);
CREATE TABLE sys.types (user_type_id, name);
CREATE TABLE sys.indexes (object_id, index_id, name, has_filter, is_disabled, is_hypothetical,
    type);
CREATE TABLE sys.index_columns (object_id, index_id, index_column_id, column_id, key_ordinal,
    is_included_column);
CREATE TABLE sys.databases (database_id, name, is_read_committed_snapshot_on,
    snapshot_isolation_state, is_read_only, is_trustworthy_on, is_db_chaining_on);
CREATE TABLE sys.servers (server_id, name, is_linked, is_data_access_enabled, is_rpc_out_enabled);
CREATE TABLE sys.linked_logins (server_id, local_principal_id, uses_self_credential, remote_name);
CREATE TABLE sys.configurations (name, value_in_use);
CREATE TABLE sys.database_principals (name, type, is_fixed_role);
CREATE TABLE sys.server_principals (name, type, is_fixed_role);
CREATE TABLE sys.dm_exec_sessions (session_id, program_name, lock_timeout, deadlock_priority,
    transaction_isolation_level);
CREATE TABLE sys.dm_exec_connections (session_id, encrypt_option, net_transport);
CREATE TABLE sys.my_permissions_server (permission_name);
CREATE TABLE sys.my_permissions_database (permission_name);
"""
_FIXED_ROLES: Final = (
    "db_owner",
    "db_accessadmin",
    "db_securityadmin",
    "db_ddladmin",
    "db_backupoperator",
    "db_datareader",
    "db_datawriter",
    "db_denydatareader",
    "db_denydatawriter",
)
_SERVER_ROLES: Final = (
    "sysadmin",
    "securityadmin",
    "serveradmin",
    "setupadmin",
    "processadmin",
    "diskadmin",
    "dbcreator",
    "bulkadmin",
    "##MS_ServerStateReader##",
)
_SWITCHES: Final = (
    "xp_cmdshell",
    "Ole Automation Procedures",
    "Database Mail XPs",
    "Agent XPs",
    "Ad Hoc Distributed Queries",
    "cross db ownership chaining",
)
_TYPE: Final = re.compile(r"(\w+)(?:\((max|\d+)(?:,\s*(\d+))?\))?")
_PRIORITIES: Final = {"LOW": -5, "NORMAL": 0, "HIGH": 5}


def create(sql: sqlite3.Connection, database: str) -> None:
    sql.executescript(_VIEWS)
    sql.execute("INSERT INTO sys.schemas VALUES (1, 'dbo', 1)")
    names = ("master", "tempdb", "model", "msdb", database, "payroll")
    sql.executemany(
        "INSERT INTO sys.databases VALUES (?, ?, 1, 0, 0, 0, 0)", list(enumerate(names, start=1))
    )
    sql.execute("INSERT INTO sys.servers VALUES (0, 'HERE', 0, 1, 1)")
    sql.executemany("INSERT INTO sys.configurations VALUES (?, 0)", [(name,) for name in _SWITCHES])
    principals = [
        *(("public", "R", 0), ("dbo", "S", 0), ("guest", "S", 0), ("sys", "S", 0)),
        *((name, "R", 1) for name in _FIXED_ROLES),
    ]
    sql.executemany("INSERT INTO sys.database_principals VALUES (?, ?, ?)", principals)
    roles = [("public", "R", 1), ("sa", "S", 0), *((name, "R", 1) for name in _SERVER_ROLES)]
    sql.executemany("INSERT INTO sys.server_principals VALUES (?, ?, ?)", roles)


def add(
    sql: sqlite3.Connection, name: str, columns: dict[str, str], indexed: tuple[str, ...], kind: str
) -> None:
    (known,) = sql.execute("SELECT count(*) FROM sys.every_object").fetchone()
    identity = 1000 + known
    sql.execute("INSERT INTO sys.every_object VALUES (?, ?, 1, ?, 0)", (identity, name, kind))
    order = list(columns)
    for position, (column, declared) in enumerate(columns.items(), start=1):
        family, length, scale = _split(declared)
        sql.execute(
            "INSERT INTO sys.columns VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)",
            (
                identity,
                position,
                column,
                _type_id(sql, family),
                _max_length(family, length),
                length if family in ("decimal", "numeric") else 0,
                scale,
                "French_CI_AS" if "char" in family else None,
            ),
        )
    for number, column in enumerate(indexed, start=1):
        sql.execute("INSERT INTO sys.indexes VALUES (?, ?, ?, 0, 0, 0, 2)", (identity, number, ""))
        place = order.index(column) + 1
        sql.execute(
            "INSERT INTO sys.index_columns VALUES (?, ?, 1, ?, 1, 0)", (identity, number, place)
        )


def show(sql: sqlite3.Connection, rights: Rights, session: SessionSettings) -> None:
    """What the account may see of it at this moment."""
    sql.execute("DELETE FROM sys.objects")
    for row in sql.execute("SELECT * FROM sys.every_object").fetchall():
        if rights.sees(f"[dbo].[{row[1]}]"):
            sql.execute("INSERT INTO sys.objects VALUES (?, ?, ?, ?, ?)", row)
    for scope, held in (("server", rights.server), ("database", rights.database)):
        sql.execute(f"DELETE FROM sys.my_permissions_{scope}")
        sql.executemany(
            f"INSERT INTO sys.my_permissions_{scope} VALUES (?)", [(right,) for right in held]
        )
    sql.execute("DELETE FROM sys.dm_exec_sessions")
    options = session.options
    sql.execute(
        "INSERT INTO sys.dm_exec_sessions VALUES (?, ?, ?, ?, 2)",
        (
            session.identity,
            session.application,
            int(options["LOCK_TIMEOUT"]),
            _PRIORITIES[options["DEADLOCK_PRIORITY"]],
        ),
    )


def _split(declared: str) -> tuple[str, int, int]:
    found = _TYPE.fullmatch(declared)
    assert found is not None, declared
    family, length, scale = found.groups()
    return family, -1 if length == "max" else int(length or 0), int(scale or 0)


def _max_length(family: str, length: int) -> int:
    """In bytes, as sys.columns has it."""
    return length * 2 if family.startswith("n") and length > 0 else length


def _type_id(sql: sqlite3.Connection, family: str) -> int:
    found = sql.execute("SELECT user_type_id FROM sys.types WHERE name = ?", (family,)).fetchone()
    if found:
        return found[0]
    (known,) = sql.execute("SELECT count(*) FROM sys.types").fetchone()
    sql.execute("INSERT INTO sys.types VALUES (?, ?)", (100 + known, family))
    return 100 + known
