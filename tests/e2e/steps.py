"""What people do on the pages, in both languages."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from served import MINE

NUMBER, NAME = MINE["number"], MINE["name"]

NUMBER_FIELD = {"fr": "Numéro de commande", "en": "Order number"}
NAME_FIELD = {"fr": "Nom", "en": "Name"}
FOUND = {"fr": "La commande est en production.", "en": "The order is in production."}
MISSING = "Aucune commande à ce numéro et à ce nom"
READY = {"fr": "Tout fonctionne", "en": "All systems work"}
DEGRADED = {"fr": "Fonctionnement réduit", "en": "Reduced service"}
FAILED_IN_CONSOLE = "Failed to load resource"
NOT_FOUND_IN_CONSOLE = "the server responded with a status of 404"
"""What the browser says of every answer that did not come, or is no success; of every 404."""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""What followed from the last change is drawn."""
LATE = "() => new Promise((done) => setTimeout(done, 160))"
"""Behind the timers with which pages wait before they show a skeleton: see `useDelayed`."""


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name)


def told(page: Page, sentence: str) -> Locator:
    """Of what came of an action; the same words stand for a moment where they are announced."""
    return page.get_by_role("region", name="Résultats des actions").get_by_text(sentence)


def submit(field: Locator, text: str) -> None:
    """Enter is pressed where the text was typed, whatever else takes the focus meanwhile."""
    field.fill(text)
    field.press("Enter")


def loaded(page: Page) -> None:
    """Until nothing stands where something is still to come. A page that listens or asks again
    never leaves its network idle."""
    to_come = page.locator(".animate-shimmer")
    late(page)
    while to_come.count():
        expect(to_come).to_have_count(0)
        late(page)  # what came may have asked for more


def late(page: Page) -> None:
    """Until something shimmers in the place of what has been asked for and is not there."""
    page.evaluate(LATE)
    page.evaluate(PAINTED)


def open_home(page: Page, url: str, language: str = "fr") -> None:
    """Until everything that loads has loaded."""
    page.goto(f"{url}/")
    page.get_by_role("article").wait_for()
    page.get_by_role("main").get_by_text(READY[language]).wait_for()


def open_orders(page: Page, url: str, number: str = "", language: str = "fr") -> None:
    page.goto(f"{url}/orders?number={number}" if number else f"{url}/orders")
    # The example comes with the answer of the server, after the form.
    page.get_by_role("main").get_by_role("button").nth(1).wait_for()


def ask(page: Page, number: str = NUMBER, name: str = NAME, language: str = "fr") -> None:
    """With the orders page open."""
    page.get_by_label(NUMBER_FIELD[language], exact=True).fill(number)
    submit(page.get_by_label(NAME_FIELD[language], exact=True), name)


def find_mine(page: Page, url: str, language: str = "fr") -> None:
    open_orders(page, url, language=language)
    ask(page, language=language)
    heading(page, FOUND[language]).wait_for()
