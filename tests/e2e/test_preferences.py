"""Language and theme: what the device asks for, until a person chooses."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from served import Served

from .conftest import PATIENCE_MS
from .demo_days import EXPECTED, long_day
from .steps import find_mine, heading, open_home

SAME_IN_BOTH = {
    "Régie",
    "Cache",
    "Console",
    "Ctrl K",
    "1",
    "5",
    "CL-401372-487531",
    "Mina RAMI",
    "DCC avec couverture",
    "CL-401372-487531 · Mina RAMI",
    "database",
    "cache",
    "changes",
    "state",
    "production",
    "atelier",
    "counters",
    "events",
    "mail",
    "job-bell",
    "relay",
    "limits",
    "outbox",
    "jobs",
    "Régie 0.1.0",
}
"""Names, data and words that are written alike."""


def show_health(page: Page, url: str) -> None:
    page.goto(f"{url}/health")
    expect(page.get_by_role("table")).to_be_visible()


def switch_language(page: Page) -> None:
    page.get_by_role("button", name="FR — passer en anglais").click()
    expect(page.get_by_role("navigation").get_by_role("link", name="Home")).to_be_visible()


def lines(page: Page) -> set[str]:
    return {line.strip() for line in page.locator("body").inner_text().splitlines()} - {""}


def same_in_the_end(page: Page, before: set[str]) -> set[str]:
    """What still stands there once the server's own sentences had time to come."""
    limit = monotonic() + PATIENCE_MS / 1000
    while (same := lines(page) & before) and monotonic() < limit:
        page.wait_for_timeout(100)
    return same


@pytest.mark.parametrize("visit", [open_home, find_mine, show_health])
def test_another_language_leaves_no_sentence_of_the_first(
    page: Page, site: Served, visit: Callable[[Page, str], None]
) -> None:
    visit(page, site.url)
    french = lines(page)
    switch_language(page)
    figures = {line for line in french if line.endswith("ms") or line.isdigit()}
    assert same_in_the_end(page, french - SAME_IN_BOTH - figures) == set()


def test_another_language_changes_the_shown_order(page: Page, site: Served) -> None:
    find_mine(page, site.url)
    switch_language(page)
    expect(page.get_by_role("article")).to_contain_text(re.compile(long_day(EXPECTED, "en")))


def test_another_language_is_said_to_screen_readers(page: Page, site: Served) -> None:
    open_home(page, site.url)
    switch_language(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_another_language_changes_the_title_of_the_tab(page: Page, site: Served) -> None:
    find_mine(page, site.url)
    switch_language(page)
    expect(page).to_have_title("Track an order · Régie")


def test_the_chosen_language_is_kept(page: Page, site: Served) -> None:
    open_home(page, site.url)
    switch_language(page)
    page.reload()
    expect(heading(page, "Home")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_that_of_the_device(page: Page, site: Served, theme: str) -> None:
    page.goto(site.url)
    expect(page.locator("html")).to_have_attribute("data-theme", theme)


@pytest.mark.parametrize(
    ("theme", "button", "chosen"), [("light", "Sombre", "dark"), ("dark", "Clair", "light")]
)
def test_the_chosen_theme_is_kept(page: Page, site: Served, button: str, chosen: str) -> None:
    open_home(page, site.url)
    page.get_by_role("radio", name=button).click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", chosen)


@pytest.mark.parametrize(("language", "title"), [("fr", "Accueil"), ("en", "Home")])
def test_the_language_is_that_of_the_device(page: Page, site: Served, title: str) -> None:
    page.goto(site.url)
    expect(heading(page, title)).to_be_visible()
