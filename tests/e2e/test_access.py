"""What an administrator does about people, rights and the record, as it is done on the pages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from served import Served

from .access_states import people, person, places, record
from .sign_in import demo_person, give_session, sign_in
from .steps import heading, loaded

MANAGED = (
    ("jobs", "Tâches", "Lancer l’auto-test"),
    ("mail", "Courrier", "Envoyer un essai"),
    ("webhooks", "Webhooks", "Ajouter un destinataire"),
    ("cache", "Cache", "Tout vider"),
    ("retention", "Conservation", "Purger"),
    ("tokens", "Jetons de service", "Créer un jeton"),
)
"""Subject, title, and a button that changes something."""


@pytest.fixture
def administrator(context: BrowserContext, site: Served) -> None:
    give_session(context, site)


@pytest.mark.usefixtures("administrator")
def test_the_search_stands_in_the_address(page: Page, site: Served) -> None:
    people(page, site.url)
    page.get_by_role("searchbox").fill("elodie")
    expect(page).to_have_url(re.compile("search=elodie"))


@pytest.mark.usefixtures("administrator")
def test_names_are_found_without_their_accents(page: Page, site: Served) -> None:
    page.goto(f"{site.url}/console/people?search=elodie")
    expect(page.get_by_role("button", name="Élodie LE GOFF")).to_be_visible()


@pytest.mark.usefixtures("administrator")
def test_a_person_is_opened_and_left_by_keyboard(page: Page, site: Served) -> None:
    person(page, site.url)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Élodie LE GOFF")).to_be_focused()


@pytest.mark.usefixtures("administrator")
def test_a_place_cannot_hang_below_itself(page: Page, site: Served) -> None:
    places(page, site.url)
    page.get_by_role("button", name="Direction Ouest").click()
    choices = page.get_by_role("dialog").get_by_label("Dépend de").locator("option")
    expect(choices.filter(has_text="Direction Est")).to_have_count(1)
    expect(choices.filter(has_text="Brest")).to_have_count(0)


@pytest.mark.usefixtures("administrator")
def test_an_entry_leads_to_all_that_its_person_did(page: Page, site: Served) -> None:
    record(page, site.url, "?action=session.begin")
    page.get_by_role("row").nth(1).get_by_role("button").click()
    page.get_by_role("button", name="Tout ce qu’a fait cette personne").click()
    expect(page).to_have_url(re.compile("actor=person"))


def test_who_only_manages_a_place_sees_no_one_outside_it(
    page: Page, site: Served, demo: dict[str, str]
) -> None:
    sign_in(page, site.url, demo_person(demo, "manager"))
    page.goto(f"{site.url}/console/people?search=demo.example")
    expect(heading(page, "Personnes")).to_be_visible()
    expect(page.get_by_role("row").nth(1)).to_be_visible()
    expect(page.get_by_text("Strasbourg Kléber")).to_have_count(0)


def _only_reads(route: Route) -> None:
    me = route.fetch().json()
    rights = [name for name in me["permissions"] if name.endswith(".read")]
    route.fulfill(json={**me, "permissions": rights})


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize(("subject", "title", "button"), MANAGED)
def test_who_only_reads_sees_no_button_that_would_be_refused(
    page: Page, site: Served, subject: str, title: str, button: str
) -> None:
    page.route("**/api/v1/identity/me", _only_reads)
    page.goto(f"{site.url}/console/{subject}")
    expect(heading(page, title)).to_be_visible()
    loaded(page)
    expect(page.get_by_role("button", name=button)).to_have_count(0)


def test_a_subject_without_its_right_asks_nothing_of_the_server(
    page: Page, site: Served, demo: dict[str, str]
) -> None:
    sign_in(page, site.url, demo_person(demo, "manager"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}/console/audit")
    expect(heading(page, "Cette page n’est pas pour vous")).to_be_visible()
    assert not [url for url in asked if "/console/audit?" in url and "/api/" in url]


@pytest.mark.usefixtures("administrator")
def test_on_a_phone_each_right_names_its_roles(page: Page, site: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site.url}/console/roles")
    right = page.get_by_role("listitem").filter(has_text="console.audit.read")
    expect(right.get_by_text("Administrateur, Directeur")).to_be_visible()


def test_who_may_not_enter_the_console_is_not_led_there(
    page: Page, site: Served, demo: dict[str, str]
) -> None:
    sign_in(page, site.url, demo_person(demo, "employee"))
    expect(page.get_by_role("navigation").get_by_role("link", name="Console")).to_have_count(0)
