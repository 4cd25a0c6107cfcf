"""Who runs stores, in front of their figures."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from regie.identity.demo.places import demo_places
from served import Served

from .chromium import PHONE, WIDE
from .complaints import Complaints
from .sign_in import demo_person, give_session, sign_in
from .steps import FAILED_IN_CONSOLE, loaded, submit
from .test_every_state import AXE, FINDINGS, RULES, paint

LEVERS = "levers=p_5_-1.2~v_-2~c_-3.5"
CONFIRMED = "Confirmé par le serveur"
PAGES = {
    "": "Chiffre d’affaires sur 24 mois",
    "?categories=months": "Écart de chaque mois",
    "/consolidation": "Panier moyen",
    f"/simulator?{LEVERS}": CONFIRMED,
    "/targets": "Vannes Marle",
    "/catalogue": "Applique Corolle",
}
"""Address, and what stands there once it has been read."""


def open_retail(page: Page, site: Served, address: str = "") -> None:
    page.goto(f"{site.url}/retail{address}")
    page.get_by_role("main").get_by_text(PAGES[address]).first.wait_for()


def test_a_manager_is_shown_the_stores_below_her_and_no_other(
    page: Page, site: Served, demo: dict[str, str]
) -> None:
    sign_in(page, site.url, demo_person(demo, "manager"))
    open_retail(page, site)
    main = page.get_by_role("main")
    stores = [place for place in demo_places() if place.kind == "store"]
    below_her = {place.name for place in stores if place.above == "DIR-OUEST"}
    for name in below_her:
        expect(main).to_contain_text(name)
    loaded(page)
    shown = main.inner_text()
    assert {place.name for place in stores if place.name in shown} == below_her


def test_the_keyboard_goes_from_the_country_down_to_a_store(
    context: BrowserContext, page: Page, site: Served
) -> None:
    give_session(context, site)
    open_retail(page, site, "/consolidation")
    tree = page.get_by_role("treegrid")
    tree.get_by_role("row").nth(1).focus()
    page.keyboard.press("ArrowDown")
    region = tree.get_by_role("row").and_(page.locator(":focus"))
    expect(region).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowRight")
    expect(region).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowRight")
    expect(tree.get_by_role("row").filter(has_text="Besançon Granvelle")).to_be_focused()


def test_a_lever_moves_the_chart_and_stands_in_the_address(
    context: BrowserContext, page: Page, site: Served
) -> None:
    give_session(context, site, "analyst")
    page.goto(f"{site.url}/retail/simulator")
    page.get_by_role("button", name="Ajouter un levier : Volume").click()
    page.get_by_role("button", name="Voir les chiffres De la marge").click()
    volume = page.get_by_role("table", name="De la marge").get_by_role("row", name="Volume")
    before = volume.text_content() or ""
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    expect(volume).not_to_have_text(before)
    expect(page).to_have_url(re.compile("levers=v_0.5"))
    expect(page.get_by_text(CONFIRMED)).to_be_visible()


def rename_product(site: Served, name: str) -> str:
    """The first one, by somebody else; its name until then."""
    address = "/api/v1/retail/products/1"
    with site.signed_in("director") as client:
        product = client.get(address).raise_for_status().json()
        version = {"If-Match": f'"{product["version"]}"'}
        client.patch(address, json={"name": name}, headers=version).raise_for_status()
    return product["name"]


def test_who_saves_second_sees_what_was_saved_first(
    context: BrowserContext, page: Page, site: Served, complaints: Complaints
) -> None:
    complaints.provoke(FAILED_IN_CONSOLE)
    give_session(context, site)
    page.goto(f"{site.url}/retail/catalogue?product=1")
    page.get_by_role("dialog").get_by_label("Nom").fill("Le mien")
    name = rename_product(site, "Le sien")
    try:
        page.get_by_role("button", name="Enregistrer").click()
        expect(page.get_by_role("cell", name="Le sien")).to_be_visible()
    finally:
        rename_product(site, name)


@pytest.fixture
def a_store(context: BrowserContext, page: Page, site: Served) -> Locator:
    """Open, to be changed."""
    give_session(context, site)
    with site.signed_in() as client:
        first = client.get("/api/v1/retail/stores").raise_for_status().json()["stores"][0]["id"]
    page.goto(f"{site.url}/retail/catalogue?list=stores&store={first}")
    return page.get_by_role("dialog")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_day_is_written_as_people_write_it(a_store: Locator, language: str) -> None:
    opened = a_store.get_by_label({"fr": "Ouvert le", "en": "Opened on"}[language])
    expect(opened).to_have_value(re.compile(r"^\d\d/\d\d/\d{4}$"))


def test_a_day_that_no_calendar_has_is_told_at_its_field(page: Page, a_store: Locator) -> None:
    closed = a_store.get_by_label("Fermé le")
    submit(closed, "31/02/2027")
    expect(closed).to_be_focused()
    expect(closed).to_have_accessible_description("Écrivez un jour, par exemple 25/12/2026.")


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_on_a_page_of_figures(
    context: BrowserContext, page: Page, site: Served, address: str
) -> None:
    give_session(context, site)
    open_retail(page, site, address)
    page.evaluate(f"{AXE.read_text()}; 0")
    for theme, viewport in (("light", WIDE), ("dark", WIDE), ("light", PHONE)):
        page.set_viewport_size(viewport)
        paint(page, theme)
        assert page.evaluate(FINDINGS, RULES) == []
