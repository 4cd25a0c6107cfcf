"""The letter that carries a code speaks as the conversation does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import text

from orderplay import MINE, NAME, opened_shop, write_source
from regie.core.db import DatabaseUrl
from regie.core.outbox import drain

CODE = {"fr": "Recevoir un code par courriel", "en": "Get a code by e-mail"}
VOUS = re.compile(r"\b(vous|votre|vos|[a-z]+ez)\b", re.IGNORECASE)
TU = re.compile(r"\b(tu|ton|ta|tes|la tienne)\b", re.IGNORECASE)


@pytest.fixture
async def letter(
    request: pytest.FixtureRequest, migrated: DatabaseUrl, tmp_path: Path
) -> tuple[str, str, str]:
    """Subject, text and page without its style sheet, in the language and under the policy that
    the test says."""
    language, policy = request.param
    async with opened_shop(migrated, write_source(tmp_path, policy)) as shop:
        core = shop.house.services.core
        async with core.database.begin() as connection:
            await connection.execute(text("DELETE FROM core.mail WHERE template = 'orders_code'"))
        customer = await shop.customer(language)
        await customer.say(f"{MINE} {NAME}")
        await customer.say(CODE[language])
        await drain(core.database, shop.house.runtime.parts["orders"].subscriptions)
        async with core.database.begin() as connection:
            found = await connection.execute(
                text("SELECT subject, text, html FROM core.mail WHERE template = 'orders_code'")
            )
            subject, plain, page = found.one()
    return subject, plain, re.sub(r"(?s)<style>.*?</style>|<[^>]*>", "", page)


@pytest.mark.parametrize("letter", [("fr", "")], ids=["vous"], indirect=True)
def test_vous_is_said_all_through(letter: tuple[str, str, str]) -> None:
    assert [bool(VOUS.search(part)) for part in letter] == [True, True, True]
    assert [TU.search(part) for part in letter] == [None, None, None]


@pytest.mark.parametrize("letter", [("fr", 'address = "tu"')], ids=["tu"], indirect=True)
def test_tu_is_said_all_through(letter: tuple[str, str, str]) -> None:
    assert [bool(TU.search(part)) for part in letter] == [True, True, True]
    assert [VOUS.search(part) for part in letter] == [None, None, None]


@pytest.mark.parametrize("letter", [("en", 'address = "tu"')], ids=["en"], indirect=True)
def test_english_has_one_word_for_both(letter: tuple[str, str, str]) -> None:
    assert letter[0] == "Your code to follow your orders"
