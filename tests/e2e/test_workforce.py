"""People required: why so many, and simulations that outlive the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from served import Served

from .chromium import PHONE, WIDE
from .console_site import API, ConsoleSite, post
from .sign_in import demo_person, give_session, sign_in
from .steps import heading, loaded
from .test_every_state import AXE, FINDINGS, RULES, paint

PAGES: Final = (
    ("", "Effectifs requis"),
    ("/centres", "Centres"),
    ("/reference", "Référentiel des temps"),
    ("/simulations", "Simulations"),
    ("/imports", "Imports"),
    ("/settings", "Réglages du calcul"),
)
ASYNC: Final = f"{API}/async"
LARGEST_RUN: Final = {"draws": 10_000}
AHEAD: Final = 16
"""So many runs wait before the one that is cancelled: it cannot have ended by then."""


def unfold(dialog: Locator, label: str) -> None:
    """One term of a calculation, by keyboard, unless it is open."""
    button = dialog.get_by_role("button", name=f"Montrer le détail de « {label} »").first
    if button.get_attribute("aria-expanded") == "false":
        button.press("Enter")


def start_simulation(page: Page, url: str) -> None:
    page.goto(f"{url}/workforce/simulations")
    page.get_by_role("button", name=re.compile("^Simuler")).click()
    page.wait_for_url(re.compile(r"task=\d+"))


def test_a_number_is_explained_by_keyboard_down_to_volume_and_time(
    page: Page, context: BrowserContext, site: Served
) -> None:
    give_session(context, site)
    page.goto(f"{site.url}/workforce")
    page.get_by_role("button", name=re.compile("^ETP requis.*pourquoi ce chiffre")).press("Enter")
    dialog = page.get_by_role("dialog")
    for place in ("Direction Est", "Centre de Dijon"):
        deeper = dialog.get_by_role("button", name=place, exact=True)
        deeper.press("Enter")
        expect(deeper).to_have_count(0)
    unfold(dialog, "Heures par jour ouvré")
    unfold(dialog, "Agent de tri")
    unfold(dialog, "Tri manuel des petits formats")
    expect(dialog.get_by_text("Temps unitaire", exact=True)).to_be_visible()


def test_a_simulation_is_found_again_after_a_reload(
    page: Page, context: BrowserContext, console: ConsoleSite
) -> None:
    give_session(context, console.served)
    start_simulation(page, console.served.url)
    page.reload()
    expect(page.get_by_text("Bande de 5 % à 95 %").first).to_be_visible()


@pytest.fixture
def busy_worker(console: ConsoleSite) -> Iterator[None]:
    """What it still has to do afterwards is called off: other tests wait for it as well."""
    with console.served.signed_in() as client:
        runs = [post(client, f"{ASYNC}/simulation/nationale", LARGEST_RUN) for _ in range(AHEAD)]
        yield
        for run in runs:
            client.delete(f"{ASYNC}/task/{run['task_id']}")


@pytest.mark.usefixtures("busy_worker")
def test_a_simulation_can_be_stopped(
    page: Page, context: BrowserContext, console: ConsoleSite
) -> None:
    give_session(context, console.served)
    start_simulation(page, console.served.url)
    page.get_by_role("button", name="Arrêter").click()
    expect(heading(page, "La simulation est arrêtée")).to_be_visible()


def test_a_manager_sees_her_direction_only(page: Page, site: Served, demo: dict[str, str]) -> None:
    sign_in(page, site.url, demo_person(demo, "manager"))
    page.goto(f"{site.url}/workforce/centres")
    rows = page.get_by_role("row").filter(has_text="Centre d")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="Direction Ouest")).to_have_count(2)


@pytest.mark.parametrize(
    ("viewport", "themes"), [(WIDE, ("light", "dark")), (PHONE, ("light",))], ids=str
)
def test_its_pages_have_nothing_against_accessibility(
    page: Page, context: BrowserContext, site: Served, themes: tuple[str, ...]
) -> None:
    give_session(context, site)
    found: list[str] = []
    for path, title in PAGES:
        page.goto(f"{site.url}/workforce{path}")
        heading(page, title).wait_for()
        loaded(page)
        page.evaluate(AXE.read_text() + ";0")
        for theme in themes:
            paint(page, theme)
            found += [f"{path} {theme} {each}" for each in page.evaluate(FINDINGS, RULES)]
    assert found == []
