"""Another team's PostgreSQL: a reader who may see little, and a writer whose every right must not
matter."""

from __future__ import annotations

from postgresqlserver import PostgreSQL

DATABASE = "workshop"
READER, WRITER, PASSWORD = "workshop_reader", "workshop_writer", "only-in-tests"
BESIDE = "beside"
"""Another database of the same server, closed to both."""

TABLES = f"""
    GRANT CONNECT ON DATABASE {DATABASE} TO {READER}, {WRITER};
    CREATE TABLE things (id integer PRIMARY KEY, name text NOT NULL, price numeric);
    CREATE SEQUENCE tickets;
    INSERT INTO things SELECT n, 'thing ' || n, n FROM generate_series(1, 50) AS n;
    GRANT SELECT (id, name) ON things TO {READER};
    GRANT SELECT, INSERT, UPDATE, DELETE ON things TO {WRITER};
    GRANT USAGE ON SEQUENCE tickets TO {WRITER};
"""

LARGE_OBJECT_MAKERS = (
    *("lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)", "lo_unlink(oid)"),
    *("lo_put(oid, bigint, bytea)", "lo_truncate(integer, integer)"),
    *("lo_truncate64(integer, bigint)", "lowrite(integer, bytea)"),
)


def set_up(server: PostgreSQL) -> PostgreSQL:
    """As its administrators keep it who have closed what an older version leaves open."""
    for account in (READER, WRITER):
        server.make_role(account, PASSWORD)
    for database in (DATABASE, BESIDE):
        server.make_database(database)
    server.admin(TABLES, DATABASE)
    server.admin("REVOKE CREATE ON SCHEMA public FROM PUBLIC", DATABASE)
    if server.version < 160000:
        makers = ", ".join(LARGE_OBJECT_MAKERS)
        server.admin(f"REVOKE EXECUTE ON FUNCTION {makers} FROM PUBLIC", DATABASE)
    return server
