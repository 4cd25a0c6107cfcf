"""The chat on a shop's page: a strict one, which runs nothing inline and nothing from elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from served import MINE, Served, serving

from .chromium import NARROWEST, PHONE, WIDE
from .test_every_state import AXE, FINDINGS, RULES, WIDER_THAN_THE_WINDOW
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
    open_shop,
    panel,
    say,
)

in_both_languages = pytest.mark.parametrize("language", ["fr", "en"])
everywhere = pytest.mark.parametrize("root_path", ["", "/mppeep"], ids=["at the root", "below"])
on_all_screens = pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])

ANNOUNCED = """
    () => {
      const status = document.querySelector('regie-chat').shadowRoot.querySelector('[role=status]');
      window.announced = [];
      new MutationObserver(() => status.textContent && window.announced.push(status.textContent))
        .observe(status, { childList: true });
    }
"""
FOCUSED = "() => document.querySelector('regie-chat').shadowRoot.activeElement?.className ?? ''"


@everywhere
@in_both_languages
@on_all_screens
def test_a_customer_is_told_where_the_order_is(
    page: Page, site: Served, language: str, viewport: Any
) -> None:
    open_chat(page, site.url, language)
    ask_for_mine(page, language)
    expect(card(page)).to_contain_text(MINE["number"])


def test_nothing_is_asked_of_the_server_before_the_first_click(page: Page, site: Served) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_shop(page, site.url)
    page.wait_for_load_state("networkidle")
    assert [path for path in asked if "/api/" in path] == []


def test_what_was_understood_stands_below_the_question(page: Page, site: Served) -> None:
    open_chat(page, site.url)
    ask_for_mine(page)
    expect(chat(page).locator(".understood")).to_have_text(
        f"Compris\u202f: suivi · {MINE['number']} · nom indiqué"
    )


@in_both_languages
def test_each_finished_answer_is_announced_once(page: Page, site: Served, language: str) -> None:
    open_chat(page, site.url, language)
    page.evaluate(ANNOUNCED)
    ask_for_mine(page, language)
    announced = page.evaluate("window.announced")
    assert announced == [bubbles(page).last.evaluate("(it) => it.lastChild.data")]


def test_a_conversation_without_a_mouse(page: Page, site: Served) -> None:
    open_shop(page, site.url)
    launcher(page).focus()
    page.keyboard.press("Enter")
    expect(bubbles(page)).to_have_count(1)
    page.keyboard.type(QUESTION["fr"])
    page.keyboard.press("Enter")
    expect(card(page)).to_contain_text(STATUS["fr"])
    page.keyboard.press("Escape")
    expect(launcher(page)).to_be_focused()


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_on_a_phone_the_focus_stays_in_the_conversation(page: Page, site: Served) -> None:
    open_chat(page, site.url)
    for _ in range(12):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => [document.body, document.querySelector('regie-chat')]"
            ".includes(document.activeElement)"
        )
        assert focused


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_on_a_phone_the_conversation_fills_the_screen(page: Page, site: Served) -> None:
    open_chat(page, site.url)
    box = panel(page).bounding_box()
    assert box == {"x": 0, "y": 0, "width": PHONE["width"], "height": PHONE["height"]}


def test_closing_gives_the_focus_back(page: Page, site: Served) -> None:
    open_chat(page, site.url)
    panel(page).get_by_role("button", name="Fermer").click()
    expect(launcher(page)).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE, NARROWEST], ids=["desk", "phone", "narrowest"])
def test_axe_finds_nothing(page: Page, site: Served, theme: str, viewport: Any) -> None:
    open_chat(page, site.url)
    ask_for_mine(page)
    chat(page).get_by_text("Historique").click()
    _let_axe_in(page)
    assert page.evaluate(FINDINGS, RULES) == []


def test_axe_finds_nothing_while_it_is_closed(page: Page, site: Served) -> None:
    open_shop(page, site.url)
    _let_axe_in(page)
    assert page.evaluate(FINDINGS, RULES) == []


@pytest.mark.parametrize("viewport", [PHONE, NARROWEST], ids=["phone", "narrowest"])
def test_the_shop_is_not_wider_than_the_window(page: Page, site: Served) -> None:
    open_shop(page, site.url)
    assert page.evaluate(WIDER_THAN_THE_WINDOW) == []


@in_both_languages
def test_a_tap_on_a_suggestion_says_it(page: Page, site: Served, language: str) -> None:
    open_chat(page, site.url, language)
    ask_for_mine(page, language)
    panel(page).get_by_role("button", name=PERSON[language]).click()
    expect(panel(page)).to_contain_text(STATE[language])


def test_a_reload_keeps_the_conversation(page: Page, site: Served) -> None:
    open_chat(page, site.url)
    ask_for_mine(page)
    said = bubbles(page).all_inner_texts()
    page.reload()
    expect(bubbles(page)).to_have_text(said)


def test_another_page_of_the_shop_keeps_it_too(page: Page, site: Served) -> None:
    open_chat(page, site.url)
    ask_for_mine(page)
    page.goto(f"{site.url}/demo/shop/en")
    expect(bubbles(page)).to_have_count(3)


def test_a_new_conversation_begins_empty(page: Page, site: Served) -> None:
    open_chat(page, site.url)
    ask_for_mine(page)
    panel(page).get_by_role("button", name="Nouvelle conversation").click()
    expect(bubbles(page)).to_have_count(1)


def test_an_open_conversation_is_followed_in_a_second_tab(page: Page, site: Served) -> None:
    open_chat(page, site.url)
    kept = page.evaluate("() => ({ ...sessionStorage })")
    second = page.context.new_page()
    second.add_init_script(f"Object.assign(sessionStorage, {kept})")
    second.goto(f"{site.url}/demo/shop")
    say(second, QUESTION["fr"])
    expect(card(second)).to_contain_text(STATUS["fr"])
    page.bring_to_front()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(bubbles(page)).to_have_count(3)


def test_markup_is_shown_as_it_was_written(page: Page, site: Served) -> None:
    open_chat(page, site.url)
    say(page, "<img src=x onerror=alert(1)>")
    expect(bubbles(page).nth(1)).to_contain_text("<img src=x onerror=alert(1)>")


def test_the_text_may_be_twice_as_large(page: Page, site: Served) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    open_chat(page, site.url)
    ask_for_mine(page)
    size = chat(page).locator(".bubble").first.evaluate("(it) => getComputedStyle(it).fontSize")
    assert size == "30px"


def test_the_script_is_good_for_five_minutes(site: Served) -> None:
    with site.client() as client:
        headers = client.get("/widget.js").headers
    assert (headers["cache-control"], headers["cross-origin-resource-policy"]) == (
        "public, max-age=300, stale-while-revalidate=86400",
        "cross-origin",
    )


def test_the_shop_is_the_demos_only(demo: dict[str, str]) -> None:
    with serving({**demo, "REGIE_ENV": "development"}) as served, served.client() as client:
        assert "Papier" not in client.get("/demo/shop").text


def _let_axe_in(page: Page) -> None:
    """Past the page's own policy, which lets no script in but ours."""
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE.read_text()})
