"""Signing in, being asked once more, and signing out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from people import TestPerson, add_person
from regie.identity.demo import DemoSignIn
from served import Served

from .complaints import Complaints
from .sign_in import (
    PASSWORD_FIELD,
    UNAUTHORIZED_IN_CONSOLE,
    demo_person,
    fill_in,
    sign_in,
)
from .steps import heading, open_home, submit, told
from .test_profile import is_change_of_me

everywhere = pytest.mark.parametrize("root_path", ["", "/mppeep"], ids=["at the root", "below"])
in_both_languages = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.fixture
def administrator(demo: dict[str, str]) -> DemoSignIn:
    return demo_person(demo, "administrator")


@pytest.fixture
def strangers(complaints: Complaints) -> None:
    """The browser reports it when the server does not know who asks."""
    complaints.provoke(UNAUTHORIZED_IN_CONSOLE)


@pytest.fixture
def anybody(site: Served) -> TestPerson:
    """A person that no other test knows."""
    return add_person(site.database_url, "administrator")


Become = Callable[[TestPerson], None]


@pytest.fixture
def become(page: Page, site: Served) -> Become:
    def enter(person: TestPerson) -> None:
        page.goto(f"{site.url}/sign-in")
        fill_in(page, person.email, person.password)
        page.get_by_role("button", name="Compte").wait_for()

    return enter


def end_sessions(context: BrowserContext, site: Served) -> None:
    """As if they had ended elsewhere: the server no longer knows the cookie."""
    for cookie in context.cookies():
        if cookie["name"] == "regie-dev":
            context.add_cookies([{"name": "regie-dev", "value": "over", "url": site.origin}])


@everywhere
@pytest.mark.usefixtures("strangers")
def test_a_page_that_was_wanted_is_there_after_signing_in(
    page: Page, site: Served, administrator: DemoSignIn
) -> None:
    page.goto(f"{site.url}/console/jobs?state=failed")
    fill_in(page, administrator.email, administrator.password)
    expect(page).to_have_url(f"{site.url}/console/jobs?state=failed")
    expect(heading(page, "Tâches").first).to_be_visible()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_site(
    page: Page, site: Served, administrator: DemoSignIn, back: str
) -> None:
    page.goto(f"{site.url}/sign-in?back={back}")
    fill_in(page, administrator.email, administrator.password)
    expect(page).to_have_url(f"{site.url}/")


@in_both_languages
@pytest.mark.usefixtures("strangers")
def test_a_wrong_password_is_told_and_can_be_mended_at_once(
    page: Page, site: Served, administrator: DemoSignIn, language: str
) -> None:
    page.goto(f"{site.url}/sign-in")
    fill_in(page, administrator.email, "pas celui-là", language)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label(PASSWORD_FIELD[language], exact=True)).to_be_focused()


def test_what_is_missing_is_told_at_its_field(page: Page, site: Served) -> None:
    page.goto(f"{site.url}/sign-in")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_label("Adresse électronique")).to_have_accessible_description(
        "Indiquez votre adresse électronique."
    )


def test_password_managers_know_the_fields(page: Page, site: Served) -> None:
    page.goto(f"{site.url}/sign-in")
    page.get_by_label("Adresse électronique").wait_for()
    told = page.locator("form input").evaluate_all("(all) => all.map((one) => one.autocomplete)")
    assert told == ["username", "current-password"]


def test_a_password_can_be_looked_at(page: Page, site: Served) -> None:
    page.goto(f"{site.url}/sign-in")
    password = page.get_by_label("Mot de passe", exact=True)
    password.fill("visible")
    page.get_by_role("button", name="Montrer le mot de passe").click()
    expect(password).to_have_attribute("type", "text")


def test_too_many_tries_are_counted_down(
    page: Page, site: Served, complaints: Complaints, anybody: TestPerson
) -> None:
    complaints.provoke("status of 4")
    page.goto(f"{site.url}/sign-in")
    for _ in range(6):
        # The answer before has reached the page as well: until then it sends no other.
        expect(page.get_by_role("button", name="Se connecter")).to_be_enabled()
        with page.expect_response("**/sign-in"):
            fill_in(page, anybody.email, "faux")
    wait = page.get_by_role("button", name="Réessayer dans")
    expect(wait).to_be_disabled()


def test_who_is_signed_in_is_named_with_their_role(
    page: Page, site: Served, administrator: DemoSignIn
) -> None:
    sign_in(page, site.url, administrator)
    page.get_by_role("button", name=f"Compte\u00a0: {administrator.name}").click()
    expect(page.get_by_text("Administrateur", exact=True)).to_be_visible()


def test_the_menu_opens_and_closes_with_the_keyboard(
    page: Page, site: Served, administrator: DemoSignIn
) -> None:
    sign_in(page, site.url, administrator)
    menu = page.get_by_role("button", name="Compte")
    menu.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Profil")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()


def test_whoever_is_not_signed_in_is_told_of_no_console(page: Page, site: Served) -> None:
    open_home(page, site.url)
    expect(page.get_by_role("link", name="Se connecter")).to_be_visible()
    expect(page.get_by_role("link", name="Console")).to_have_count(0)


def test_strangers_are_not_asked_who_they_are(page: Page, site: Served) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_home(page, site.url)
    assert [url for url in asked if "/identity/" in url] == []


def test_somebody_without_rights_there_is_told_so(
    page: Page, site: Served, demo: dict[str, str]
) -> None:
    sign_in(page, site.url, demo_person(demo, "employee"))
    page.goto(f"{site.url}/console")
    expect(heading(page, "Cette page n’est pas pour vous")).to_be_visible()


def test_signing_out_in_one_tab_is_noticed_in_the_other(
    page: Page, context: BrowserContext, site: Served, administrator: DemoSignIn
) -> None:
    sign_in(page, site.url, administrator)
    other = context.new_page()
    other.goto(f"{site.url}/profile")
    other.get_by_label("Nom").wait_for()
    page.get_by_role("button", name="Compte").click()
    with page.expect_response("**/sign-out"):
        page.get_by_role("button", name="Se déconnecter").click()
    expect(heading(page, "Se connecter")).to_be_visible()
    expect(other.get_by_label("Mot de passe", exact=True)).to_be_visible()


@pytest.mark.usefixtures("strangers")
def test_back_after_signing_out_shows_nothing(
    page: Page, site: Served, anybody: TestPerson, become: Become
) -> None:
    become(anybody)
    page.goto(f"{site.url}/profile")
    page.get_by_role("button", name="Compte").click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(heading(page, "Se connecter")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Mot de passe", exact=True)).to_be_visible()
    expect(page.get_by_text(anybody.name)).to_have_count(0)


@pytest.mark.usefixtures("strangers")
def test_what_was_typed_outlives_a_session(
    page: Page, context: BrowserContext, site: Served, anybody: TestPerson, become: Become
) -> None:
    become(anybody)
    page.goto(f"{site.url}/profile")
    page.get_by_label("Nom").fill("Nom tapé avant")
    end_sessions(context, site)
    page.get_by_role("button", name="Enregistrer").click()
    again = page.get_by_role("dialog", name="Votre session est terminée")
    submit(again.get_by_label("Mot de passe", exact=True), anybody.password)
    expect(told(page, "Votre nom est enregistré.")).to_be_visible()
    expect(page.get_by_label("Nom")).to_have_value("Nom tapé avant")


def test_a_code_leaves_the_address_at_once(page: Page, site: Served) -> None:
    page.goto(f"{site.url}/reset#code=abcdefgh")
    page.get_by_label("Nouveau mot de passe").wait_for()
    expect(page).to_have_url(f"{site.url}/reset")


def test_a_link_that_is_over_leads_to_another(
    page: Page, site: Served, complaints: Complaints
) -> None:
    complaints.provoke("the server responded with a status of 410")
    page.goto(f"{site.url}/reset#code=abcdefgh")
    submit(page.get_by_label("Nouveau mot de passe"), "une phrase que personne ne devine")
    expect(heading(page, "Ce lien n’ouvre plus rien")).to_be_focused()
    page.get_by_role("link", name="Demander un autre lien").click()
    expect(heading(page, "Mot de passe oublié")).to_be_visible()


def test_a_forgotten_password_is_answered_alike_for_everybody(page: Page, site: Served) -> None:
    page.goto(f"{site.url}/forgotten")
    submit(page.get_by_label("Adresse électronique"), "personne@example.fr")
    expect(heading(page, "Regardez votre courrier")).to_be_focused()


def test_the_account_s_language_comes_with_signing_in(
    page: Page, context: BrowserContext, site: Served, anybody: TestPerson, become: Become
) -> None:
    become(anybody)
    page.goto(f"{site.url}/profile")
    with page.expect_response(is_change_of_me):
        page.get_by_role("radio", name="English").click()
    page.goto(f"{site.url}/healthz")  # where no page asks for something without its cookie
    context.clear_cookies()
    page.evaluate("localStorage.clear()")
    page.goto(f"{site.url}/sign-in")
    fill_in(page, anybody.email, anybody.password)
    expect(page.get_by_role("button", name="Account")).to_be_visible()
