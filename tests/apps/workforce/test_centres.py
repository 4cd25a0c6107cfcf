"""Centres: a page at a time, each by itself, within reach."""

from __future__ import annotations

import pytest

from httpplay import SignIn
from workforceplay import Sized

CENTRES = "/api/v1/workforce/centres"


@pytest.mark.parametrize(
    ("sort", "codes"),
    [
        ("name", ["CTR-ANGERS", "CTR-RENNES"]),
        ("-name", ["CTR-RENNES", "CTR-ANGERS"]),
        ("code", ["CTR-ANGERS", "CTR-RENNES"]),
        ("-code", ["CTR-RENNES", "CTR-ANGERS"]),
    ],
)
async def test_pages_are_of_the_readers_centres_in_order(
    kept: Sized, reading: SignIn, sort: str, codes: list[str]
) -> None:
    who = await reading("manager", place=kept.places["DIR-OUEST"])
    seen: list[str] = []
    after = ""
    while True:
        page = (await who.get(f"{CENTRES}?sort={sort}&limit=1{after}")).json()
        seen += [each["code"] for each in page["centres"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert seen == codes


async def test_a_neighbours_centre_is_not_there(kept: Sized, reading: SignIn) -> None:
    who = await reading("manager", place=kept.places["DIR-OUEST"])
    answers = [
        await who.get(f"{CENTRES}/{place}") for place in (kept.places["CTR-METZ"], 9_999_999)
    ]
    assert [(each.status_code, each.json()["code"]) for each in answers] == [
        (404, "workforce.centre_not_found")
    ] * 2


async def test_a_centre_comes_with_what_an_edit_of_it_wants(kept: Sized, reading: SignIn) -> None:
    who = await reading("analyst")
    answer = await who.get(f"{CENTRES}/{kept.places['CTR-METZ']}")
    assert (answer.headers["etag"], answer.json()["code"]) == ('"0"', "CTR-METZ")
