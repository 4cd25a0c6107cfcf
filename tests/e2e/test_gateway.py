"""Who tries models, and who gives out keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from served import Served

from .chromium import PHONE, WIDE
from .sign_in import demo_person, give_session, sign_in
from .steps import told
from .test_every_state import AXE, FINDINGS, RULES, paint

QUESTION = {"model": "rapide", "messages": [{"role": "user", "content": "Bonjour"}]}
PAGES = {
    "": "Coût par jour",
    "/keys": "Assistant du site",
    "/providers": "Prix du million de jetons",
    "/playground": "Aucune réponse pour le moment",
}
"""Address, and what stands there once it has been read."""


def open_gateway(page: Page, site: Served, address: str = "") -> None:
    page.goto(f"{site.url}/gateway{address}")
    page.get_by_role("main").get_by_text(PAGES[address]).first.wait_for()


def test_an_analyst_reads_an_answer_as_it_comes_and_what_it_cost(
    context: BrowserContext, page: Page, site: Served
) -> None:
    give_session(context, site, "analyst")
    open_gateway(page, site, "/playground")
    page.get_by_label("Modèle", exact=True).select_option("rapide")
    page.get_by_label("Message", exact=True).last.fill("Où en est ma commande ?")
    page.get_by_role("button", name="Demander").click()
    answer = page.get_by_role("region", name="Réponse")
    expect(answer).to_contain_text("Premier mot")
    expect(answer).to_contain_text("rapide, Démonstration")


def test_a_new_key_is_shown_once_and_ends_at_once(
    page: Page, site: Served, demo: dict[str, str]
) -> None:
    sign_in(page, site.url, demo_person(demo, "administrator"))
    open_gateway(page, site, "/keys")
    page.get_by_role("button", name="Faire une clé").click()
    page.get_by_label("Nom", exact=True).fill("Caisse de Lyon")
    page.get_by_role("button", name="Faire la clé").click()
    secret = page.get_by_role("alertdialog").locator("pre").inner_text()
    page.get_by_role("button", name="C’est copié").click()
    with site.client(Authorization=f"Bearer {secret}") as program:
        before = program.post("v1/chat/completions", json=QUESTION).status_code
        page.get_by_role("button", name="Révoquer Caisse de Lyon").click()
        page.get_by_role("alertdialog").get_by_role("button", name="Révoquer").click()
        expect(told(page, "La clé est révoquée.")).to_be_visible()
        after = program.post("v1/chat/completions", json=QUESTION).status_code
    assert (before, after) == (200, 401)


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_on_a_page_of_models(
    context: BrowserContext, page: Page, site: Served, address: str
) -> None:
    give_session(context, site)
    open_gateway(page, site, address)
    page.evaluate(f"{AXE.read_text()}; 0")
    for theme, viewport in (("light", WIDE), ("dark", WIDE), ("light", PHONE)):
        page.set_viewport_size(viewport)
        paint(page, theme)
        assert page.evaluate(FINDINGS, RULES) == []
