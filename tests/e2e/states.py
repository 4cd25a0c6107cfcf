"""Every page in every state: how to get there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page

from .steps import (
    DEGRADED,
    MISSING,
    NUMBER,
    READY,
    ask,
    find_mine,
    heading,
    open_home,
    open_orders,
)

NOBODY_ASKED: Final = "CL-499999-000001"

State = Callable[[Page, str], None]


def home(page: Page, url: str) -> None:
    open_home(page, url)


def orders(page: Page, url: str) -> None:
    open_orders(page, url)


def order(page: Page, url: str) -> None:
    find_mine(page, url)


def delivered_order(page: Page, url: str) -> None:
    open_orders(page, url)
    ask(page, "CL-401118-220964")
    heading(page, "La commande est livrée.").wait_for()


def no_order(page: Page, url: str) -> None:
    open_orders(page, url)
    ask(page, NUMBER, "MARTIN")
    heading(page, MISSING).wait_for()


def form_to_mend(page: Page, url: str) -> None:
    open_orders(page, url)
    page.get_by_role("button", name="Suivre").click()
    page.get_by_text("Indiquez le numéro de la commande.").wait_for()


def order_without_server(page: Page, url: str) -> None:
    open_orders(page, url)
    page.context.set_offline(True)
    ask(page)
    heading(page, "Régie ne répond pas").wait_for()


def order_without_production(page: Page, url: str) -> None:
    open_orders(page, url)
    ask(page, NOBODY_ASKED)  # others are still remembered
    page.get_by_role("button", name="Réessayer").wait_for()


def health(page: Page, url: str) -> None:
    page.goto(f"{url}/health")
    heading(page, READY["fr"]).wait_for()


def health_degraded(page: Page, url: str) -> None:
    page.goto(f"{url}/health")
    heading(page, DEGRADED["fr"]).wait_for()


def home_degraded(page: Page, url: str) -> None:
    page.goto(f"{url}/")
    page.get_by_role("main").get_by_text(DEGRADED["fr"]).wait_for()


def health_without_server(page: Page, url: str) -> None:
    health(page, url)
    page.context.set_offline(True)
    page.get_by_role("button", name="Vérifier maintenant").click()
    heading(page, "État inconnu").wait_for()


def nowhere(page: Page, url: str) -> None:
    page.goto(f"{url}/nulle/part")
    heading(page, "Page introuvable").wait_for()


def palette(page: Page, url: str) -> None:
    open_home(page, url)
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("textbox").fill(NUMBER)
    page.get_by_role("menuitem", name=f"Suivre {NUMBER}").wait_for()


def palette_without_result(page: Page, url: str) -> None:
    open_home(page, url)
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("textbox").fill("zzz")
    page.get_by_text("Rien ne correspond").wait_for()


def shortcuts(page: Page, url: str) -> None:
    open_home(page, url)
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Raccourcis clavier").wait_for()


STATES: Final[tuple[State, ...]] = (
    home,
    orders,
    order,
    delivered_order,
    no_order,
    form_to_mend,
    order_without_server,
    health,
    health_without_server,
    nowhere,
    palette,
    palette_without_result,
    shortcuts,
)
WITHOUT_PRODUCTION: Final[tuple[State, ...]] = (
    order_without_production,
    health_degraded,
    home_degraded,
)
