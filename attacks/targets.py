"""Each place of the order routes where a stranger, or somebody of the staff, may write something;
`*` marks it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from attacks.relay import SAY
from attacks.staff import NUMBER_ASKED as _NUMBER

_NAME: Final = "Mina RAMI"
_JSON: Final = ("Content-Type: application/json",)
_WITHOUT_BLANKS: Final = "space2comment"
"""A number loses its blanks before it is looked up; a comment in their place survives."""


@dataclass(frozen=True, slots=True)
class Target:
    name: str
    path: str
    body: str | None = None
    """POST when there is one."""
    headers: tuple[str, ...] = ()
    tamper: str | None = None
    relayed: bool = False
    """Through a conversation that is begun for each text."""
    staff: bool = False
    """With the session of an administrator."""
    in_source: bool = True
    """Whether what is written there is a value of a statement to the source: it is then tried on
    every engine."""

    @property
    def around(self) -> str:
        """The value from which the attacker begins."""
        marked = next(each for each in (self.path, self.body or "", *self.headers) if "*" in each)
        return re.split(r'["/?=]|: ', marked.partition("*")[0])[-1]


def _track(name: str, path: str, number: str, who: str, tamper: str | None = None) -> Target:
    return Target(name, path, json.dumps({"number": number, "name": who}), _JSON, tamper)


def _header(name: str, header: str) -> Target:
    body = json.dumps({"number": _NUMBER, "name": _NAME})
    return Target(name, _TRACK, body, (*_JSON, header), in_source=False)


def _said(template: str) -> str:
    return json.dumps({"text": f"Où en est ma commande {template.format(_NUMBER, _NAME)} ?"})


_TRACK: Final = "/api/v1/orders/track"
_ALIAS: Final = "/order/track"
_TALKS: Final = "/api/v1/orders/conversations"
_TALK: Final = f"{_TALKS}/7d1f3b52-6a0e-4c55-9d41-2f6b8c0a9e13"
_SOURCES: Final = "/api/v1/orders/sources/production"

NUMBER: Final = _track("number", _TRACK, f"{_NUMBER}*", _NAME, _WITHOUT_BLANKS)
NAME: Final = _track("name", _TRACK, _NUMBER, f"{_NAME}*")

TARGETS: Final[tuple[Target, ...]] = (
    NUMBER,
    NAME,
    _track("number, with blanks", _TRACK, f"{_NUMBER}*", _NAME),
    _track("number of the alias", _ALIAS, f"{_NUMBER}*", _NAME, _WITHOUT_BLANKS),
    _track("name of the alias", _ALIAS, _NUMBER, f"{_NAME}*"),
    _header("Accept-Language", "Accept-Language: fr*"),
    _header("X-Forwarded-For", "X-Forwarded-For: 198.51.100.7*"),
    Target("text in the chat", SAY, _said("{}*, {}"), _JSON, relayed=True),
    Target("name in the chat", SAY, _said("{}, {}*"), _JSON, relayed=True),
    Target("id of a conversation", f"{_TALK}*", in_source=False),
    Target("Conversation-Token", _TALK, None, ("Conversation-Token: abc*",), in_source=False),
    Target("key of a widget", "/api/v1/orders/widgets/demo*", in_source=False),
    Target("widget of a conversation", _TALKS, '{"widget": "demo*"}', _JSON, in_source=False),
    Target("name of a source", f"{_SOURCES}*/changed", "{}", _JSON, in_source=False),
    Target("query of the statuses", "/api/v1/orders/statuses?source=production*", in_source=False),
)
CONTROLS: Final = (NUMBER, NAME)

_DESK: Final = "/api/v1/orders/desk"
_CHECK: Final = "/api/v1/orders/query-check"
QUERY: Final = "{query}"
"""Stands for the path of a saved query."""


def _run(name: str, **values: str) -> Target:
    given = {"client": "Mina RAMI", "plus_de": "1", "depuis": "2020-01-01", **values}
    body = json.dumps(
        {"parameters": [{"name": name, "value": value} for name, value in given.items()]}
    )
    return Target(f"{name} of a saved query", f"{QUERY}/run", body, _JSON, staff=True)


def _own(name: str, path: str, body: str | None = None) -> Target:
    headers = () if body is None else _JSON
    return Target(name, path, body, headers, staff=True, in_source=False)


def _checked(
    name: str, *, source: str = "production", sql: str = "", parameter: str = "n"
) -> Target:
    text = sql or f"SELECT NumeroCommande FROM Commandes WHERE NomClient = {{{parameter}}}"
    named = [{"name": parameter, "type": "text"}]
    body = json.dumps({"source": source, "sql": text, "parameters": named})
    return _own(name, _CHECK, body)


OF_STAFF: Final[tuple[Target, ...]] = (
    Target("number at the desk", f"{_DESK}/orders/{_NUMBER}*", staff=True),
    _run("client", client="Mina RAMI*"),
    _run("plus_de", plus_de="1*"),
    _run("depuis", depuis="2020-01-01*"),
    _own("search at the desk", f"{_DESK}/conversations?search={_NUMBER}*"),
    _own("state at the desk", f"{_DESK}/conversations?state=waiting*"),
    _own("cursor at the desk", f"{_DESK}/conversations?after=abc*"),
    _own("id at the desk", f"{_DESK}/conversations/7d1f3b52-6a0e-4c55-9d41-2f6b8c0a9e13*"),
    _own("day of figures", f"{_DESK}/figures?first=2026-01-01*"),
    _own("source of sentences", f"{_DESK}/templates?source=production*"),
    _own("cursor of queries", "/api/v1/orders/queries?after=abc*"),
    _own("id of a query", f"{QUERY}*"),
    _checked("source of a query", source="production*"),
    _checked("parameter of a query", parameter="n*"),
    _checked(
        "text of a query",
        sql="SELECT NumeroCommande FROM Commandes WHERE NomClient = 'Mina RAMI*'",
    ),
    _own("source of a letter", "/api/v1/orders/sources/production*/letter?language=fr"),
)
EVERYWHERE: Final = (*TARGETS, *OF_STAFF)
