"""Another team's MariaDB or MySQL: a reader who may see little, and a writer whose every right must
not matter."""

from __future__ import annotations

from dataclasses import dataclass

from mysqlserver import MySQL

DATABASE = "workshop"
READER, WRITER, PASSWORD = "workshop_reader", "workshop_writer", "only-in-tests"


@dataclass(frozen=True)
class Words:
    """What the two call differently."""

    time_limit: str
    """The variable that ends a statement."""
    read_only: str
    tickets: str
    """Makes what counts them, for `next_not_cached_value`: MySQL has no sequences."""
    ended: str
    """The error of a statement that took too long."""
    integer: str
    leading: frozenset[str]
    """Of the indexes of `things` what the reader is shown: MariaDB shows none that has a column
    which is closed to it."""
    statuses: str


MARIADB = Words(
    "max_statement_time",
    "tx_read_only",
    "CREATE SEQUENCE tickets",
    "1969",
    "int(11)",
    frozenset({"id"}),
    "information_schema",
)
MYSQL = Words(
    "max_execution_time",
    "transaction_read_only",
    "CREATE TABLE tickets SELECT 1 AS next_not_cached_value",
    "3024",
    "int",
    frozenset({"id", "name"}),
    "performance_schema",
)


def words(server: MySQL) -> Words:
    return MARIADB if server.is_mariadb else MYSQL


def set_up(server: MySQL) -> MySQL:
    server.admin(f"CREATE DATABASE {DATABASE} CHARACTER SET utf8mb4")
    for statement in _statements(words(server)):
        server.admin(statement, DATABASE)
    return server


def _statements(words: Words) -> tuple[str, ...]:
    return (
        "CREATE TABLE things (id INT PRIMARY KEY, name VARCHAR(40), price DECIMAL(8, 2),"
        " INDEX by_name (name, price))",
        words.tickets,
        "INSERT INTO things WITH RECURSIVE s AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM s"
        " WHERE n < 50) SELECT n, CONCAT('thing ', n), n FROM s",
        "CREATE TABLE salaries (who VARCHAR(40))",
        f"""CREATE FUNCTION unlimited() RETURNS INT DETERMINISTIC
        BEGIN
            SET SESSION {words.time_limit} = 0;
            SET SESSION {words.read_only} = 0;
            SET SESSION character_set_client = 'latin1';
            RETURN 1;
        END""",
        """CREATE FUNCTION forgetting() RETURNS INT DETERMINISTIC MODIFIES SQL DATA
        BEGIN DELETE FROM things; RETURN 1; END""",
        "CREATE PROCEDURE forget() DELETE FROM things",
        f"CREATE USER {READER} IDENTIFIED BY '{PASSWORD}'",
        f"GRANT SELECT (id, name) ON things TO {READER}",
        f"CREATE USER {WRITER} IDENTIFIED BY '{PASSWORD}'",
        f"GRANT ALL ON *.* TO {WRITER}",
    )
