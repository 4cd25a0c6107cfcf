"""The chat on pages of other origins: those of a key, and others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from served import Served

from .complaints import Complaints
from .shop_elsewhere import Shop, deactivate, make_key, shop_beside
from .steps import FAILED_IN_CONSOLE
from .widget_steps import REFUSED_BY_BROWSER, ask_for_mine, bubbles, card, chat, launcher, say

everywhere = pytest.mark.parametrize("root_path", ["", "/mppeep"], ids=["at the root", "below"])

AWAY = "Le service ne répond pas pour le moment."


@pytest.fixture
def shop(site: Served) -> Iterator[Shop]:
    with shop_beside(site) as shop:
        yield shop


@everywhere
def test_a_shop_on_another_server_has_the_whole_conversation(
    page: Page, site: Served, shop: Shop
) -> None:
    shop.key = make_key(site, shop.origin)
    page.goto(shop.origin)
    launcher(page).click()
    ask_for_mine(page)
    expect(bubbles(page)).to_have_count(3)


@everywhere
def test_a_key_of_another_shop_opens_nothing(
    page: Page, site: Served, shop: Shop, complaints: Complaints
) -> None:
    complaints.provoke(REFUSED_BY_BROWSER)
    complaints.provoke(FAILED_IN_CONSOLE)
    shop.key = make_key(site, "https://boutique.example")
    page.goto(shop.origin)
    launcher(page).click()
    expect(chat(page)).to_contain_text(AWAY)


def test_a_key_that_was_deactivated_says_so(
    page: Page, site: Served, shop: Shop, complaints: Complaints
) -> None:
    complaints.provoke(FAILED_IN_CONSOLE)
    make_key(site, shop.origin)
    shop.key = make_key(site, shop.origin)
    page.goto(shop.origin)
    launcher(page).click()
    expect(bubbles(page)).to_have_count(1)
    deactivate(site, shop.key)
    page.evaluate("sessionStorage.clear()")
    page.reload()
    launcher(page).click()
    expect(chat(page)).to_contain_text("Cette clé de widget n’existe pas, ou n’est plus active.")


def test_a_shop_chooses_title_language_side_and_colour(
    page: Page, site: Served, shop: Shop
) -> None:
    shop.key = make_key(
        site,
        shop.origin,
        title="Where is it?",
        language="en",
        position="left",
        colour="#f2c14e",
        scheme="dark",
    )
    page.goto(shop.origin)
    launcher(page).click()
    heading = page.get_by_role("dialog", name="Where is it?")
    expect(heading).to_contain_text("Automatic assistant")
    head = chat(page).locator(".head")
    assert (
        chat(page).evaluate("(it) => [it.hasAttribute('left'), it.hasAttribute('dark')]"),
        head.evaluate("(it) => [getComputedStyle(it).backgroundColor, getComputedStyle(it).color]"),
    ) == ([True, True], ["rgb(242, 193, 78)", "rgb(0, 0, 0)"])


def test_what_the_tag_says_holds_before_the_first_click(
    page: Page, site: Served, shop: Shop
) -> None:
    shop.key = make_key(site, shop.origin) + '" data-title="Ma commande" data-lang="en'
    page.goto(shop.origin)
    launcher = page.get_by_role("button", name="Ma commande")
    launcher.click()
    expect(page.get_by_role("dialog")).to_contain_text("Automatic assistant")


def test_each_shop_of_one_browser_has_its_own_conversation(
    page: Page, site: Served, shop: Shop
) -> None:
    shop.key = make_key(site, shop.origin)
    page.goto(shop.origin)
    launcher(page).click()
    ask_for_mine(page)
    page.goto(f"{site.url}/demo/shop")
    launcher(page).click()
    expect(bubbles(page)).to_have_count(1)
    say(page, "Bonjour")
    expect(bubbles(page)).to_have_count(3)
    expect(card(page)).to_have_count(0)
