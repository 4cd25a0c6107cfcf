"""The request to the team that owns a source: one text, ready to be mailed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from regie.core.i18n import Language
from regie.core.i18n.typography import french
from regie.core.sqlguard import Address, Engine, Relation

from ..answering.spoken import measured
from ..mapping import SourceMapping
from .account_sql import Wanted, account_sql, index_sql
from .letter_texts import TEXTS
from .network import DEFAULT_ACCOUNT, DEFAULT_PORTS, Way, firewall_rule

_ENGINE_NAMES: Final[dict[Engine, str]] = {
    "postgresql": "PostgreSQL",
    "mysql": "MySQL / MariaDB",
    "sqlserver": "Microsoft SQL Server",
    "sqlite": "SQLite",
}


@dataclass(frozen=True, slots=True)
class LetterAbout:
    mapping: SourceMapping
    engine: Engine
    organisation: str
    address: Address | None
    """None while there is no account yet: then words stand for what they will tell us."""
    way: Way | None
    connections: int
    """That we open at most, all processes together."""


def write_letter(about: LetterAbout, language: Language) -> str:
    """Never holds a password: they choose it, and hand it over another way."""
    plain = TEXTS[language]
    text = {key: french(words) for key, words in plain.items()} if language == "fr" else plain
    relations = about.mapping.relations()
    ours = about.way.ours if about.way else None
    wanted = Wanted(
        account=(about.address.user if about.address else "") or DEFAULT_ACCOUNT,
        database=(about.address.database if about.address else "") or text["database"],
        password=text["password"],
        ours=ours or text["ours"],
        connections=about.connections,
        statement_s=about.mapping.connection.statement_timeout_s,
        relations=relations,
    )
    port = about.way.port if about.way else DEFAULT_PORTS[about.engine]
    way = about.way or Way(text["server"], port, None, None)
    fields = {
        "organisation": about.organisation,
        "source": about.mapping.name,
        "engine": _ENGINE_NAMES[about.engine],
        "host": way.host,
        "port": way.port,
        "ours": wanted.ours,
        "connections": about.connections,
        "statement_s": measured(f"{wanted.statement_s:g}", language),
        "tables": _tables(relations, text["table"]),
        "account": "\n".join(f"    {line}" for line in account_sql(about.engine, wanted)),
        "indexes": "\n".join(f"    {index_sql(about.engine, each)}" for each in relations),
        "index_number": 3 if about.engine == "sqlite" else 4,
        "rule": f"    {firewall_rule(about.engine, way, wanted.account)}",
    }
    if about.engine == "sqlite":
        parts = ["greeting", "what", "file_title", "index_title"]
    else:
        parts = ["greeting", "what", "account_title", "limits", "index_title"]
        parts += ["network_title", f"tls_{about.engine}"]
    parts.append("end")
    return "\n\n".join(text[part].format_map(fields) for part in parts) + "\n"


def _tables(relations: Sequence[Relation], line: str) -> str:
    return "\n".join(
        line.format(
            table=f"{relation.schema}.{relation.table}" if relation.schema else relation.table,
            columns=", ".join(relation.columns),
        )
        for relation in relations
    )
