"""How tests ask for saved queries over HTTP."""

from __future__ import annotations

from typing import Any

from tokenplay import House

BASE = "/api/v1/orders/queries"
CHECK = "/api/v1/orders/query-check"
SOURCES = "/api/v1/orders/query-sources"
DRAFT = {
    "name": "Commandes d’un client",
    "source": "atelier",
    "sql": "SELECT numero, statut, exemplaires FROM commandes WHERE client = {client} "
    "ORDER BY numero",
    "parameters": [{"name": "client", "type": "text"}],
}
MINA = {"parameters": [{"name": "client", "value": "Mina RAMI"}]}
Headers = dict[str, str]


async def add(house: House, headers: Headers, **more: object) -> Any:
    return await house.client.post(BASE, json=DRAFT | more, headers=headers)


async def made(house: House, headers: Headers, **more: object) -> int:
    answer = await add(house, headers, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def run(house: House, headers: Headers, id_: int, body: object = MINA) -> Any:
    return await house.client.post(f"{BASE}/{id_}/run", json=body, headers=headers)
