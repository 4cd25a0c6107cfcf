"""The two ways in which a stranger asks about an order, one request each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse

from orderplay import CONVERSATIONS, events_of

from .attacker import TRACK, message, new_address

NAME = "Zébulon QUIDAM"
Ask = Callable[[], str]
"""Asks, reads the answer to its end, and returns the request's id."""
Ready = Callable[[str], Ask]
"""About a number, by whatever has to be done first."""


@dataclass(frozen=True)
class Stranger:
    connection: HTTPConnection

    def looking_up(self, number: str) -> Ask:
        body = json.dumps({"number": number, "name": NAME})
        headers = {"X-Forwarded-For": new_address()}

        def ask() -> str:
            answer, _ = self._post(TRACK, body, headers)
            assert answer.status == 404
            return _id_of(answer)

        return ask

    def talking(self, number: str) -> Ask:
        headers = {"X-Forwarded-For": new_address()}
        answer, said = self._post(CONVERSATIONS, json.dumps({"language": "fr"}), headers)
        assert answer.status == 201
        talk = json.loads(said)
        body = json.dumps(message(f"Où en est ma commande {number} ? {NAME}"))
        path = f"{CONVERSATIONS}/{talk['id']}/messages"
        headers["Conversation-Token"] = talk["token"]

        def ask() -> str:
            answer, said = self._post(path, body, headers)
            heard, *_, (_, done) = events_of(said)
            assert (heard[1]["numbers"], heard[1]["name_given"]) == ([number], True)
            assert (done["message"]["card"], done["state"]) == (None, "automatic")
            return _id_of(answer)

        return ask

    def _post(self, path: str, body: str, headers: Mapping[str, str]) -> tuple[HTTPResponse, str]:
        all_of_them = {"Content-Type": "application/json", **headers}
        self.connection.request("POST", path, body.encode(), all_of_them)
        answer = self.connection.getresponse()
        return answer, answer.read().decode()


def _id_of(answer: HTTPResponse) -> str:
    return answer.headers["X-Request-Id"]
