"""The chat when something is in the way: a broken line, too many questions, a person wanted."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from served import Served, serving

from .complaints import Complaints
from .steps import FAILED_IN_CONSOLE
from .widget_steps import (
    PERSON,
    QUESTION,
    STATE,
    STATUS,
    ask_for_mine,
    bubbles,
    card,
    chat,
    launcher,
    open_chat,
    panel,
    say,
)

DESK = "/api/v1/orders/desk/conversations"
MESSAGES = "**/conversations/*/messages"
KEPT = "() => Object.values(sessionStorage).map((kept) => JSON.parse(kept).session)[0]"


@pytest.fixture(scope="module")
def patient_for_one(demo: dict[str, str]) -> Iterator[Served]:
    """Who has asked once has to wait before he asks again."""
    with serving({**demo, "REGIE_ORDER_QUESTIONS_A_MINUTE": "1"}) as served:
        yield served


@pytest.fixture
def desk(site: Served) -> Iterator[httpx.Client]:
    with site.signed_in("agent") as client:
        yield client


def conversation_of(page: Page) -> str:
    return page.evaluate(KEPT)["id"]


def questions_of(page: Page, site: Served) -> int:
    """As the server has them."""
    session = page.evaluate(KEPT)
    with site.client(**{"Conversation-Token": session["token"]}) as client:
        said = client.get(f"/api/v1/orders/conversations/{session['id']}").json()["messages"]
    return len([message for message in said if message["author"] == "customer"])


def cut_short(route: Route) -> None:
    """The server has answered whole; the line broke after the first event."""
    answer = route.fetch()
    begun = answer.text().split("event: text")[0]
    route.fulfill(response=answer, body=begun)


def never_answer(route: Route) -> None:
    """Until the page is gone."""


def test_an_answer_that_broke_off_is_asked_for_again_and_told_once(
    page: Page, site: Served
) -> None:
    open_chat(page, site.url)
    page.route(MESSAGES, cut_short, times=1)
    ask_for_mine(page)
    expect(bubbles(page)).to_have_count(3)
    assert questions_of(page, site) == 1


def test_a_line_that_stays_broken_leaves_a_way_on(
    page: Page, site: Served, complaints: Complaints
) -> None:
    complaints.provoke(FAILED_IN_CONSOLE)
    open_chat(page, site.url)
    page.route(MESSAGES, lambda route: route.abort())
    say(page, QUESTION["fr"])
    again = panel(page).get_by_role("button", name="Réessayer")
    expect(again).to_be_visible()
    page.unroute(MESSAGES)
    again.click()
    expect(card(page)).to_contain_text(STATUS["fr"])


def test_what_was_asked_without_a_line_is_answered_when_it_is_back(
    page: Page, site: Served, complaints: Complaints
) -> None:
    complaints.provoke(FAILED_IN_CONSOLE)
    open_chat(page, site.url)
    page.context.set_offline(True)
    say(page, QUESTION["fr"])
    expect(panel(page)).to_contain_text("Vous êtes hors connexion.")
    page.context.set_offline(False)
    expect(card(page)).to_contain_text(STATUS["fr"])


def test_a_question_under_way_survives_a_reload(page: Page, site: Served) -> None:
    open_chat(page, site.url)
    page.route(MESSAGES, never_answer)
    with page.expect_request(MESSAGES):
        say(page, QUESTION["fr"])
    page.unroute_all(behavior="ignoreErrors")
    page.reload()
    expect(card(page)).to_contain_text(STATUS["fr"])
    expect(bubbles(page)).to_have_count(3)
    assert questions_of(page, site) == 1


def test_a_conversation_whose_time_was_up_begins_anew(
    page: Page, site: Served, complaints: Complaints
) -> None:
    complaints.provoke(FAILED_IN_CONSOLE)
    open_chat(page, site.url)
    page.evaluate(
        """() => { for (const [name, kept] of Object.entries(sessionStorage)) {
            const { session, ...rest } = JSON.parse(kept);
            sessionStorage[name] = JSON.stringify({ ...rest, session: { ...session, token: 'x' } });
        } }"""
    )
    page.reload()
    ask_for_mine(page)
    expect(bubbles(page)).to_have_count(3)


def test_too_many_questions_have_a_sentence_and_a_way_on(
    page: Page, patient_for_one: Served, complaints: Complaints
) -> None:
    complaints.provoke(FAILED_IN_CONSOLE)
    open_chat(page, patient_for_one.url)
    ask_for_mine(page)
    say(page, "Et la date d’expédition ?")
    way_on = chat(page).locator(".notice").get_by_role("button", name="Réessayer")
    expect(way_on).to_be_disabled()


def test_an_agents_answer_comes_by_itself(page: Page, site: Served, desk: httpx.Client) -> None:
    open_chat(page, site.url)
    ask_for_mine(page)
    panel(page).get_by_role("button", name=PERSON["fr"]).click()
    expect(panel(page)).to_contain_text(STATE["fr"])
    one = f"{DESK}/{conversation_of(page)}"
    assert desk.post(f"{one}/take").status_code == 200
    expect(panel(page)).to_contain_text("Vous parlez avec")
    answer = {"text": "Bonjour, je regarde.", "client_id": str(uuid4())}
    assert desk.post(f"{one}/messages", json=answer).status_code in (200, 201)
    expect(bubbles(page).last).to_have_text("Bonjour, je regarde.")


def test_what_an_agent_says_behind_a_closed_panel_shows_at_the_button(
    page: Page, site: Served, desk: httpx.Client
) -> None:
    open_chat(page, site.url)
    say(page, PERSON["fr"])
    expect(panel(page)).to_contain_text(STATE["fr"])
    page.keyboard.press("Escape")
    one = f"{DESK}/{conversation_of(page)}"
    assert desk.post(f"{one}/take").status_code == 200
    answer = {"text": "Bonjour !", "client_id": str(uuid4())}
    assert desk.post(f"{one}/messages", json=answer).status_code in (200, 201)
    expect(launcher(page)).to_have_accessible_name("Suivi de commande nouveau message")


def test_a_closed_conversation_offers_another_one(
    page: Page, site: Served, desk: httpx.Client
) -> None:
    open_chat(page, site.url)
    say(page, PERSON["fr"])
    expect(panel(page)).to_contain_text(STATE["fr"])
    one = f"{DESK}/{conversation_of(page)}"
    for deed in ("take", "close"):
        assert desk.post(f"{one}/{deed}").status_code == 200
    expect(panel(page)).to_contain_text("Conversation terminée")
    chat(page).locator(".again").click()
    expect(bubbles(page)).to_have_count(1)
