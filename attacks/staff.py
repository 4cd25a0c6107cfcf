"""Somebody of the staff, whose session the attacker has, and what there is to attack with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final
from urllib.request import Request, urlopen

from attacks.relay import SAY
from people import PASSWORD, SIGN_IN, add_person

NUMBER_ASKED: Final = "CL-401372-487531"
_QUERIES: Final = "/api/v1/orders/queries"
_WHERE: Final = (
    "{q}NomClient{q} = {{client}} AND {q}NbExemplaires{q} > {{plus_de}}"
    " AND {q}DateCommande{q} >= {{depuis}}"
)
_SELECT: Final = "SELECT {q}NumeroCommande{q}, {q}Statut{q} FROM {q}Commandes{q} WHERE "
_PARAMETERS: Final = {"client": "text", "plus_de": "number", "depuis": "date"}


def signed_in(origin: str, database_url: str) -> tuple[str, ...]:
    """The headers of a new administrator's session, on a page of this server."""
    person = add_person(database_url, "administrator")
    body = json.dumps({"email": person.email, "password": PASSWORD}).encode()
    with urlopen(_request(origin, SIGN_IN, body)) as answer:  # noqa: S310 - ours
        cookies = [each.split(";")[0] for each in answer.headers.get_all("Set-Cookie")]
    return (f"Cookie: {'; '.join(cookies)}", f"Origin: {origin}")


def saved_query(origin: str, session: tuple[str, ...], engine: str) -> str:
    """The path of a saved query with a text, a number and a date to be given."""
    quote = "`" if engine == "mysql" else '"'
    query = {
        "name": f"Commandes d’un client ({engine})",
        "source": "production",
        "sql": (_SELECT + _WHERE).format(q=quote),
        "parameters": [{"name": name, "type": kind} for name, kind in _PARAMETERS.items()],
    }
    request = _request(origin, _QUERIES, json.dumps(query).encode(), _headers(session))
    with urlopen(request) as answer:  # noqa: S310 - ours
        return f"{_QUERIES}/{json.load(answer)['id']}"


def something_said(door: str) -> None:
    """In a conversation, so that the desk has something to find. `door`: of the chat."""
    body = json.dumps({"text": f"Où en est ma commande {NUMBER_ASKED} ?"}).encode()
    with urlopen(_request(door, SAY, body)):  # noqa: S310 - ours
        pass


def _request(
    origin: str, path: str, body: bytes, headers: Mapping[str, str] | None = None
) -> Request:
    ours = {"Content-Type": "application/json", "Origin": origin, **(headers or {})}
    return Request(f"{origin}{path}", body, ours)  # noqa: S310 - of this script


def _headers(session: tuple[str, ...]) -> dict[str, str]:
    return dict(header.split(": ", 1) for header in session)
