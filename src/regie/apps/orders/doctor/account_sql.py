"""The whole SQL that a source's administrators run for us: an account that reads these columns and
nothing else, within limits of its own, and the indexes that spare their server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from regie.core.sqlguard import Engine, Relation, quote_identifier, quote_path

_ROLE: Final = "regie_orders"


@dataclass(frozen=True, slots=True)
class Wanted:
    account: str
    database: str
    password: str
    """A word that stands for it: they choose it."""
    ours: str
    """The address that we come from, or a word that stands for it."""
    connections: int
    statement_s: float
    relations: Sequence[Relation]


def account_sql(engine: Engine, wanted: Wanted) -> list[str]:
    """In the order in which they are run."""
    return _ACCOUNTS[engine](wanted)


def index_sql(engine: Engine, relation: Relation) -> str:
    """On the column that rows are looked up by, without locking others out where that is free."""
    path = quote_path(relation.schema, relation.table, engine)
    column = quote_identifier(relation.key, engine)
    name = quote_identifier(f"ix_regie_{_ascii(relation.table)}_{_ascii(relation.key)}", engine)
    if engine == "postgresql":
        return (
            f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {path} ({column});"
            "  -- a table in partitions: without CONCURRENTLY, while nobody needs to write to it"
        )
    if engine == "sqlite":
        return f"CREATE INDEX IF NOT EXISTS {name} ON {path} ({column});"
    if engine == "mysql":
        return f"CREATE INDEX {name} ON {path} ({column}) ALGORITHM=INPLACE LOCK=NONE;"
    return (
        f"CREATE INDEX {name} ON {path} ({column});  -- WITH (ONLINE = ON) where the edition has it"
    )


def _postgresql(wanted: Wanted) -> list[str]:
    who = quote_identifier(wanted.account)
    database = quote_identifier(wanted.database)
    schemas = sorted({relation.schema or "public" for relation in wanted.relations})
    limit_ms = round(wanted.statement_s * 1000)
    return [
        f"CREATE ROLE {who} LOGIN PASSWORD '{wanted.password}' NOSUPERUSER NOCREATEDB NOCREATEROLE"
        f" NOREPLICATION NOBYPASSRLS CONNECTION LIMIT {wanted.connections};",
        f"ALTER ROLE {who} SET default_transaction_read_only = on;",
        f"ALTER ROLE {who} SET statement_timeout = '{limit_ms}ms';",
        f"ALTER ROLE {who} SET lock_timeout = '2s';",
        f"ALTER ROLE {who} SET idle_in_transaction_session_timeout = '10s';",
        f"GRANT CONNECT ON DATABASE {database} TO {who};",
        *(f"GRANT USAGE ON SCHEMA {quote_identifier(schema)} TO {who};" for schema in schemas),
        *(
            f"GRANT SELECT ({_columns(relation, 'postgresql')})"
            f" ON {_path(relation, 'postgresql')} TO {who};"
            for relation in wanted.relations
        ),
        '-- Before PostgreSQL 15 everybody may create in "public": grant it to those who do, then',
        '-- REVOKE CREATE ON SCHEMA "public" FROM PUBLIC;',
    ]


def _mysql(wanted: Wanted) -> list[str]:
    who = f"{_text(wanted.account)}@{_text(wanted.ours)}"
    return [
        f"CREATE USER {who} IDENTIFIED BY '{wanted.password}' REQUIRE SSL"
        f" WITH MAX_USER_CONNECTIONS {wanted.connections};"
        f"  -- MariaDB: add MAX_STATEMENT_TIME {wanted.statement_s:g}",
        *(
            f"GRANT SELECT ({_columns(relation, 'mysql')}) ON "
            f"{quote_path(relation.schema or wanted.database, relation.table, 'mysql')} TO {who};"
            for relation in wanted.relations
        ),
    ]


def _sqlserver(wanted: Wanted) -> list[str]:
    who = quote_identifier(wanted.account, "sqlserver")
    schemas = sorted({relation.schema or "dbo" for relation in wanted.relations})
    return [
        f"CREATE LOGIN {who} WITH PASSWORD = N'{wanted.password}', CHECK_POLICY = ON;",
        f"USE {quote_identifier(wanted.database, 'sqlserver')};",
        f"CREATE USER {who} FOR LOGIN {who};",
        f"CREATE ROLE {_ROLE};",
        f"ALTER ROLE {_ROLE} ADD MEMBER {who};",
        *(
            f"GRANT SELECT ({_columns(relation, 'sqlserver')}) ON "
            f"{quote_path(relation.schema or 'dbo', relation.table, 'sqlserver')} TO {_ROLE};"
            for relation in wanted.relations
        ),
        *(
            # Not CONTROL: to deny that denies SELECT as well.
            "DENY INSERT, UPDATE, DELETE, EXECUTE, ALTER ON SCHEMA::"
            f"{quote_identifier(schema, 'sqlserver')} TO {_ROLE};"
            for schema in schemas
        ),
    ]


def _sqlite(wanted: Wanted) -> list[str]:
    """There are no accounts: what the file's owner lets others read is all there is."""
    return [f"-- chgrp regie {wanted.database!r} && chmod g=r {wanted.database!r}"]


_ACCOUNTS: Final[dict[Engine, Callable[[Wanted], list[str]]]] = {
    "postgresql": _postgresql,
    "mysql": _mysql,
    "sqlserver": _sqlserver,
    "sqlite": _sqlite,
}


def _columns(relation: Relation, engine: Engine) -> str:
    return ", ".join(quote_identifier(column, engine) for column in relation.columns)


def _path(relation: Relation, engine: Engine) -> str:
    return quote_path(relation.schema, relation.table, engine)


def _text(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _ascii(name: str) -> str:
    """Short, so that no engine cuts it."""
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in name.lower())[:20]
