"""Whoever serves customers, in the browser: the desk, the look-up, and what the assistant says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from served import Served

from .chromium import PHONE, WIDE
from .complaints import Complaints
from .sign_in import give_session
from .steps import NUMBER, heading, submit, told
from .test_every_state import AXE, FINDINGS, RULES, paint

BASE = "api/v1/orders"
AGENTS = ("administrator", "manager", "agent")
"""Who takes conversations here."""
PAGES = {
    "/desk": "Choisissez une conversation",
    "/find": "Quel numéro",
    "/figures": "Questions",
    "/sources": "Correspondance",
    "/understanding": "Par intention",
    "/queries": "vérifiées mot à mot",
    "/answers": "Bonjour",
    "/widgets": "Papier & Plomb",
}
"""Address, and what stands there once it has been read."""


class Customer:
    def __init__(self, client: httpx.Client):
        self._client = client
        begun = self._client.post(f"{BASE}/conversations", json={"language": "fr"}).json()
        self.id: str = begun["id"]
        self.greeting: str = begun["messages"][0]["text"]
        self._token = {"Conversation-Token": begun["token"]}

    def say(self, text: str) -> None:
        asked = {"text": text, "client_id": str(uuid4())}
        address = f"{BASE}/conversations/{self.id}/messages"
        self._client.post(address, json=asked, headers=self._token).raise_for_status()

    def read(self) -> list[str]:
        answer = self._client.get(f"{BASE}/conversations/{self.id}", headers=self._token)
        return [message["text"] for message in answer.json()["messages"]]


@pytest.fixture
def begin(site: Served) -> Iterator[Callable[..., Customer]]:
    """A customer who asks so much. Whoever still waits for a person afterwards, or speaks with one,
    is said goodbye to: the desk is another test's."""
    begun: list[Customer] = []
    with site.client() as client:

        def ask(*questions: str) -> Customer:
            customer = Customer(client)
            begun.append(customer)
            for question in questions:
                customer.say(question)
            return customer

        yield ask
    end(site, *begun)


def open_page(page: Page, site: Served, address: str) -> None:
    page.goto(f"{site.url}/orders{address}")
    page.get_by_role("main").get_by_text(PAGES[address]).first.wait_for()


def open_conversation(page: Page, site: Served, customer: Customer) -> None:
    page.goto(f"{site.url}/orders/desk?open={customer.id}")
    page.get_by_role("log").wait_for()


def act(colleague: httpx.Client, customer: Customer, deed: str) -> None:
    colleague.post(f"{BASE}/desk/conversations/{customer.id}/{deed}").raise_for_status()


def end(site: Served, *customers: Customer) -> None:
    """What waits for a person may be closed by anybody, what was taken by who took it only; the
    rest is refused."""
    for role in AGENTS:
        with site.signed_in(role) as colleague:
            for customer in customers:
                colleague.post(f"{BASE}/desk/conversations/{customer.id}/close")


def test_a_customer_who_waits_is_taken_answered_and_said_goodbye(
    context: BrowserContext, page: Page, site: Served, begin: Callable[..., Customer]
) -> None:
    customer = begin(f"Où en est {NUMBER} ? Mina RAMI", "Je veux parler à quelqu’un")
    give_session(context, site, "agent")
    open_conversation(page, site, customer)
    page.get_by_role("main").get_by_role("button", name="Prendre").click()
    reply = page.get_by_role("textbox", name="Votre réponse")
    expect(reply).to_be_focused()
    page.keyboard.type("Bonjour,")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("elle part demain.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("elle part demain.")
    expect(reply).to_have_value("")
    page.get_by_role("button", name="Clore").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Clore").click()
    expect(page.get_by_text("Cette conversation est close.")).to_be_visible()
    assert "Bonjour,\nelle part demain." in customer.read()


def test_what_a_customer_writes_is_there_without_a_reload(
    context: BrowserContext, page: Page, site: Served, begin: Callable[..., Customer]
) -> None:
    customer = begin("Je veux parler à quelqu’un")
    give_session(context, site)
    open_conversation(page, site, customer)
    customer.say("Vous êtes là ?")
    expect(page.get_by_role("log")).to_contain_text("Vous êtes là ?")


def test_a_conversation_that_somebody_else_takes_cannot_be_taken_any_more(
    context: BrowserContext, page: Page, site: Served, begin: Callable[..., Customer]
) -> None:
    customer = begin("Je veux parler à quelqu’un")
    give_session(context, site)
    open_conversation(page, site, customer)
    with site.signed_in("manager") as colleague:
        act(colleague, customer, "take")
        expect(page.get_by_text("répond à ce client.")).to_be_visible()
        taking = page.get_by_role("main").get_by_role("button", name="Prendre")
        expect(taking).to_have_count(0)


def test_an_answer_that_the_network_lost_stays_and_is_said_once(
    context: BrowserContext,
    page: Page,
    site: Served,
    begin: Callable[..., Customer],
    complaints: Complaints,
) -> None:
    complaints.provoke("net::ERR_INTERNET_DISCONNECTED")
    customer = begin("Je veux parler à quelqu’un")
    give_session(context, site)
    open_conversation(page, site, customer)
    page.get_by_role("main").get_by_role("button", name="Prendre").click()
    reply = page.get_by_role("textbox", name="Votre réponse")
    expect(reply).to_be_focused()
    context.set_offline(True)
    submit(reply, "Elle part demain.")
    expect(page.get_by_role("alert")).to_contain_text("Régie ne répond pas")
    customer.say("Vous êtes là ?")
    context.set_offline(False)
    expect(page.get_by_role("log")).to_contain_text("Vous êtes là ?")
    expect(reply).to_have_value("Elle part demain.")
    reply.press("Enter")
    expect(reply).to_have_value("")
    assert customer.read().count("Elle part demain.") == 1


def test_the_list_is_gone_through_by_keys(
    context: BrowserContext, page: Page, site: Served, begin: Callable[..., Customer]
) -> None:
    for words in ("une phrase zébrée", "encore une phrase zébrée"):
        begin(words)
    give_session(context, site)
    page.goto(f"{site.url}/orders/desk?search=zébrée")
    rows = page.get_by_role("region", name="Liste des conversations")
    expect(rows.get_by_role("button")).to_have_count(2)
    rows.focus()
    focused = []
    for key in ("j", "ArrowDown", "k"):
        page.keyboard.press(key)
        focused.append(page.evaluate("document.activeElement.innerText"))
    assert focused == ["encore une phrase zébrée", "une phrase zébrée", "encore une phrase zébrée"]


def test_a_text_that_was_begun_is_there_again(
    context: BrowserContext, page: Page, site: Served, begin: Callable[..., Customer]
) -> None:
    first, _ = (begin(words, "Je veux parler à quelqu’un") for words in ("un", "deux"))
    give_session(context, site)
    with site.signed_in() as colleague:
        act(colleague, first, "take")
    open_conversation(page, site, first)
    page.get_by_role("textbox", name="Votre réponse").fill("Je regarde")
    rows = page.get_by_role("region", name="Liste des conversations")
    rows.locator("li:not([aria-current])").get_by_role("button").first.click()
    expect(page).not_to_have_url(re.compile(first.id))
    page.go_back()
    expect(page.get_by_role("textbox", name="Votre réponse")).to_have_value("Je regarde")


def test_whoever_waits_is_counted_in_the_tab(
    context: BrowserContext, page: Page, site: Served, begin: Callable[..., Customer]
) -> None:
    begin("Je veux parler à quelqu’un")
    give_session(context, site)
    open_page(page, site, "/desk")
    expect(page).to_have_title(re.compile(r"^\("))


def test_an_answer_tells_how_it_came_about(
    context: BrowserContext, page: Page, site: Served, begin: Callable[..., Customer]
) -> None:
    customer = begin(f"Où en est {NUMBER} ? Mina RAMI")
    give_session(context, site)
    open_conversation(page, site, customer)
    page.get_by_role("button", name="Comment cette réponse s’est faite").last.click()
    expect(page.get_by_role("log")).to_contain_text("Lecture par numéro et nom")


def test_staff_find_an_order_by_its_number_alone(
    context: BrowserContext, page: Page, site: Served
) -> None:
    give_session(context, site)
    open_page(page, site, "/find")
    submit(page.get_by_label("Numéro de commande"), NUMBER.lower())
    expect(heading(page, "La commande est en production.")).to_be_visible()


@pytest.fixture
def shipped_welcome(site: Served) -> Iterator[None]:
    """Is back afterwards, whatever becomes of the test."""
    yield
    with site.signed_in() as client:
        found = client.get(f"{BASE}/desk/templates", params={"language": "fr"}).json()
        source = found["templates"][0]["source"]
        of = {"source": source, "language": "fr", "name": "welcome"}
        client.put(f"{BASE}/desk/templates", json={**of, "text": ""}).raise_for_status()


@pytest.mark.usefixtures("shipped_welcome")
def test_a_sentence_of_ones_own_is_said_and_the_shipped_one_comes_back(
    context: BrowserContext, page: Page, site: Served, begin: Callable[..., Customer]
) -> None:
    give_session(context, site)
    page.goto(f"{site.url}/orders/answers?sentence=welcome")
    page.get_by_label("Texte", exact=True).fill("Imprimerie Plomb, bonjour.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(told(page, "La phrase est changée")).to_be_visible()
    own = begin().greeting
    page.goto(f"{site.url}/orders/answers?sentence=welcome")
    page.get_by_role("button", name="Revenir à la phrase d’origine").click()
    expect(told(page, "La phrase d’origine est de retour.")).to_be_visible()
    assert (own, begin().greeting == own) == ("Imprimerie Plomb, bonjour.", False)


def test_a_field_that_nothing_fills_in_is_said_at_the_sentence(
    context: BrowserContext, page: Page, site: Served, complaints: Complaints
) -> None:
    complaints.provoke("the server responded with a status of 422")
    give_session(context, site)
    page.goto(f"{site.url}/orders/answers?sentence=late")
    page.get_by_label("Texte", exact=True).fill("En retard de {jours}.")
    expect(page.get_by_text("Rien ne remplit {jours}.")).to_be_visible()


def test_a_shop_gets_a_key_and_its_tag(page: Page, context: BrowserContext, site: Served) -> None:
    give_session(context, site)
    open_page(page, site, "/widgets")
    page.get_by_role("button", name="Nouvelle clé").click()
    name = f"Boutique {uuid4().hex[:6]}"
    page.get_by_label("Nom", exact=True).fill(name)
    page.get_by_label("Sites autorisés").fill("https://www.exemple.fr")
    page.get_by_role("button", name="Créer la clé").click()
    sheet = page.get_by_role("dialog", name=name)
    expect(sheet.locator("pre")).to_contain_text('data-key="wk_')


def test_a_query_is_judged_while_it_is_typed_and_runs_as_it_was_rewritten(
    context: BrowserContext, page: Page, site: Served
) -> None:
    give_session(context, site)
    open_page(page, site, "/queries")
    page.get_by_role("button", name="Nouvelle requête").click()
    page.get_by_label("Nom", exact=True).fill(f"Par statut {uuid4().hex[:6]}")
    sql = page.get_by_label("SQL", exact=True)
    sql.fill('SELECT 1 FROM "Commandes"; DELETE FROM "Commandes"')
    expect(page.get_by_text("Une seule instruction est admise.")).to_be_visible()
    sql.fill('SELECT "Statut" FROM "Commandes" WHERE "NumeroCommande" = {numero}')
    expect(page.get_by_role("region", name="SQL réécrit")).to_contain_text("LIMIT 500")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("textbox", name="numero").fill(NUMBER)
    page.get_by_role("button", name="Exécuter").click()
    expect(page.get_by_role("cell", name="En production")).to_be_visible()
    history = page.get_by_role("region", name="Historique")
    expect(history.get_by_text("Exécutée")).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("button", name="Excel").click()
    assert file.value.suggested_filename.endswith(".xlsx")
    expect(history.get_by_text("Fichier Excel")).to_be_visible()
    page.evaluate(f"{AXE.read_text()}; 0")
    for theme, viewport in (("light", WIDE), ("dark", WIDE), ("light", PHONE)):
        page.set_viewport_size(viewport)
        paint(page, theme)
        assert page.evaluate(FINDINGS, RULES) == []


def test_a_letter_to_the_other_team_comes_in_both_languages(
    context: BrowserContext, page: Page, site: Served
) -> None:
    give_session(context, site)
    open_page(page, site, "/sources")
    page.get_by_role("button", name="Lettre à l’autre équipe").first.click()
    letter = page.get_by_role("dialog").locator("pre")
    expect(letter).to_contain_text("Bonjour")
    page.get_by_role("radio", name="Anglais").click()
    expect(letter).to_contain_text("Hello")


def test_whoever_may_not_serve_customers_sees_the_look_up_alone(
    context: BrowserContext, page: Page, site: Served
) -> None:
    give_session(context, site, "employee")
    page.goto(f"{site.url}/orders")
    heading(page, "Suivre une commande").wait_for()
    page.get_by_role("button", name="Compte").wait_for()
    expect(page.get_by_role("navigation", name="Pages des commandes")).to_have_count(0)


@pytest.mark.parametrize("address", PAGES)
def test_whoever_may_not_is_told_so_at_the_address(
    context: BrowserContext, page: Page, site: Served, address: str
) -> None:
    give_session(context, site, "employee")
    page.goto(f"{site.url}/orders{address}")
    expect(heading(page, "Cette page n’est pas pour vous")).to_be_visible()


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_on_a_page_of_orders(
    context: BrowserContext, page: Page, site: Served, address: str
) -> None:
    give_session(context, site)
    open_page(page, site, address)
    page.evaluate(f"{AXE.read_text()}; 0")
    for theme, viewport in (("light", WIDE), ("dark", WIDE), ("light", PHONE)):
        page.set_viewport_size(viewport)
        paint(page, theme)
        assert page.evaluate(FINDINGS, RULES) == []


def test_axe_finds_nothing_in_a_conversation(
    context: BrowserContext, page: Page, site: Served, begin: Callable[..., Customer]
) -> None:
    customer = begin(f"Où en est {NUMBER} ? Mina RAMI")
    give_session(context, site)
    open_conversation(page, site, customer)
    page.get_by_role("button", name="Comment cette réponse s’est faite").last.click()
    page.evaluate(f"{AXE.read_text()}; 0")
    for theme, viewport in (("light", WIDE), ("dark", WIDE), ("light", PHONE)):
        page.set_viewport_size(viewport)
        paint(page, theme)
        assert page.evaluate(FINDINGS, RULES) == []
