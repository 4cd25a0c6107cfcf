"""Short tokens for long ones, and refresh tokens that are used once."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import jwt
import pytest

from regie.identity.tokens.exchanging import GRACE_S
from regie.identity.tokens.form import REFRESH, digest_of, new_secret
from regie.identity.tokens.refresh_repository import (
    add_refresh,
    hold_token,
    revoke_families_of,
    use_refresh,
)
from sessionplay import eventually
from tokenplay import EXCHANGE, JWKS, ME_TOKENS, READ_PEOPLE, House, bearer


async def rewind(house: House, seconds: float) -> None:
    """As if that long had passed since refresh tokens were used."""
    await house.organisation.value(
        "UPDATE identity.refresh_token SET used_at = used_at - make_interval(secs => :s)"
        " WHERE used_at IS NOT NULL RETURNING 1",
        s=seconds,
    )


async def test_a_short_token_does_what_its_token_does(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    short = (await house.exchanged(secret))["access_token"]
    assert await house.status(short) == 200


async def test_it_says_who_for_whom_and_how_long(house: House) -> None:
    person, secret = await house.personal(READ_PEOPLE)
    granted = await house.exchanged(secret, "erp")
    said = jwt.decode(granted["access_token"], options={"verify_signature": False})
    assert said["sub"] == f"person:{person}"
    assert (said["aud"], said["tenant"]) == ("erp", house.organisation.tenant)
    assert (said["exp"] - said["iat"], granted["expires_in"]) == (600, 600)
    assert said["scope"] == READ_PEOPLE


async def test_another_service_verifies_it_by_the_published_keys(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    short = (await house.exchanged(secret, "erp"))["access_token"]
    answer = await house.client.get(JWKS)
    keys = jwt.PyJWKSet.from_dict(answer.json())
    key = keys[jwt.get_unverified_header(short)["kid"]]
    issuer = house.runtime.settings.base_url
    assert jwt.decode(short, key, ["EdDSA"], audience="erp", issuer=issuer)["sid"]


async def test_the_published_keys_may_be_kept_for_five_minutes(house: House) -> None:
    answer = await house.client.get(JWKS)
    assert answer.headers["cache-control"] == "public, max-age=300"


async def test_the_published_keys_hold_nothing_private(house: House) -> None:
    (key,) = (await house.client.get(JWKS)).json()["keys"]
    assert key.keys() == {"kty", "crv", "use", "alg", "kid", "x"}


async def test_a_short_token_for_another_service_is_nobody_here(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    short = (await house.exchanged(secret, "erp"))["access_token"]
    assert await house.status(short) == 401


async def test_what_holds_for_a_place_is_not_told_to_another_service(house: House) -> None:
    _, headers = await house.administrator()
    place = await house.organisation.place("Nord")
    token = await house.service_token(headers, READ_PEOPLE, place=place)
    short = (await house.exchanged(token["secret"], "erp"))["access_token"]
    assert jwt.decode(short, options={"verify_signature": False})["scope"] == ""


async def test_a_service_that_is_not_declared_gets_nothing(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    answer = await house.client.post(EXCHANGE, json={"audience": "crm"}, headers=bearer(secret))
    assert (answer.status_code, answer.json()["code"]) == (422, "identity.audience_unknown")


async def test_a_short_token_buys_no_other(house: House) -> None:
    """Or ten minutes would be as long as one likes."""
    _, secret = await house.personal(READ_PEOPLE)
    short = (await house.exchanged(secret))["access_token"]
    answer = await house.client.post(EXCHANGE, json={}, headers=bearer(short))
    assert (answer.status_code, answer.json()["code"]) == (403, "identity.token_required")


async def test_a_refresh_token_gives_new_ones(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    first = await house.exchanged(secret)
    second = (await house.refresh(first["refresh_token"])).json()
    assert await house.status(second["access_token"]) == 200
    assert second["refresh_token"] != first["refresh_token"]


async def test_a_refreshed_token_is_for_the_same_service(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    first = await house.exchanged(secret, "erp")
    second = (await house.refresh(first["refresh_token"])).json()["access_token"]
    assert jwt.decode(second, options={"verify_signature": False})["aud"] == "erp"


async def test_of_twenty_uses_at_once_one_succeeds(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    refresh = (await house.exchanged(secret))["refresh_token"]
    answers = await asyncio.gather(*(house.refresh(refresh) for _ in range(20)))
    codes = Counter(answer.json().get("code") for answer in answers)
    assert codes == {None: 1, "identity.refreshed_just_now": 19}


async def test_after_twenty_uses_at_once_the_one_that_won_goes_on(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    refresh = (await house.exchanged(secret))["refresh_token"]
    answers = await asyncio.gather(*(house.refresh(refresh) for _ in range(20)))
    (won,) = [answer.json() for answer in answers if answer.is_success]
    assert (await house.refresh(won["refresh_token"])).is_success


async def reused(house: House) -> tuple[dict[str, Any], dict[str, Any]]:
    """What came of an exchange whose first refresh token was used a second time, late."""
    _, secret = await house.personal(READ_PEOPLE)
    first = await house.exchanged(secret)
    second = (await house.refresh(first["refresh_token"])).json()
    await rewind(house, GRACE_S)
    answer = await house.refresh(first["refresh_token"])
    assert (answer.status_code, answer.json()["code"]) == (401, "identity.refresh_refused")
    return first, second


async def test_a_late_second_use_revokes_all_that_came_of_the_exchange(house: House) -> None:
    _, second = await reused(house)
    answer = await house.refresh(second["refresh_token"])
    assert answer.json()["code"] == "identity.refresh_refused"


async def test_a_late_second_use_is_on_record_once(house: House) -> None:
    first, _ = await reused(house)
    await house.refresh(first["refresh_token"])
    assert await house.organisation.actions() == ["token.make", "token.reuse"]


async def test_nothing_of_a_family_lives_on_that_is_renewed_while_it_is_revoked(
    house: House,
) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    usable: list[int] = []
    for _ in range(10):
        first = await house.exchanged(secret)
        second = (await house.refresh(first["refresh_token"])).json()
        await rewind(house, GRACE_S)
        both = [each["refresh_token"] for each in (second, first)]
        await asyncio.gather(*map(house.refresh, both))
        usable.append(
            await house.organisation.value(
                """
                SELECT count(*) FILTER (WHERE r.revoked_at IS NULL)
                FROM identity.refresh_token AS r JOIN identity.refresh_token AS f USING (family)
                WHERE f.digest = sha256(CAST(:secret AS text)::bytea)
                """,
                secret=first["refresh_token"],
            )
        )
    assert usable == [0] * 10


async def test_nothing_lives_on_that_is_renewed_while_its_owner_sets_another_password(
    house: House,
) -> None:
    person, secret = await house.personal(READ_PEOPLE)
    digest = digest_of((await house.exchanged(secret))["refresh_token"].encode())
    run = house.organisation.run
    async with house.services.core.database.begin() as renewing:
        await hold_token(renewing, digest)
        used = await use_refresh(renewing, digest)
        assert used is not None
        revoking = asyncio.create_task(run(lambda c: revoke_families_of(c, person)))
        await eventually(house.organisation.somebody_waits)
        await add_refresh(
            renewing,
            b"renewed",
            family=used.family,
            token_id=used.token_id,
            audience=used.audience,
            days=1,
        )
    await revoking
    assert await run(lambda c: use_refresh(c, b"renewed")) is None


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_owner_is_told_by_mail(house: House, language: str) -> None:
    person, secret = await house.personal(READ_PEOPLE)
    await house.organisation.value(
        "UPDATE identity.person SET language = :language WHERE id = :id RETURNING 1",
        language=language,
        id=person,
    )
    first = await house.exchanged(secret)
    await house.refresh(first["refresh_token"])
    await rewind(house, GRACE_S)
    await house.refresh(first["refresh_token"])
    told = await house.organisation.value(
        "SELECT text FROM core.mail WHERE template = 'token_reused' AND tenant = :tenant",
        tenant=house.organisation.tenant,
    )
    assert secret[:14] in told
    assert ("Bonjour Ada" in told) == (language == "fr")


@pytest.mark.parametrize(
    "refresh",
    ["x", "regie_ref_" + "0" * 49, "regie_ref_é", new_secret(REFRESH)],
    ids=["nonsense", "zeros", "accent", "well-formed"],
)
async def test_what_is_no_refresh_token_gives_nothing(house: House, refresh: str) -> None:
    answer = await house.refresh(refresh)
    assert (answer.status_code, answer.json()["code"]) == (401, "identity.refresh_refused")


async def test_a_token_is_no_refresh_token(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    assert (await house.refresh(secret)).status_code == 401


async def test_a_refresh_token_is_no_token(house: House) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    assert await house.status((await house.exchanged(secret))["refresh_token"]) == 401


async def test_a_refresh_token_ends_with_its_token(house: House) -> None:
    _, headers = await house.administrator()
    token = await house.own_token(headers, READ_PEOPLE)
    refresh = (await house.exchanged(token["secret"]))["refresh_token"]
    await house.client.delete(f"{ME_TOKENS}/{token['id']}", headers=headers)
    assert (await house.refresh(refresh)).status_code == 401


async def test_a_refresh_token_outlives_its_token_by_nothing(house: House) -> None:
    _, headers = await house.administrator()
    token = await house.own_token(headers, READ_PEOPLE, days=2)
    await house.exchanged(token["secret"])
    ends = await house.organisation.value(
        "SELECT t.expires_at = r.expires_at FROM identity.refresh_token AS r"
        " JOIN identity.token AS t ON t.id = r.token_id WHERE t.id = :id",
        id=token["id"],
    )
    assert ends is True
