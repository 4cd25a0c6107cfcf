"""What customers do in the chat on a shop's page, in both languages."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from served import MINE

from .steps import submit

LAUNCHER = {"fr": "Suivi de commande", "en": "Order tracking"}
PLACE = {"fr": "/demo/shop", "en": "/demo/shop/en"}
QUESTION = {
    "fr": f"Où en est ma commande {MINE['number']} ? {MINE['name']}",
    "en": f"Where is my order {MINE['number']}? {MINE['name']}",
}
STATUS = {"fr": "En production", "en": "In production"}
PERSON = {"fr": "Parler à une personne", "en": "Speak to a person"}
STATE = {
    "fr": "Un conseiller va vous répondre, position",
    "en": "An adviser will answer you, place",
}
REFUSED_BY_BROWSER = "blocked by CORS policy"


def chat(page: Page) -> Locator:
    return page.locator("regie-chat")


def launcher(page: Page, language: str = "fr") -> Locator:
    return page.get_by_role("button", name=LAUNCHER[language])


def panel(page: Page) -> Locator:
    return page.get_by_role("dialog")


def bubbles(page: Page) -> Locator:
    """What was said, the greeting included."""
    return chat(page).locator(".bubble:not(:has(.dots))")


def card(page: Page) -> Locator:
    return chat(page).locator(".card")


def open_shop(page: Page, url: str, language: str = "fr") -> None:
    page.goto(url + PLACE[language])
    launcher(page, language).wait_for()


def open_chat(page: Page, url: str, language: str = "fr") -> None:
    """Until the assistant has greeted."""
    open_shop(page, url, language)
    launcher(page, language).click()
    expect(bubbles(page)).to_have_count(1)


def say(page: Page, text: str) -> None:
    submit(chat(page).locator("textarea"), text)


def ask_for_mine(page: Page, language: str = "fr") -> None:
    """Until the order is shown."""
    say(page, QUESTION[language])
    expect(card(page)).to_contain_text(STATUS[language])
