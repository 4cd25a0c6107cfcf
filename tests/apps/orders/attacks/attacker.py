"""An attacker: asks from whatever address, and keeps what an answer tells and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple
from uuid import uuid4

import httpx

from orderplay import CONVERSATIONS

TRACK = "/api/v1/orders/track"
NAMES = [
    "Martin",
    "Bernard",
    "Thomas",
    "Petit",
    "Robert",
    "Richard",
    "Durand",
    "Dubois",
    "Moreau",
    "Laurent",
    "Simon",
    "Michel",
    "Lefebvre",
    "Leroy",
    "Roux",
    "David",
    "Bertrand",
    "Morel",
    "Fournier",
    "Girard",
    "Bonnet",
    "Lambert",
    "Fontaine",
    "Rousseau",
    "Vincent",
    "Muller",
    "Lefevre",
    "Faure",
    "Andre",
    "Mercier",
    "Blanc",
    "Guerin",
    "Boyer",
    "Garnier",
    "Chevalier",
    "Francois",
    "Legrand",
]

_OWN = {"date", "x-request-id", "ratelimit", "ratelimit-policy"}
"""Headers that are of this request or of this asker, whatever was asked."""
_PASSING = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"  # ids
    r"|\d{4}-\d\d-\d\dT[\d:.]+Z"  # moments
    r"|\d\d h \d\d"
    r"|(?<=^retry: )\d+",  # which a stream draws by lot
    re.MULTILINE,
)
_addresses = count()


class Told(NamedTuple):
    """All that an answer tells: its size is that of its bytes, which are here."""

    status: int
    headers: frozenset[tuple[str, str]]
    body: str


def new_address() -> str:
    high, low = divmod(next(_addresses), 250)
    return f"198.{18 + high // 250}.{high % 250}.{low + 1}"


@dataclass
class Attacker:
    client: httpx.AsyncClient
    address: str = field(default_factory=new_address)

    async def track(self, number: str, name: str, *, language: str = "fr") -> httpx.Response:
        return await self.client.post(
            TRACK, json={"number": number, "name": name}, headers=self._headers(language)
        )

    async def begin(self) -> Talk:
        answer = await self.client.post(
            CONVERSATIONS, json={"language": "fr"}, headers=self._headers()
        )
        assert answer.status_code == 201, answer.text
        return Talk(self, answer.json()["id"], answer.json()["token"])

    async def get(self, path: str, token: str | None = None) -> httpx.Response:
        return await self.client.get(path, headers=self._headers(token=token))

    async def post(self, path: str, body: object, token: str | None = None) -> httpx.Response:
        return await self.client.post(path, json=body, headers=self._headers(token=token))

    def _headers(self, language: str = "fr", token: str | None = None) -> dict[str, str]:
        headers = {"X-Forwarded-For": self.address, "Accept-Language": language}
        return headers if token is None else {**headers, "Conversation-Token": token}


@dataclass(frozen=True)
class Talk:
    attacker: Attacker
    id: str
    token: str

    @property
    def path(self) -> str:
        return f"{CONVERSATIONS}/{self.id}"

    async def say(self, text: str) -> httpx.Response:
        return await self.attacker.post(f"{self.path}/messages", message(text), self.token)


def message(text: str) -> Mapping[str, str]:
    return {"text": text, "client_id": str(uuid4())}


def told(answer: httpx.Response, *asked: str) -> Told:
    """`asked`: what the asker wrote, and an answer may repeat."""
    request_id = answer.headers.get("x-request-id", "")
    text = answer.text.replace(request_id, "") if request_id else answer.text
    for each in asked:
        text = text.replace(each, "·")
    headers = {name: value for name, value in answer.headers.multi_items() if name not in _OWN}
    if "content-length" in headers and asked:
        del headers["content-length"]  # of what was repeated; without it the body says as much
    return Told(answer.status_code, frozenset(headers.items()), _PASSING.sub("·", text))


def statuses(answers: Iterable[httpx.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)
