"""One odd schema on every engine: names with spaces, brackets and accents, days held in three ways,
the customer's name in a table of its own."""

from __future__ import annotations

from regie.apps.orders.mapping import SourceMapping
from regie.core.sqlguard import Engine, quote_identifier

SCHEMA: dict[str, dict[str, str]] = {
    "T_CMD": {
        "N° Cmd": "varchar(20)",
        "Id Cli": "int",
        "Etat": "varchar(10)",
        "Dt Cmd": "date",
        "Dt Liv Prévue": "varchar(10)",
        "Qté": "int",
    },
    "T_CLI": {"Id": "int", "Prénom": "varchar(80)", "Nom]du`client": "varchar(80)"},
    "T_HISTO": {"Cmd": "varchar(20)", "Etat": "varchar(10)", "Dt Etat": "int"},
}
ROWS: dict[str, list[tuple[object, ...]]] = {
    "T_CMD": [
        ("PH-0000-00001", 1, "30", "2025-10-20", "28/10/2025", 5),
        ("PH-0000-00002", 1, "10", "2025-11-03", None, 1),
        ("PH-0000-00003", 2, "10", "2025-10-21", "n/c", 2),
    ],
    "T_CLI": [(1, "Éléonore", "LEFÈVRE-D’ÆRØ"), (2, "Jean", "DUPONT")],
    "T_HISTO": [("PH-0000-00001", "30", 20251027), ("PH-0000-00001", "10", 20251020)],
}
INDEXED = {"T_CMD": "N° Cmd", "T_CLI": "Id", "T_HISTO": "Cmd"}


def statements(engine: Engine) -> list[str]:
    """What their administrator would run; texts of the rows hold no quote."""
    made: list[str] = []
    for table, columns in SCHEMA.items():
        quoted = {name: quote_identifier(name, engine) for name in columns}
        declared = ", ".join(f"{quoted[name]} {type_}" for name, type_ in columns.items())
        made.append(f"CREATE TABLE {quote_identifier(table, engine)} ({declared})")
        made.append(
            f"CREATE INDEX ix_{table} ON {quote_identifier(table, engine)}"
            f" ({quoted[INDEXED[table]]})"
        )
        made += [
            f"INSERT INTO {quote_identifier(table, engine)} VALUES"
            f" ({', '.join(_literal(value) for value in row)})"
            for row in ROWS[table]
        ]
    return made


def mapping(name: str, dsn: str, schema: str | None = None) -> SourceMapping:
    where = {} if schema is None else {"schema": schema}
    return SourceMapping.model_validate(
        {
            "name": name,
            "connection": {"dsn": dsn},
            "orders": {
                **where,
                "table": "T_CMD",
                "number": "N° Cmd",
                "customer": [
                    {"column": "Prénom", "join": "client"},
                    {"column": "Nom]du`client", "join": "client"},
                ],
                "status": "Etat",
                "ordered_on": "Dt Cmd",
                "expected_on": {"column": "Dt Liv Prévue", "format": "dd/mm/yyyy"},
                "copies": "Qté",
            },
            "joins": {"client": {**where, "table": "T_CLI", "column": "Id", "equals": "Id Cli"}},
            "history": {
                **where,
                "table": "T_HISTO",
                "number": "Cmd",
                "status": "Etat",
                "on": {"column": "Dt Etat", "format": "yyyymmdd", "type": "integer"},
            },
            "numbers": {"formats": ["PH-0000-00000"]},
            "statuses": {"in_production": ["10"], "dispatched": ["30"]},
        }
    )


def _literal(value: object) -> str:
    return "NULL" if value is None else str(value) if isinstance(value, int) else f"'{value}'"
