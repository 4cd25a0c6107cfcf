"""An order of the production database, as people see it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from served import Served

from .complaints import Complaints
from .demo_days import EXPECTED, MINE, days_late, long_day, short_day
from .production import an_order
from .steps import (
    FOUND,
    MISSING,
    NAME,
    NOT_FOUND_IN_CONSOLE,
    NUMBER,
    ask,
    find_mine,
    heading,
    open_orders,
)

in_both_languages = pytest.mark.parametrize("language", ["fr", "en"])

ORDERED = {language: short_day(MINE.ordered_on, language) for language in ("fr", "en")}
EXPECTED_ON = {language: short_day(EXPECTED, language) for language in ("fr", "en")}
FACTS = {
    "fr": {
        "Désignation": "DCC avec couverture",
        "Exemplaires": "5",
        "Commandée le": ORDERED["fr"],
        "Expédition prévue": f"{EXPECTED_ON['fr']}\n{{days}} jours de retard",
    },
    "en": {
        "Description": "DCC avec couverture",
        "Copies": "5",
        "Ordered on": ORDERED["en"],
        "Dispatch expected": f"{EXPECTED_ON['en']}\n{{days}} days late",
    },
}
HISTORY = {
    "fr": [
        f"Commande passée, étape terminée {ORDERED['fr']}",
        f"En production, étape en cours {ORDERED['fr']}",
        "En préparation expédition, étape à venir",
        f"Expédiée, étape à venir prévue le {EXPECTED_ON['fr']}",
        "Livrée, étape à venir",
    ],
    "en": [
        f"Order placed, step done {ORDERED['en']}",
        f"In production, present step {ORDERED['en']}",
        "Preparing for dispatch, step to come",
        f"Dispatched, step to come expected on {EXPECTED_ON['en']}",
        "Delivered, step to come",
    ],
}
OUTLOOK = {
    "fr": re.compile(rf"^Son expédition était prévue le {long_day(EXPECTED, 'fr')}\.$"),
    "en": re.compile(rf"^Its dispatch was expected on {long_day(EXPECTED, 'en')}\.$"),
}


@pytest.mark.parametrize("name", ["Mina RAMI", "RAMI", "rami"])
def test_a_family_name_opens_its_order(page: Page, site: Served, name: str) -> None:
    open_orders(page, site.url)
    ask(page, name=name)
    expect(heading(page, FOUND["fr"])).to_be_visible()


@in_both_languages
def test_the_order_shows_its_facts(page: Page, site: Served, language: str) -> None:
    find_mine(page, site.url, language)
    terms = page.locator("article dt").all_inner_texts()
    facts = page.locator("article dd").all_inner_texts()
    expected = {term: fact.format(days=days_late()) for term, fact in FACTS[language].items()}
    assert dict(zip(terms, facts, strict=True)) == expected


@in_both_languages
def test_the_order_shows_its_way(page: Page, site: Served, language: str) -> None:
    find_mine(page, site.url, language)
    steps = page.get_by_role("article").get_by_role("listitem").all_inner_texts()
    # The comma is for screen readers, in an element of its own.
    assert [" ".join(step.split()).replace(" ,", ",") for step in steps] == HISTORY[language]


@in_both_languages
def test_the_order_says_when_it_was_to_leave(page: Page, site: Served, language: str) -> None:
    find_mine(page, site.url, language)
    expect(page.get_by_text(OUTLOOK[language])).to_be_visible()


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("En production", "La commande est en production."),
        ("En préparation expédition", "La commande est prête à partir"),
        ("Expédiée", "La commande est en route."),
        ("Livrée", "La commande est livrée."),
        ("Annulée", "La commande est annulée."),
    ],
)
def test_every_status_of_the_other_team_has_its_sentence(
    page: Page, site: Served, demo: dict[str, str], status: str, sentence: str
) -> None:
    order = an_order(demo, status)
    open_orders(page, site.url)
    ask(page, order.number, order.customer)
    expect(heading(page, sentence)).to_be_visible()


@pytest.mark.parametrize(
    ("number", "name"),
    [(NUMBER, "MARTIN"), (NUMBER, "Mina"), ("CL-000000-000000", NAME)],
    ids=["wrong name", "given name alone", "unknown number"],
)
def test_what_does_not_match_gets_the_same_sentence(
    page: Page, site: Served, complaints: Complaints, number: str, name: str
) -> None:
    complaints.provoke(NOT_FOUND_IN_CONSOLE)
    open_orders(page, site.url)
    ask(page, number, name)
    expect(page.locator("h2")).to_have_text(MISSING)


def test_the_answer_takes_the_focus(page: Page, site: Served) -> None:
    find_mine(page, site.url)
    expect(heading(page, FOUND["fr"])).to_be_focused()


def test_an_empty_form_says_what_is_missing(page: Page, site: Served) -> None:
    open_orders(page, site.url)
    page.get_by_role("button", name="Suivre").click()
    expect(page.get_by_label("Numéro de commande")).to_have_accessible_description(
        "Indiquez le numéro de la commande."
    )


def test_on_paper_there_is_the_order_and_no_navigation(page: Page, site: Served) -> None:
    find_mine(page, site.url)
    page.emulate_media(media="print")
    shown = page.evaluate(
        "[...document.querySelectorAll('nav, aside, header, form, button, article')]"
        ".filter((element) => element.checkVisibility() && !element.matches('.sr-only'))"
        ".map((element) => element.localName)"
    )
    assert shown == ["article", "header"]
