"""Tokens over HTTP: made, listed, used, revoked."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tokenplay import EXCHANGE, ME_TOKENS, PEOPLE, READ_PEOPLE, TOKENS, House, bearer

NOBODYS = "regie_pat_" + "0" * 43 + "000000"


async def test_a_personal_token_may_what_was_chosen(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    assert await house.status(secret) == 200


async def test_what_was_not_chosen_is_denied_though_the_person_may(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    assert await house.status(secret, "/api/v1/console/places") == 403


async def test_the_secret_is_in_no_later_answer(house: House) -> None:
    _, headers = await house.administrator()
    secret = (await house.own_token(headers, READ_PEOPLE))["secret"]
    listed = await house.client.get(ME_TOKENS, headers=headers)
    assert secret not in listed.text
    assert listed.json()["tokens"][0]["prefix"] == secret[:14]


async def test_the_secret_is_not_in_the_answer_that_is_given_again(house: House) -> None:
    _, headers = await house.administrator()
    headers |= {"Idempotency-Key": uuid4().hex}
    first, second = [await house.own_token(headers, READ_PEOPLE) for _ in range(2)]
    assert (second["id"], second["secret"]) == (first["id"], None)


async def test_only_the_digest_is_stored(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    found = await house.organisation.value(
        "SELECT count(*) FROM identity.token AS t WHERE t::text LIKE '%' || :rest || '%'",
        rest=secret[14:],
    )
    assert found == 0


@pytest.mark.parametrize("secret", ["", "x", NOBODYS, "regie_pat_é", "e" * 5000, "a.b.c"])
async def test_what_is_no_token_is_nobody(house: House, secret: str) -> None:
    headers = {b"authorization": f"Bearer {secret}".encode()}
    answer = await house.client.get(PEOPLE, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_a_token_outranks_nothing_it_does_not_have(house: House) -> None:
    """A cookie beside a token that is refused does not sign in."""
    _, headers = await house.administrator()
    answer = await house.client.get(PEOPLE, headers=headers | bearer(NOBODYS))
    assert answer.status_code == 401


async def test_a_token_makes_no_tokens(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    draft = {"name": "Autre", "permissions": [READ_PEOPLE], "expires_in_days": 365}
    answer = await house.client.post(ME_TOKENS, json=draft, headers=bearer(secret))
    assert (answer.status_code, answer.json()["code"]) == (403, "session_required")


async def test_nobody_gives_a_token_what_he_may_not_do(house: House) -> None:
    person = await house.organisation.person("Max", ("manager", None))
    draft = {
        "name": "Trop",
        "permissions": [READ_PEOPLE, "console.tokens.read"],
        "expires_in_days": 1,
    }
    answer = await house.client.post(ME_TOKENS, json=draft, headers=await house.session(person))
    errors = [(each["pointer"], each["code"]) for each in answer.json()["errors"]]
    assert (answer.status_code, errors) == (422, [("/permissions/1", "token_permission")])


async def test_what_is_dangerous_wants_a_step_up_to_be_given(house: House) -> None:
    person = await house.organisation.person("Ada", ("administrator", None))
    headers = await house.session(person, stepped_up=False)
    draft = {"name": "X", "permissions": ["console.people.manage"], "expires_in_days": 1}
    answer = await house.client.post(ME_TOKENS, json=draft, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "step_up_required")


async def test_a_token_does_what_is_dangerous_once_it_was_given(house: House) -> None:
    _, headers = await house.administrator()
    token = await house.own_token(headers, "console.people.manage", READ_PEOPLE)
    person = await house.organisation.person("Max", ("agent", None))
    answer = await house.client.post(f"{PEOPLE}/{person}/disable", headers=bearer(token["secret"]))
    assert answer.is_success, answer.text


@pytest.mark.parametrize("days", [0, 366])
async def test_a_token_lives_a_year_at_most(house: House, days: int) -> None:
    _, headers = await house.administrator()
    draft = {"name": "X", "permissions": [READ_PEOPLE], "expires_in_days": days}
    answer = await house.client.post(ME_TOKENS, json=draft, headers=headers)
    assert answer.status_code == 422


async def test_what_one_may_give_is_told_with_the_list(house: House) -> None:
    person = await house.organisation.person("Max", ("manager", None))
    listed = await house.client.get(ME_TOKENS, headers=await house.session(person))
    choices = {each["name"]: each["dangerous"] for each in listed.json()["choices"]}
    assert choices[READ_PEOPLE] is False
    assert "console.tokens.manage" not in choices


async def test_a_token_of_somebody_else_is_not_there(house: House) -> None:
    _, hers = await house.administrator()
    token = await house.own_token(hers, READ_PEOPLE)
    other = await house.organisation.person("Max", ("administrator", None))
    answer = await house.client.delete(
        f"{ME_TOKENS}/{token['id']}", headers=await house.session(other)
    )
    assert answer.json()["code"] == "identity.token_not_found"


async def test_a_machine_of_another_tenant_is_not_there(house: House) -> None:
    _, headers = await house.administrator()
    token = await house.service_token(headers, READ_PEOPLE)
    other = house.beside()
    _, theirs = await other.administrator()
    listed = await house.client.get(TOKENS, headers=theirs)
    answer = await house.client.delete(f"{TOKENS}/{token['id']}", headers=theirs)
    assert (listed.json()["tokens"], answer.status_code) == ([], 404)


async def test_a_machine_sees_its_own_tenant_only(house: House) -> None:
    other = house.beside()
    await other.organisation.person("Zoé", ("agent", None))
    _, headers = await house.administrator()
    token = await house.service_token(headers, READ_PEOPLE)
    seen = await house.client.get(PEOPLE, headers=bearer(token["secret"]))
    assert [each["name"] for each in seen.json()["people"]] == ["Ada"]


async def test_a_machine_of_a_place_reaches_no_further(house: House) -> None:
    north = await house.organisation.place("Nord")
    south = await house.organisation.place("Sud")
    await house.organisation.person("Nora", ("agent", north))
    await house.organisation.person("Suzanne", ("agent", south))
    _, headers = await house.administrator()
    token = await house.service_token(headers, READ_PEOPLE, place=north)
    seen = await house.client.get(PEOPLE, headers=bearer(token["secret"]))
    assert [each["name"] for each in seen.json()["people"]] == ["Nora"]


async def test_a_place_of_another_tenant_is_not_there(house: House) -> None:
    theirs = await house.beside().organisation.place("Ailleurs")
    _, headers = await house.administrator()
    draft = {
        "name": "X",
        "permissions": [READ_PEOPLE],
        "expires_in_days": 1,
        "place_id": theirs,
    }
    answer = await house.client.post(TOKENS, json=draft, headers=headers)
    assert answer.json()["errors"][0]["code"] == "token_place"


async def test_who_reaches_one_place_makes_no_machine_for_everywhere(house: House) -> None:
    north = await house.organisation.place("Nord")
    person = await house.organisation.person("Ada", ("administrator", north))
    draft = {"name": "X", "permissions": [READ_PEOPLE], "expires_in_days": 1}
    answer = await house.client.post(TOKENS, json=draft, headers=await house.session(person))
    assert answer.json()["code"] == "forbidden"


async def pages(house: House, url: str, headers: dict[str, str], limit: int) -> list[list[int]]:
    """The ids on each."""
    found: list[list[int]] = []
    asked: dict[str, int] = {"limit": limit}
    while True:
        page = (await house.client.get(url, params=asked, headers=headers)).json()
        found.append([each["id"] for each in page["tokens"]])
        if page["next"] is None:
            return found
        asked["before"] = page["next"]


async def test_machines_are_listed_page_by_page(house: House) -> None:
    _, headers = await house.administrator()
    made = [(await house.service_token(headers, READ_PEOPLE))["id"] for _ in range(3)]
    assert await pages(house, TOKENS, headers, 2) == [[made[2], made[1]], [made[0]]]


async def test_ones_own_tokens_are_listed_page_by_page(house: House) -> None:
    _, headers = await house.administrator()
    made = [(await house.own_token(headers, READ_PEOPLE))["id"] for _ in range(3)]
    assert await pages(house, ME_TOKENS, headers, 2) == [[made[2], made[1]], [made[0]]]


async def test_a_page_is_full_of_what_one_may_see(house: House) -> None:
    north = await house.organisation.place("Nord")
    _, headers = await house.administrator()
    hers = [(await house.service_token(headers, READ_PEOPLE, place=north))["id"] for _ in range(2)]
    for _ in range(3):
        await house.service_token(headers, READ_PEOPLE)
    local = await house.session(await house.organisation.person("Nora", ("administrator", north)))
    assert (await pages(house, TOKENS, local, 2))[0] == hers[::-1]


async def test_there_are_so_many_tokens_at_most(house: House) -> None:
    person, headers = await house.administrator()
    await house.organisation.value(
        """
        INSERT INTO identity.token (tenant, kind, person_id, name, prefix, digest, permissions,
            expires_at)
        SELECT :tenant, 'personal', CAST(:person AS bigint), 'n', 'p',
            sha256((:tenant || '-' || n)::bytea), '{}',
            now() + interval '1 day'
        FROM generate_series(1, 50) AS n RETURNING 1
        """,
        tenant=house.organisation.tenant,
        person=person,
    )
    draft = {"name": "X", "permissions": [READ_PEOPLE], "expires_in_days": 1}
    answer = await house.client.post(ME_TOKENS, json=draft, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "identity.token_limit")


async def test_making_and_revoking_is_on_record(house: House) -> None:
    _, headers = await house.administrator()
    token = await house.own_token(headers, READ_PEOPLE)
    for _ in range(2):
        await house.client.delete(f"{ME_TOKENS}/{token['id']}", headers=headers)
    assert await house.organisation.actions() == ["token.make", "token.revoke"]


async def test_an_expired_token_is_nobody(house: House) -> None:
    _, headers = await house.administrator()
    token = await house.own_token(headers, READ_PEOPLE)
    await house.organisation.value(
        "UPDATE identity.token SET expires_at = now() WHERE id = :id RETURNING 1", id=token["id"]
    )
    assert await house.status(token["secret"]) == 401


async def test_a_token_of_who_must_set_a_factor_does_nothing(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    await house.organisation.value(
        "INSERT INTO identity.role_policy (tenant, role) VALUES (:tenant, 'administrator')"
        " RETURNING 1",
        tenant=house.organisation.tenant,
    )
    assert await house.status(secret) == 403


async def test_a_session_is_not_exchanged(house: House) -> None:
    _, headers = await house.administrator()
    answer = await house.client.post(EXCHANGE, json={}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "identity.token_required")
