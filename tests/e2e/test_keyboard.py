"""Everything without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from served import Served

from .steps import FOUND, NAME, NUMBER, heading, open_home

STOPS = 20


def tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    pytest.fail(f"{STOPS} times Tab did not lead to {wanted}")


def test_from_the_first_page_to_the_found_order(page: Page, site: Served) -> None:
    open_home(page, site.url)
    tab_to(page, page.get_by_role("navigation").get_by_role("link", name="Commandes"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Numéro de commande")).to_be_focused()
    page.keyboard.type(NUMBER)
    page.keyboard.press("Tab")
    page.keyboard.type(NAME)
    page.keyboard.press("Enter")
    expect(heading(page, FOUND["fr"])).to_be_focused()


def test_the_first_stop_skips_the_navigation(page: Page, site: Served) -> None:
    open_home(page, site.url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("key", ["Control+k", "/"])
def test_a_key_opens_the_palette(page: Page, site: Served, key: str) -> None:
    open_home(page, site.url)
    page.keyboard.press(key)
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()


def test_the_palette_finds_a_number_in_a_sentence(page: Page, site: Served) -> None:
    open_home(page, site.url)
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("textbox").fill(f"où en est {NUMBER.lower()}")
    expect(page.get_by_role("menuitem", name=f"Suivre {NUMBER}")).to_be_visible()


@pytest.mark.parametrize("root_path", ["", "/mppeep"], ids=["at the root", "below"])
def test_enter_in_the_palette_opens_what_it_proposes(page: Page, site: Served) -> None:
    open_home(page, site.url)
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("textbox").fill(NUMBER)
    expect(page.get_by_role("menuitem", name=f"Suivre {NUMBER}")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/orders?number={NUMBER}")


def test_escape_closes_the_palette_and_gives_the_focus_back(page: Page, site: Served) -> None:
    open_home(page, site.url)
    button = page.get_by_role("button", name="Rechercher…")
    button.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


@pytest.mark.parametrize(
    ("letter", "title"),
    [
        ("o", "Suivre une commande"),
        ("s", "Santé de l’installation"),
    ],
)
def test_g_and_a_letter_lead_to_a_page(page: Page, site: Served, letter: str, title: str) -> None:
    open_home(page, site.url)
    page.keyboard.press("g")
    page.keyboard.press(letter)
    expect(heading(page, title)).to_be_visible()


def test_g_and_h_lead_home(page: Page, site: Served) -> None:
    page.goto(f"{site.url}/health")
    expect(heading(page, "Santé de l’installation")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(heading(page, "Accueil")).to_be_visible()


def test_a_question_mark_shows_the_shortcuts(page: Page, site: Served) -> None:
    open_home(page, site.url)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Raccourcis clavier")).to_be_visible()


def test_single_keys_can_be_switched_off(page: Page, site: Served) -> None:
    open_home(page, site.url)
    page.keyboard.press("?")
    page.get_by_role("switch", name="Raccourcis à une touche").press("Space")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page).to_have_url(f"{site.url}/")
