"""Sentences in an organisation's own words."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from orderplay import DESK, MINE, NAME, Shop
from regie.core.cache import invalidating
from regie.core.outbox import drain

OWN = "{number} : c’est en cours !"


@pytest.fixture(scope="module")
async def administrator(shop: Shop) -> dict[str, str]:
    return (await shop.house.administrator())[1]


async def put(shop: Shop, headers: dict[str, str], **text: Any) -> httpx.Response:
    body = {"source": "atelier", "language": "fr", "name": "in_production", "text": OWN} | text
    return await shop.client.put(f"{DESK}/templates", json=body, headers=headers)


async def asked(shop: Shop) -> str:
    core = shop.house.services.core
    await drain(core.database, [invalidating(core.cache)])
    return (await (await shop.customer()).say(f"{MINE} {NAME}")).text


async def test_own_words_are_said(shop: Shop, administrator: dict[str, str]) -> None:
    await put(shop, administrator)
    assert (await asked(shop)).startswith(f"{MINE} : c’est en cours !")


async def test_an_empty_text_gives_ours_back(shop: Shop, administrator: dict[str, str]) -> None:
    await put(shop, administrator)
    await put(shop, administrator, text="")
    assert (await asked(shop)).startswith(f"Votre commande {MINE}")


async def test_a_preview_changes_nothing(shop: Shop, administrator: dict[str, str]) -> None:
    await put(shop, administrator, text="")
    shown = await put(shop, administrator, preview=True)
    assert shown.json()["example"].startswith("CL-123456-789012")
    assert (await asked(shop)).startswith("Votre commande")


async def test_a_field_that_nothing_fills_in_is_refused(
    shop: Shop, administrator: dict[str, str]
) -> None:
    refused = await put(shop, administrator, text="{nom}")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/text")


async def test_a_field_that_is_left_out_is_told(shop: Shop, administrator: dict[str, str]) -> None:
    shown = await put(shop, administrator, text="C’est en cours.", preview=True)
    assert shown.json()["missing"] == ["number"]


async def test_every_sentence_is_listed_with_an_example(
    shop: Shop, administrator: dict[str, str]
) -> None:
    found = await shop.client.get(f"{DESK}/templates", headers=administrator)
    assert all(each["example"] for each in found.json()["templates"])


@pytest.mark.parametrize("wrong", [{"source": "nowhere"}, {"name": "no_such_sentence"}])
async def test_what_is_not_there_is_not_found(
    shop: Shop, administrator: dict[str, str], wrong: dict[str, str]
) -> None:
    assert (await put(shop, administrator, **wrong)).json()["code"] == "orders.template_unknown"
