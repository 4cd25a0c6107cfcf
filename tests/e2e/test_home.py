"""The home page says what is installed and leads to the first order."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from served import Served

from .steps import FOUND, NAME, NUMBER, READY, heading, open_home, open_orders, submit

everywhere = pytest.mark.parametrize("root_path", ["", "/mppeep"], ids=["at the root", "below"])
in_both_languages = pytest.mark.parametrize("language", ["fr", "en"])

RESOURCES = {
    "fr": ["Base de Régie", "Cache", "État et files", "Base de production"],
    "en": ["Régie’s database", "Cache", "State and queues", "Production database"],
}


@in_both_languages
def test_the_home_page_names_every_resource_of_the_installation(
    page: Page, site: Served, language: str
) -> None:
    open_home(page, site.url, language)
    expect(
        page.get_by_role("main").get_by_role("list").last.get_by_role("listitem")
    ).to_contain_text(RESOURCES[language])


def test_the_home_page_counts_what_the_server_reports(page: Page, site: Served) -> None:
    with site.client() as client:
        resources = client.get("/readyz").json()["resources"]
    up = sum(resource["status"] == "up" for resource in resources)
    open_home(page, site.url)
    expect(page.get_by_text(f"{up} sur {len(resources)} ressources répondent")).to_be_visible()


def test_the_home_page_says_which_installation_it_is(page: Page, site: Served) -> None:
    with site.client() as client:
        version = client.get("/api/v1/about").json()["version"]
    open_home(page, site.url)
    said = f"Installation de démonstration · version {version} · heure de Paris"
    expect(page.get_by_text(said)).to_be_visible()


@in_both_languages
def test_the_state_of_the_installation_stands_on_every_page(
    page: Page, site: Served, language: str
) -> None:
    page.goto(f"{site.url}/orders")
    link = page.get_by_role("complementary").get_by_role("link", name=READY[language])
    expect(link).to_be_visible()


@everywhere
def test_the_hint_of_the_demo_leads_to_the_found_order(page: Page, site: Served) -> None:
    open_home(page, site.url)
    page.get_by_role("main").get_by_role("link", name=NUMBER).click()
    # The number has come along and the name has the focus.
    page.get_by_label("Nom", exact=True).and_(page.locator(":focus")).fill(NAME)
    page.keyboard.press("Enter")
    expect(heading(page, FOUND["fr"])).to_be_visible()


def test_a_number_typed_on_the_home_page_is_taken_along(page: Page, site: Served) -> None:
    open_home(page, site.url)
    submit(page.get_by_role("article").get_by_role("textbox"), NUMBER.lower())
    expect(page.get_by_label("Numéro de commande")).to_have_value(NUMBER)


def test_the_example_on_the_orders_page_finds_the_order(page: Page, site: Served) -> None:
    open_orders(page, site.url)
    page.get_by_role("button", name=NUMBER).click()
    expect(heading(page, FOUND["fr"])).to_be_visible()
