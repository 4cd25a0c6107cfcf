"""Every page in every state: how to get there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page, expect

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
    expect(heading(page, "La commande est livrée.")).to_be_visible()


def no_order(page: Page, url: str) -> None:
    open_orders(page, url)
    ask(page, NUMBER, "MARTIN")
    expect(heading(page, MISSING["fr"])).to_be_visible()


def form_to_mend(page: Page, url: str) -> None:
    open_orders(page, url)
    page.get_by_role("button", name="Suivre").click()
    expect(page.get_by_text("Indiquez le numéro de la commande.")).to_be_visible()


def order_without_server(page: Page, url: str) -> None:
    open_orders(page, url)
    page.context.set_offline(True)
    ask(page)
    expect(heading(page, "Régie ne répond pas")).to_be_visible()


def order_without_production(page: Page, url: str) -> None:
    open_orders(page, url)
    ask(page)
    expect(page.get_by_role("button", name="Réessayer")).to_be_visible()


def health(page: Page, url: str) -> None:
    page.goto(f"{url}/health")
    expect(heading(page, READY["fr"])).to_be_visible()


def health_degraded(page: Page, url: str) -> None:
    page.goto(f"{url}/health")
    expect(heading(page, DEGRADED["fr"])).to_be_visible()


def home_degraded(page: Page, url: str) -> None:
    page.goto(f"{url}/")
    expect(page.get_by_role("main").get_by_text(DEGRADED["fr"])).to_be_visible()


def health_without_server(page: Page, url: str) -> None:
    health(page, url)
    page.context.set_offline(True)
    page.get_by_role("button", name="Vérifier maintenant").click()
    expect(heading(page, "État inconnu")).to_be_visible()


def nowhere(page: Page, url: str) -> None:
    page.goto(f"{url}/nulle/part")
    expect(heading(page, "Page introuvable")).to_be_visible()


def palette(page: Page, url: str) -> None:
    open_home(page, url)
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("textbox").fill(NUMBER)
    expect(page.get_by_role("menuitem", name=f"Suivre {NUMBER}")).to_be_visible()


def palette_without_result(page: Page, url: str) -> None:
    open_home(page, url)
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("textbox").fill("zzz")
    expect(page.get_by_text("Rien ne correspond")).to_be_visible()


def shortcuts(page: Page, url: str) -> None:
    open_home(page, url)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Raccourcis clavier")).to_be_visible()


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
