"""What an account of PostgreSQL may have beside reading, and how the tests give and take it."""

from __future__ import annotations

from dataclasses import dataclass

from .postgresql_workshop import BESIDE, DATABASE, LARGE_OBJECT_MAKERS, READER, WRITER

ELSEWHERE = f"""
    CREATE SERVER elsewhere FOREIGN DATA WRAPPER dblink_fdw OPTIONS (host '127.0.0.1');
    GRANT USAGE ON FOREIGN SERVER elsewhere TO {READER};
    CREATE USER MAPPING FOR PUBLIC SERVER elsewhere OPTIONS (user 'them', password 'theirs')
"""


@dataclass(frozen=True)
class Power:
    give: str
    take: str
    since: int = 0
    """The version that has it."""
    until: int = 990000
    """The version that has it no more."""


SLOPPY = {
    "attributes": Power(f"ALTER ROLE {READER} CREATEDB", f"ALTER ROLE {READER} NOCREATEDB"),
    "writes": Power(
        f"GRANT UPDATE (name) ON things TO {READER}",
        f"REVOKE UPDATE ON things FROM {READER}",
    ),
    "creates": Power(
        f"GRANT CREATE ON SCHEMA public TO {READER}",
        f"REVOKE CREATE ON SCHEMA public FROM {READER}",
    ),
    "creates what everybody may": Power(  # as it is before PostgreSQL 15 in every new database
        "GRANT CREATE ON SCHEMA public TO PUBLIC",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    ),
    "creates as who took their own rights on a schema away": Power(
        f"CREATE SCHEMA mine AUTHORIZATION {READER}; REVOKE ALL ON SCHEMA mine FROM {READER}",
        "DROP SCHEMA mine",
    ),
    "creates as who took their own rights on the database away": Power(
        f"ALTER DATABASE {DATABASE} OWNER TO {READER};"
        f" REVOKE CREATE, TEMPORARY ON DATABASE {DATABASE} FROM {READER}",
        f"ALTER DATABASE {DATABASE} OWNER TO CURRENT_USER;"
        f" GRANT CONNECT ON DATABASE {DATABASE} TO {READER}",
    ),
    "creates by a foreign data wrapper": Power(
        f"CREATE EXTENSION postgres_fdw;"
        f" GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO {READER}",
        "DROP EXTENSION postgres_fdw",
    ),
    "memberships": Power(f"GRANT {WRITER} TO {READER}", f"REVOKE {WRITER} FROM {READER}"),
    "memberships that may be given away": Power(
        f"GRANT pg_monitor TO {READER} WITH ADMIN OPTION",
        f"REVOKE pg_monitor FROM {READER}",
    ),
    "memberships without SET that may be given away": Power(
        f"GRANT pg_monitor TO {READER} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE",
        f"REVOKE pg_monitor FROM {READER}",
        since=160000,
    ),
    "memberships that create": Power(
        f"CREATE ROLE between NOLOGIN; GRANT CREATE ON SCHEMA public TO between;"
        f" ALTER ROLE {READER} NOINHERIT; GRANT between TO {READER}",
        f"DROP OWNED BY between; DROP ROLE between; ALTER ROLE {READER} INHERIT",
    ),
    "memberships without INHERIT": Power(
        f"GRANT {WRITER} TO {READER} WITH INHERIT FALSE, SET TRUE",
        f"REVOKE {WRITER} FROM {READER}",
        since=160000,
    ),
    "memberships by way of another": Power(
        f"CREATE ROLE between NOLOGIN; GRANT {WRITER} TO between; GRANT between TO {READER}",
        "DROP ROLE between",
    ),
    "memberships that somebody else gave": Power(
        f"CREATE ROLE giver; GRANT {WRITER} TO giver WITH ADMIN OPTION; SET ROLE giver;"
        f" GRANT {WRITER} TO {READER}; RESET ROLE",
        f"REVOKE {WRITER} FROM giver CASCADE; REVOKE {WRITER} FROM {READER}; DROP ROLE giver",
    ),
    "memberships that run programs": Power(
        f"GRANT pg_execute_server_program TO {READER}",
        f"REVOKE pg_execute_server_program FROM {READER}",
    ),
    "memberships that write all": Power(
        f"GRANT pg_write_all_data TO {READER}",
        f"REVOKE pg_write_all_data FROM {READER}",
        since=140000,
    ),
    "memberships that maintain all": Power(
        f"GRANT pg_maintain TO {READER}",
        f"REVOKE pg_maintain FROM {READER}",
        since=170000,
    ),
    "writes by MAINTAIN": Power(
        f"GRANT MAINTAIN ON things TO {READER}",
        f"REVOKE MAINTAIN ON things FROM {READER}",
        since=170000,
    ),
    "parameters": Power(
        f"GRANT ALTER SYSTEM ON PARAMETER archive_command TO {READER}",
        f"REVOKE ALTER SYSTEM ON PARAMETER archive_command FROM {READER}",
        since=150000,
    ),
    "parameters that are everybody's": Power(
        "GRANT SET ON PARAMETER lo_compat_privileges TO PUBLIC",
        "REVOKE SET ON PARAMETER lo_compat_privileges FROM PUBLIC",
        since=150000,
    ),
    "memberships that read the server's files": Power(
        f"GRANT pg_read_server_files TO {READER}",
        f"REVOKE pg_read_server_files FROM {READER}",
    ),
    "writes a sequence": Power(
        f"GRANT UPDATE ON SEQUENCE tickets TO {READER}",
        f"REVOKE UPDATE ON SEQUENCE tickets FROM {READER}",
    ),
    "large_objects": Power(
        f"SELECT lo_create(4711); GRANT UPDATE ON LARGE OBJECT 4711 TO {READER}",
        "SELECT lo_unlink(4711)",
    ),
    "large_objects that are everybody's": Power(
        "SELECT lo_create(4712); GRANT UPDATE ON LARGE OBJECT 4712 TO PUBLIC",
        "SELECT lo_unlink(4712)",
    ),
    "secrets": Power(
        f"GRANT SELECT (rolpassword) ON pg_authid TO {READER}",
        f"REVOKE SELECT (rolpassword) ON pg_authid FROM {READER}",
    ),
    "secrets by reading all": Power(
        f"GRANT pg_read_all_data TO {READER}",
        f"REVOKE pg_read_all_data FROM {READER}",
        since=140000,
    ),
    "programs": Power(
        f"GRANT EXECUTE ON FUNCTION pg_read_file(text) TO {READER}",
        f"REVOKE EXECUTE ON FUNCTION pg_read_file(text) FROM {READER}",
    ),
    "mappings": Power(
        f"CREATE EXTENSION dblink; {ELSEWHERE}",
        "DROP EXTENSION dblink CASCADE",
    ),
    "readable": Power(
        f"REVOKE SELECT (name) ON things FROM {READER}",
        f"GRANT SELECT (name) ON things TO {READER}",
    ),
}
WARNED = {
    "sees_more": Power(
        f"GRANT SELECT (price) ON things TO {READER}",
        f"REVOKE SELECT (price) ON things FROM {READER}",
    ),
    "sees_more what everybody may": Power(
        "GRANT SELECT (price) ON things TO PUBLIC", "REVOKE SELECT ON things FROM PUBLIC"
    ),
    "index of a table in parts": Power(
        "ALTER TABLE things RENAME TO whole;"
        " CREATE TABLE things (id int, name text) PARTITION BY HASH (id);"
        f" GRANT SELECT ON things TO {READER}",
        "DROP TABLE things; ALTER TABLE whole RENAME TO things",
    ),
    "index": Power(
        "ALTER TABLE things DROP CONSTRAINT things_pkey",
        "DROP INDEX IF EXISTS things_id_idx; ALTER TABLE things ADD PRIMARY KEY (id)",
    ),
    "creates": Power(
        f"GRANT TEMPORARY ON DATABASE workshop TO {READER}",
        f"REVOKE TEMPORARY ON DATABASE workshop FROM {READER}",
    ),
    "functions": Power(
        "CREATE FUNCTION as_owner() RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1'",
        "DROP FUNCTION as_owner()",
    ),
    "functions that are procedures": Power(
        "CREATE PROCEDURE as_owner(INOUT a int) SECURITY DEFINER LANGUAGE sql AS 'SELECT 1'",
        "DROP PROCEDURE as_owner",
    ),
    "large_objects that anybody may make": Power(
        f"GRANT EXECUTE ON FUNCTION {', '.join(LARGE_OBJECT_MAKERS)} TO PUBLIC",
        f"REVOKE EXECUTE ON FUNCTION {', '.join(LARGE_OBJECT_MAKERS)} FROM PUBLIC",
        until=160000,
    ),
    "large_objects that it may make": Power(
        f"GRANT EXECUTE ON FUNCTION lo_create(oid) TO {READER}",
        f"REVOKE EXECUTE ON FUNCTION lo_create(oid) FROM {READER}",
        until=160000,
    ),
    "outside": Power("CREATE EXTENSION dblink", "DROP EXTENSION dblink"),
    "mappings": Power(
        f"CREATE EXTENSION postgres_fdw; {ELSEWHERE.replace('dblink_fdw', 'postgres_fdw')}",
        "DROP EXTENSION postgres_fdw CASCADE",
    ),
    "databases": Power(
        f"GRANT CONNECT ON DATABASE {BESIDE} TO PUBLIC",
        f"REVOKE CONNECT ON DATABASE {BESIDE} FROM PUBLIC",
    ),
    "memberships": Power(f"GRANT pg_monitor TO {READER}", f"REVOKE pg_monitor FROM {READER}"),
}


def passed_on(
    rights: str, on: str, *, to: str = READER, made: str = "", gone: str = "", since: int = 0
) -> Power:
    """Given by somebody who is not the owner and may give it away."""
    return Power(
        f"{made} CREATE ROLE giver; GRANT {rights} ON {on} TO giver WITH GRANT OPTION;"
        f" SET ROLE giver; GRANT {rights} ON {on} TO {to}; RESET ROLE",
        f"REVOKE {rights} ON {on} FROM giver CASCADE; {gone} DROP ROLE giver",
        since=since,
    )


HELPERS_GONE = "DROP OWNED BY helper, clerk; DROP ROLE helper; DROP ROLE clerk"


def passed_down(rights: str, on: str, *, last: str = "clerk") -> Power:
    """Somebody who is not the owner gave it to the account, and so on down to the last."""
    givers = ("giver", READER, "helper", last)
    steps = "".join(
        f" GRANT {rights} ON {on} TO {to}{'' if to == last else ' WITH GRANT OPTION'};"
        f" {'RESET ROLE' if to == last else f'SET ROLE {to}'};"
        for to in givers
    )
    return Power(
        f"CREATE ROLE giver; CREATE ROLE helper; CREATE ROLE clerk;{steps}",
        f"REVOKE {rights} ON {on} FROM giver CASCADE; DROP ROLE giver; {HELPERS_GONE}",
    )


AS_OWNER = "CREATE FUNCTION as_owner() RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1';"
ELSEWHERE_CLOSED = ELSEWHERE.replace("dblink_fdw", "postgres_fdw").replace(
    f"GRANT USAGE ON FOREIGN SERVER elsewhere TO {READER};", ""
)
PASSED_ON = {
    "writes": passed_on("UPDATE, DELETE", "things"),
    "writes one column": passed_on("UPDATE (name)", "things"),
    "writes what everybody may": passed_on("INSERT", "things", to="PUBLIC"),
    "writes as some of the rights came from the owner": passed_on(
        "UPDATE (name)",
        "things",
        made=f"GRANT DELETE ON things TO {READER};",
        gone=f"REVOKE DELETE ON things FROM {READER};",
    ),
    "writes what it passed on itself": Power(
        f"CREATE ROLE giver; GRANT UPDATE ON things TO giver WITH GRANT OPTION; SET ROLE giver;"
        f" GRANT UPDATE ON things TO {READER} WITH GRANT OPTION; SET ROLE {READER};"
        " GRANT UPDATE ON things TO PUBLIC; RESET ROLE",
        "REVOKE UPDATE ON things FROM giver CASCADE; DROP ROLE giver",
    ),
    "writes what it passed on to somebody": Power(
        f"CREATE ROLE giver; GRANT UPDATE ON things TO {READER} WITH GRANT OPTION;"
        f" SET ROLE {READER}; GRANT UPDATE ON things TO giver; RESET ROLE",
        f"REVOKE UPDATE ON things FROM {READER} CASCADE; DROP ROLE giver",
    ),
    "writes what was passed on by those it passed it on to": passed_down(
        "UPDATE, DELETE", "TABLE things"
    ),
    "writes what was passed on to everybody by whom it passed it on to": passed_down(
        "INSERT", "TABLE things", last="PUBLIC"
    ),
    "writes what it passed on and was given back": Power(
        f"CREATE ROLE helper; CREATE ROLE clerk; GRANT UPDATE ON things TO {READER}"
        f" WITH GRANT OPTION; SET ROLE {READER}; GRANT UPDATE ON things TO helper"
        " WITH GRANT OPTION; SET ROLE helper;"
        f" GRANT UPDATE ON things TO {READER}, clerk; RESET ROLE",
        f"REVOKE UPDATE ON things FROM {READER} CASCADE; {HELPERS_GONE}",
    ),
    "writes a table of which it passed on a column": Power(
        f"CREATE ROLE giver; CREATE ROLE helper; CREATE ROLE clerk; GRANT UPDATE ON things TO giver"
        f" WITH GRANT OPTION; SET ROLE giver; GRANT UPDATE ON things TO {READER} WITH GRANT OPTION;"
        f" SET ROLE {READER}; GRANT UPDATE (name) ON things TO helper; RESET ROLE",
        f"REVOKE UPDATE ON things FROM giver CASCADE; DROP ROLE giver; {HELPERS_GONE}",
    ),
    "writes a sequence": passed_on("USAGE", "SEQUENCE tickets"),
    "writes under a name that must be quoted": Power(
        'CREATE ROLE "the ""giver"""; GRANT UPDATE ON things TO "the ""giver""" WITH GRANT OPTION;'
        f' SET ROLE "the ""giver"""; GRANT UPDATE ON things TO {READER}; RESET ROLE',
        'REVOKE UPDATE ON things FROM "the ""giver""" CASCADE; DROP ROLE "the ""giver"""',
    ),
    "creates": passed_on("CREATE", "SCHEMA public"),
    "creates what was passed on by those it passed it on to": passed_down(
        "CREATE", "SCHEMA public"
    ),
    "creates in the database": passed_on("CREATE, TEMPORARY", f"DATABASE {DATABASE}"),
    "creates by a foreign data wrapper": passed_on(
        "USAGE",
        "FOREIGN DATA WRAPPER postgres_fdw",
        made="CREATE EXTENSION postgres_fdw;",
        gone="DROP EXTENSION postgres_fdw;",
    ),
    "parameters": passed_on("SET", "PARAMETER lo_compat_privileges", since=150000),
    "large_objects": passed_on(
        "UPDATE",
        "LARGE OBJECT 4713",
        made="SELECT lo_create(4713);",
        gone="SELECT lo_unlink(4713);",
    ),
    "secrets": passed_on("SELECT (rolpassword)", "pg_authid"),
    "programs": passed_on("EXECUTE", "FUNCTION pg_read_file(text)"),
    "functions": passed_on(
        "EXECUTE",
        "FUNCTION as_owner()",
        made=f"{AS_OWNER} REVOKE EXECUTE ON FUNCTION as_owner() FROM PUBLIC;",
        gone="DROP FUNCTION as_owner();",
    ),
    "mappings": passed_on(
        "USAGE",
        "FOREIGN SERVER elsewhere",
        made=f"CREATE EXTENSION postgres_fdw; {ELSEWHERE_CLOSED};",
        gone="DROP EXTENSION postgres_fdw CASCADE;",
    ),
    "databases": passed_on("CONNECT", f"DATABASE {BESIDE}"),
    "databases that everybody enters": passed_on("CONNECT", f"DATABASE {BESIDE}", to="PUBLIC"),
    "sees_more": passed_on("SELECT", "things"),
    "sees_more of one column": passed_on("SELECT (price)", "things"),
    "sees_more what everybody may": passed_on("SELECT (price)", "things", to="PUBLIC"),
    "sees_more what was passed on by those it passed it on to": passed_down(
        "SELECT (price)", "TABLE things"
    ),
    "memberships that were passed on by those it passed them on to": Power(
        f"CREATE ROLE helper; CREATE ROLE clerk; GRANT pg_monitor TO {READER} WITH ADMIN OPTION;"
        f" SET ROLE {READER}; GRANT pg_monitor TO helper WITH ADMIN OPTION; SET ROLE helper;"
        " GRANT pg_monitor TO clerk; RESET ROLE",
        f"REVOKE pg_monitor FROM {READER} CASCADE; DROP ROLE helper; DROP ROLE clerk",
    ),
    "secrets by reading all": Power(
        "CREATE ROLE giver; GRANT pg_read_all_data TO giver WITH ADMIN OPTION; SET ROLE giver;"
        f" GRANT pg_read_all_data TO {READER}; RESET ROLE",
        "REVOKE pg_read_all_data FROM giver CASCADE;"
        f" REVOKE pg_read_all_data FROM {READER}; DROP ROLE giver",
        since=140000,
    ),
}
