"""An order of the production database, as people see it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from served import Served

from .complaints import Complaints
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

LATE = (datetime.now(UTC).astimezone(ZoneInfo("Europe/Paris")).date() - date(2025, 10, 28)).days
FACTS = {
    "fr": {
        "Désignation": "DCC avec couverture",
        "Exemplaires": "5",
        "Commandée le": "20 oct. 2025",
        "Expédition prévue": f"28 oct. 2025\n{LATE} jours de retard",
    },
    "en": {
        "Description": "DCC avec couverture",
        "Copies": "5",
        "Ordered on": "20 Oct 2025",
        "Dispatch expected": f"28 Oct 2025\n{LATE} days late",
    },
}
HISTORY = {
    "fr": [
        "Commande passée, étape terminée 20 oct. 2025",
        "En production, étape en cours 20 oct. 2025",
        "En préparation expédition, étape à venir",
        "Expédiée, étape à venir prévue le 28 oct. 2025",
        "Livrée, étape à venir",
    ],
    "en": [
        "Order placed, step done 20 Oct 2025",
        "In production, present step 20 Oct 2025",
        "Preparing for dispatch, step to come",
        "Dispatched, step to come expected on 28 Oct 2025",
        "Delivered, step to come",
    ],
}
OUTLOOK = {
    "fr": re.compile(r"^Son expédition était prévue le mardi 28 octobre 2025\.$"),
    # Browsers disagree on the comma.
    "en": re.compile(r"^Its dispatch was expected on Tuesday,? 28 October 2025\.$"),
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
    assert dict(zip(terms, facts, strict=True)) == FACTS[language]


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
