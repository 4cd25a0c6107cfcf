"""Texts that customers tap are questions like any other, so they have to be understood."""

from __future__ import annotations

from datetime import date

import pytest

from regie.apps.orders.answering.chips import chip, is_chip
from regie.apps.orders.understanding import Intent, NumberFormat, understand

FORMATS = [NumberFormat("CL-000000-000000")]
ASKS = {
    "human": Intent.HUMAN,
    "status": Intent.ORDER_STATUS,
    "history": Intent.ORDER_HISTORY,
    "content": Intent.ORDER_CONTENT,
    "statuses": Intent.STATUS_LIST,
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ASKS)
def test_what_is_tapped_asks_what_it_says(name: str, language: str) -> None:
    understood = understand(chip(name, language), date(2025, 10, 27), FORMATS)
    assert understood.intent is ASKS[name]


@pytest.mark.parametrize(
    "written",
    [
        "Recevoir un code par courriel",
        "recevoir un code par e-mail",
        "Recevoir un code par email.",
        "recevoir un code par mail",
        "Get a code by email",
    ],
)
def test_a_code_by_mail_is_asked_for_in_anybodys_word_for_mail(written: str) -> None:
    assert is_chip(written, "code")


def test_no_other_question_about_mail_asks_for_a_code() -> None:
    assert not is_chip("Recevoir un devis par mail", "code")
