"""The look of the pages of orders: what stands where, on wide screens and on phones."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from served import Served

from .chromium import PHONE
from .complaints import Complaints
from .sign_in import give_session
from .test_orders_desk import Customer, act, end, open_page
from .widget_steps import launcher, open_shop, panel

TABS = "nav[aria-label='Pages des commandes'] a"
ROWS = "tabs => new Set(tabs.map(tab => tab.getBoundingClientRect().top)).size"


@pytest.mark.parametrize("viewport", [PHONE])
def test_the_pages_stand_in_one_row_on_a_phone_with_the_present_one_in_sight(
    context: BrowserContext, page: Page, site: Served
) -> None:
    give_session(context, site)
    open_page(page, site, "/widgets")
    expect(page.locator(f"{TABS}[aria-current]")).to_be_in_viewport(ratio=1)
    assert page.eval_on_selector_all(TABS, ROWS) == 1


@pytest.mark.parametrize("viewport", [PHONE])
def test_the_states_of_conversations_stand_in_one_row_on_a_phone(
    context: BrowserContext, page: Page, site: Served
) -> None:
    give_session(context, site)
    with site.client() as client, site.signed_in() as colleague:
        waiting, taken = Customer(client), Customer(client)
        for customer in (waiting, taken):
            customer.say("Je veux parler à quelqu’un")
        act(colleague, taken, "take")
    try:
        page.goto(f"{site.url}/orders/desk")
        states = page.get_by_role("radiogroup", name="État").get_by_role("radio")
        expect(states.filter(has_text=re.compile(r"\d"))).to_have_count(2)
        assert states.evaluate_all(ROWS) == 1
    finally:
        end(site, waiting, taken)


def test_the_desk_scrolls_inside_and_not_as_a_page(
    context: BrowserContext, page: Page, site: Served
) -> None:
    give_session(context, site)
    open_page(page, site, "/desk")
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") == 0


def test_a_conversation_that_is_no_more_is_told_as_staff_need_it(
    context: BrowserContext, page: Page, site: Served, complaints: Complaints
) -> None:
    complaints.provoke("the server responded with a status of 404")
    give_session(context, site)
    page.goto(f"{site.url}/orders/desk?open={uuid4()}")
    expect(page.get_by_role("heading", name="Conversation introuvable")).to_be_visible()


def test_a_day_is_typed_as_the_pages_write_it(
    context: BrowserContext, page: Page, site: Served
) -> None:
    give_session(context, site)
    open_page(page, site, "/queries")
    page.get_by_role("button", name="Nouvelle requête").click()
    page.get_by_label("Nom", exact=True).fill(f"Depuis {uuid4().hex[:6]}")
    page.get_by_label("SQL", exact=True).fill(
        'SELECT "NumeroCommande" FROM "Commandes" WHERE "DateCommande" >= {depuis}'
    )
    page.get_by_label("depuis").select_option("date")
    page.get_by_role("button", name="Enregistrer").click()
    since = page.get_by_role("textbox", name="depuis")
    since.fill("31/2/2025")
    since.press("Enter")
    expect(page.get_by_text("Écrivez un jour")).to_be_visible()
    since.fill("1/2/2025")
    since.press("Enter")
    expect(page.get_by_text(re.compile(r"lignes? en "))).to_be_visible()


def test_the_chat_can_be_written_into_before_the_server_answers(
    page: Page, site: Served, complaints: Complaints
) -> None:
    complaints.provoke("net::ERR_FAILED")
    page.route("**/api/v1/**", lambda route: route.abort())
    open_shop(page, site.url)
    launcher(page).click()
    expect(panel(page).get_by_placeholder("Votre question…")).to_be_visible()
    expect(panel(page).get_by_text("Nouvelle conversation")).to_be_hidden()
