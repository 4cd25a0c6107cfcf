"""What stands in the address, and what never does."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from served import Served

from .steps import FOUND, NUMBER, ask, find_mine, heading, open_home, open_orders

everywhere = pytest.mark.parametrize("root_path", ["", "/mppeep"], ids=["at the root", "below"])
OTHER = "CL-401118-220964"
"""Another order of the same person, delivered."""


def test_the_name_is_in_no_address(page: Page, site: Served) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    find_mine(page, site.url)
    with page.expect_response("**/orders/track"):
        page.get_by_role("button", name="Actualiser").click()
    asked.append(page.url)
    assert [url for url in asked if "rami" in url.lower()] == []


def test_the_name_is_kept_nowhere(page: Page, site: Served) -> None:
    find_mine(page, site.url)
    kept = page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, history.state])"
    )
    assert "rami" not in kept.lower()


@everywhere
def test_the_number_is_in_the_address(page: Page, site: Served) -> None:
    find_mine(page, site.url)
    expect(page).to_have_url(f"{site.url}/orders?number={NUMBER}")


def test_the_number_survives_a_reload_and_the_name_does_not(page: Page, site: Served) -> None:
    find_mine(page, site.url)
    page.reload()
    number = page.get_by_label("Numéro de commande")
    expect(number).to_have_value(NUMBER)
    values = page.locator("form input").evaluate_all("(all) => all.map(({ value }) => value)")
    assert values == [NUMBER, ""]


@everywhere
def test_an_address_with_a_number_can_be_sent_to_somebody(page: Page, site: Served) -> None:
    open_orders(page, site.url, NUMBER)
    page.get_by_label("Nom", exact=True).and_(page.locator(":focus")).fill("RAMI")
    page.keyboard.press("Enter")
    expect(heading(page, FOUND["fr"])).to_be_visible()


def test_a_second_look_up_replaces_the_answer_of_the_first(page: Page, site: Served) -> None:
    find_mine(page, site.url)
    ask(page, OTHER)
    expect(heading(page, "La commande est livrée.")).to_be_visible()


def test_back_leads_to_the_number_before(page: Page, site: Served) -> None:
    find_mine(page, site.url)
    ask(page, OTHER)
    expect(heading(page, "La commande est livrée.")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Numéro de commande")).to_have_value(NUMBER)


def test_back_to_no_number_shows_no_order(page: Page, site: Served) -> None:
    find_mine(page, site.url)
    page.go_back()
    expect(page.get_by_role("article")).to_have_count(0)


def test_back_leads_to_the_page_before(page: Page, site: Served) -> None:
    open_home(page, site.url)
    page.get_by_role("navigation").get_by_role("link", name="Santé").click()
    expect(heading(page, "Santé de l’installation")).to_be_visible()
    page.go_back()
    expect(heading(page, "Accueil")).to_be_visible()


@everywhere
def test_an_address_that_leads_nowhere_leads_home(page: Page, site: Served) -> None:
    page.goto(f"{site.url}/nulle/part")
    heading(page, "Page introuvable").wait_for()
    page.get_by_role("link", name="Revenir à l’accueil").click()
    expect(page).to_have_url(f"{site.url}/")
