"""The administrator's console: what it shows of the work behind, and what can be done there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from people import add_person
from served import MINE, TRACK, Served

from .chromium import PHONE
from .complaints import Complaints
from .console_site import API, HOOKS, READER, ConsoleSite, post, wait_for
from .console_states import (
    SELF_TEST,
    cache,
    endpoint,
    endpoints,
    jobs,
    mail,
    mails,
    open_console,
)
from .sign_in import FORBIDDEN_IN_CONSOLE, UNAUTHORIZED_IN_CONSOLE, give_session
from .steps import heading, open_home, submit, told
from .test_keyboard import tab_to
from .test_profile import enter, forget_step_up

LONG = {"steps": 600, "pause_ms": 100}


@pytest.fixture(autouse=True)
def administrator(context: BrowserContext, served: Served) -> None:
    """Of the demo that all the sites here serve."""
    give_session(context, served)


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def test_g_and_c_lead_to_the_console(page: Page, site: Served) -> None:
    open_home(page, site.url)
    page.get_by_role("link", name="Console").wait_for()
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(heading(page, "Console")).to_be_focused()


@pytest.mark.parametrize("root_path", ["", "/mppeep"], ids=["at the root", "below"])
def test_every_subject_has_its_page(page: Page, site: Served) -> None:
    open_console(page, site.url)
    cards = page.get_by_role("main").get_by_role("heading", level=3)
    expect(cards.first).to_be_visible()
    for name in cards.all_inner_texts():
        page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        page.get_by_role("navigation", name="Rubriques").get_by_role("link").first.click()
        expect(cards.first).to_be_visible()


def test_a_job_that_is_started_advances_before_one_s_eyes(page: Page, console: ConsoleSite) -> None:
    jobs(page, console.served.url)
    with page.expect_response("**/jobs/self-test") as begun:
        page.get_by_role("button", name="Lancer l’auto-test").click()
    number = re.compile(rf"n°\s{begun.value.json()['id']}(?!\d)")
    bar = page.get_by_role("row").filter(has_text=number).get_by_role("progressbar")
    expect(page.get_by_text("En direct")).to_be_visible()
    expect(bar).to_have_attribute("aria-valuenow", re.compile(r"[1-9]\d*"))


def test_a_job_is_cancelled_with_the_keyboard(page: Page, console: ConsoleSite) -> None:
    with console.served.signed_in() as client:
        id_ = post(client, f"{API}/jobs/self-test", LONG)["id"]
    page.goto(f"{console.served.url}/console/jobs?job={id_}")
    cancel = dialog(page).get_by_role("button", name="Arrêter la tâche")
    cancel.wait_for()
    tab_to(page, cancel)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Annuler", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_text("Arrêtée", exact=True)).to_be_visible()


def test_escape_closes_a_sheet_and_gives_the_focus_back(page: Page, console: ConsoleSite) -> None:
    mail(page, console.served.url)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=READER).first).to_be_focused()


def test_what_is_open_is_in_the_address(page: Page, console: ConsoleSite) -> None:
    mail(page, console.served.url)
    page.reload()
    expect(dialog(page).get_by_role("tab", name="Message")).to_be_visible()


def test_back_takes_a_filter_off(page: Page, console: ConsoleSite) -> None:
    jobs(page, console.served.url)
    self_tests = page.get_by_role("button", name=SELF_TEST)
    page.get_by_role("radio", name="Échouées").click()
    expect(self_tests).to_have_count(0)
    page.go_back()
    expect(self_tests.first).to_be_visible()


def test_a_mail_runs_nothing(page: Page, console: ConsoleSite) -> None:
    mail(page, console.served.url)
    frame = dialog(page).locator("iframe")
    assert "allow-scripts" not in (frame.get_attribute("sandbox") or "allow-scripts")


@pytest.fixture
def cache_on_again(console: ConsoleSite) -> Iterator[None]:
    """Whatever becomes of the test: the others read through it."""
    yield
    with console.served.signed_in() as client:
        post(client, f"{API}/console/cache/switch", {"enabled": True})


@pytest.mark.usefixtures("cache_on_again")
def test_the_cache_is_switched_off_and_on_again(page: Page, console: ConsoleSite) -> None:
    cache(page, console.served.url)
    page.get_by_role("button", name="Couper le cache").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Couper le cache").click()
    page.get_by_role("button", name="Rétablir le cache").click()
    expect(told(page, "Le cache est rétabli.")).to_be_visible()
    expect(page.get_by_role("button", name="Couper le cache")).to_be_visible()


def test_a_prefix_of_the_cache_is_cleared(page: Page, console: ConsoleSite) -> None:
    cache(page, console.served.url)
    page.get_by_role("button", name="Vider orders").first.click()
    page.get_by_role("alertdialog").get_by_role("button", name="Vider").click()
    expect(told(page, "est vidé.")).to_be_visible()


def test_an_order_that_was_found_is_counted(page: Page, console: ConsoleSite) -> None:
    with console.served.client() as client:
        post(client, TRACK, MINE)
    page.goto(f"{console.served.url}/console/counters")
    found = page.get_by_role("region", name="Commandes retrouvées")
    expect(found.get_by_text(re.compile("dont [1-9]"))).to_be_visible()


def test_a_test_message_arrives_in_the_mailbox(page: Page, console: ConsoleSite) -> None:
    mails(page, console.served.url)
    page.get_by_role("button", name="Envoyer un essai").click()
    submit(page.get_by_label("Destinataire"), "jean.dupont@example.fr")
    row = page.get_by_role("row", name="jean.dupont@example.fr")
    expect(row.get_by_text("Envoyé", exact=True)).to_be_visible()


def test_mails_are_found_by_a_part_of_the_address(page: Page, console: ConsoleSite) -> None:
    mails(page, console.served.url)
    page.get_by_label("Adresse").fill("zzzz")
    expect(heading(page, "Aucun message ne correspond")).to_be_visible()
    page.get_by_label("Adresse").fill(READER[:9])
    expect(page.get_by_role("button", name=READER).first).to_be_visible()


def test_the_secret_of_a_new_endpoint_is_shown_once(page: Page, console: ConsoleSite) -> None:
    endpoints(page, console.served.url)
    page.get_by_role("button", name="Ajouter un destinataire").click()
    submit(page.get_by_label("Adresse"), f"{console.receiver}/once")
    shown = page.get_by_role("alertdialog")
    expect(shown.get_by_text("whsec_")).to_be_visible()
    page.keyboard.press("Escape")
    shown.get_by_role("button", name="Je l’ai copié").click()
    expect(page.get_by_role("button", name="/once")).to_be_visible()
    expect(page.get_by_text("whsec_")).to_have_count(0)


def test_what_the_server_refuses_is_said_at_its_field(
    page: Page, console: ConsoleSite, complaints: Complaints
) -> None:
    complaints.provoke("the server responded with a status of 422")
    endpoints(page, console.served.url)
    page.get_by_role("button", name="Ajouter un destinataire").click()
    submit(page.get_by_label("Adresse"), "http://169.254.169.254/latest")
    expect(page.get_by_text("REGIE_WEBHOOK_ALLOW")).to_be_visible()


def test_a_test_event_leads_to_its_delivery(page: Page, console: ConsoleSite) -> None:
    endpoint(page, console.served.url)
    dialog(page).get_by_role("button", name="Envoyer un essai").click()
    expect(dialog(page).get_by_text("Remis", exact=True)).to_be_visible()
    expect(dialog(page).get_by_text("HTTP 200")).to_be_visible()


def test_a_delivery_is_replayed(page: Page, console: ConsoleSite) -> None:
    with console.served.signed_in() as client:
        found = client.get(f"{HOOKS}/deliveries?state=delivered").json()["deliveries"][0]["id"]
        page.goto(f"{console.served.url}/console/webhooks?view=deliveries&open={found}")
        dialog(page).get_by_role("button", name="Rejouer").click()
        expect(told(page, "L’envoi est rejoué.")).to_be_visible()
        expect(dialog(page).get_by_text("passage 2")).to_be_visible()


def test_an_endpoint_is_removed_after_a_question(page: Page, console: ConsoleSite) -> None:
    with console.served.signed_in() as client:
        draft = {"url": f"{console.receiver}/doomed", "events": ["quota.low"]}
        post(client, f"{HOOKS}/endpoints", draft)
    page.goto(f"{console.served.url}/console/webhooks")
    page.get_by_role("button", name="/doomed").click()
    dialog(page).get_by_role("button", name="Supprimer").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Supprimer").click()
    expect(told(page, "Le destinataire est supprimé.")).to_be_visible()
    expect(page.get_by_role("button", name="/doomed")).to_have_count(0)


@pytest.fixture
def password_typed_again(
    page: Page, context: BrowserContext, console: ConsoleSite, complaints: Complaints, act: str
) -> None:
    """An endpoint is about to lose something for good, by somebody who gave her password an hour
    ago and has typed it once more."""
    complaints.provoke(UNAUTHORIZED_IN_CONSOLE)
    complaints.provoke(FORBIDDEN_IN_CONSOLE)
    person = add_person(console.served.database_url, "administrator")
    path = f"/of-{person.id}/"
    with console.served.signed_in() as client:
        draft = {"url": f"{console.receiver}{path}", "events": ["quota.low"]}
        post(client, f"{HOOKS}/endpoints", draft)
    context.clear_cookies()
    enter(page, console.served, person.email, person.password)
    page.goto(f"{console.served.url}/console/webhooks")
    page.get_by_role("button", name=path).click()
    dialog(page).get_by_role("button", name=act).click()
    forget_step_up(page, console.served, person)
    page.get_by_role("alertdialog").get_by_role("button", name=act).click()
    proof = page.get_by_role("dialog", name="Confirmez que c’est vous")
    proof.get_by_label("Mot de passe", exact=True).fill(person.password)


@pytest.mark.usefixtures("password_typed_again")
@pytest.mark.parametrize("act", ["Supprimer"])
def test_an_endpoint_is_removed_by_who_gives_the_password_again(page: Page) -> None:
    page.keyboard.press("Enter")
    expect(told(page, "Le destinataire est supprimé.")).to_be_visible()


@pytest.mark.usefixtures("password_typed_again")
@pytest.mark.parametrize("act", ["Renouveler le secret"])
def test_a_secret_is_renewed_by_who_gives_the_password_again(page: Page) -> None:
    page.keyboard.press("Enter")
    expect(page.get_by_role("alertdialog").get_by_text("whsec_")).to_be_visible()


@pytest.mark.usefixtures("password_typed_again")
@pytest.mark.parametrize("act", ["Supprimer", "Renouveler le secret"])
def test_who_gives_no_password_again_is_asked_the_same_question_still(page: Page, act: str) -> None:
    page.keyboard.press("Escape")
    question = page.get_by_role("alertdialog").get_by_role("button", name=act)
    expect(question).to_be_enabled()


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, PHONE])
@pytest.mark.parametrize(
    ("path", "tokens"),
    [
        ("/console/tokens", f"{API}/console/tokens"),
        ("/profile/tokens", f"{API}/identity/me/tokens"),
    ],
)
def test_the_name_of_a_token_is_read_whole(
    page: Page, served: Served, path: str, tokens: str
) -> None:
    name = "synchronisation des tickets de caisse, magasins de la direction Ouest, chaque nuit"
    with served.signed_in() as client:
        choice = client.get(tokens).json()["choices"][0]["name"]
        post(client, tokens, {"name": name, "permissions": [choice], "expires_in_days": 7})
    page.goto(f"{served.url}{path}")
    shown = page.get_by_role("rowheader").get_by_text(name).first
    expect(shown).to_be_visible()
    assert shown.evaluate("element => element.scrollWidth - element.clientWidth") == 0


def test_a_job_that_failed_or_was_cancelled_is_tried_again(
    page: Page, console: ConsoleSite
) -> None:
    with console.served.signed_in() as client:
        id_ = post(client, f"{API}/jobs/self-test", {"steps": 2, "pause_ms": 2000})["id"]
        client.delete(f"{API}/jobs/{id_}").raise_for_status()
        wait_for(client, f"{API}/jobs/{id_}", "state", "cancelled")
        page.goto(f"{console.served.url}/console/jobs?job={id_}")
        dialog(page).get_by_role("button", name="Réessayer").click()
        expect(told(page, "La tâche est remise en file.")).to_be_visible()
        wait_for(client, f"{API}/jobs/{id_}", "state", "done")
