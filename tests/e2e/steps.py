"""What people do on the pages, in both languages."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from served import MINE

NUMBER, NAME = MINE["number"], MINE["name"]

NUMBER_FIELD = {"fr": "Numéro de commande", "en": "Order number"}
NAME_FIELD = {"fr": "Nom", "en": "Name"}
FOUND = {"fr": "La commande est en production.", "en": "The order is in production."}
MISSING = {
    "fr": "Aucune commande à ce numéro et à ce nom",
    "en": "No order with this number and this name",
}
READY = {"fr": "Tout fonctionne", "en": "All systems work"}
DEGRADED = {"fr": "Fonctionnement réduit", "en": "Reduced service"}
NOT_FOUND_IN_CONSOLE = "the server responded with a status of 404"


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name)


def open_home(page: Page, url: str, language: str = "fr") -> None:
    """Until everything that loads has loaded."""
    page.goto(f"{url}/")
    expect(page.get_by_role("article")).to_be_visible()
    expect(page.get_by_role("main").get_by_text(READY[language])).to_be_visible()


def open_orders(page: Page, url: str, number: str = "", language: str = "fr") -> None:
    page.goto(f"{url}/orders?number={number}" if number else f"{url}/orders")
    expect(page.get_by_label(NUMBER_FIELD[language])).to_be_visible()
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(2)


def ask(page: Page, number: str = NUMBER, name: str = NAME, language: str = "fr") -> None:
    """With the orders page open."""
    page.get_by_label(NUMBER_FIELD[language], exact=True).fill(number)
    page.get_by_label(NAME_FIELD[language], exact=True).fill(name)
    page.keyboard.press("Enter")


def find_mine(page: Page, url: str, language: str = "fr") -> None:
    open_orders(page, url, language=language)
    ask(page, language=language)
    expect(heading(page, FOUND[language])).to_be_visible()
