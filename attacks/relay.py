"""The chat as one request with one answer, which is what a tool can attack: each text is the first
question of a conversation of its own, from an address of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Final
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

from attacks.loopback import Asked, Said, answering

SAY: Final = "/say"
_CONVERSATIONS: Final = "/api/v1/orders/conversations"
_TIME_S: Final = 15.0


@contextmanager
def relayed(origin: str) -> Iterator[str]:
    """Its address, on the loopback, while the block lasts."""
    numbers = count()

    def say(asked: Asked) -> Said:
        high, low = divmod(next(numbers), 250)
        address = f"198.{18 + high // 62_500 % 2}.{high % 62_500 // 250}.{low + 1}"
        try:
            talk = json.loads(_post(f"{origin}{_CONVERSATIONS}", {"language": "fr"}, address))
            message = {"text": asked["text"], "client_id": str(uuid4())}
            url = f"{origin}{_CONVERSATIONS}/{talk['id']}/messages"
            stream = _post(url, message, address, talk["token"])
        except HTTPError as refusal:
            return refusal.code, {"code": json.loads(refusal.read()).get("code")}
        last = next(line for line in reversed(stream.splitlines()) if line.startswith("data:"))
        return 200, {"text": (json.loads(last[5:])["message"] or {}).get("text")}

    with answering(say) as address:
        yield address


def _post(url: str, body: object, address: str, token: str = "") -> str:
    headers = {
        "Content-Type": "application/json",
        "X-Forwarded-For": address,
        "Conversation-Token": token,
    }
    request = Request(url, json.dumps(body).encode(), headers)  # noqa: S310 - of this script
    with urlopen(request, timeout=_TIME_S) as answer:  # noqa: S310
        return answer.read().decode()
