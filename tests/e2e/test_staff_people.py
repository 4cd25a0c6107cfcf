"""The staff in the browser: from a request to a balance, and who sees whom."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from regie.apps.staff.absences.days import is_worked
from served import Served

from .chromium import PHONE, WIDE
from .complaints import Complaints
from .demo_days import short_day
from .sign_in import demo_person, give_session, sign_in
from .steps import heading, loaded, told
from .test_every_state import AXE, FINDINGS, RULES, paint

PAGES = (
    ("", "Personnel"),
    ("/me", "Mon espace"),
    ("/absences", "Demandes d’absence"),
    ("/calendar", "Calendrier des absences"),
    ("/evaluations", "Évaluations"),
    ("/statistics", "Statistiques"),
    ("/register", "Registre unique du personnel"),
)
TODAY = datetime.now(UTC).date()
A_DAY = next(day for ahead in range(98, 110) if is_worked(day := TODAY + timedelta(days=ahead)))
"""Beyond what the demo has planned."""
SHOWN = short_day(A_DAY, "fr")


def balance(page: Page) -> str:
    return page.get_by_role("button", name=re.compile("Congés payés")).inner_text()


def test_a_day_that_is_asked_for_and_approved_is_taken_from_the_balance(
    browser: Browser, page: Page, served: Served, demo: dict[str, str]
) -> None:
    sign_in(page, served.url, demo_person(demo, "employee"))
    page.goto(f"{served.url}/staff/me")
    before = float(balance(page).split("\u00a0")[0].replace(",", "."))
    page.get_by_role("button", name="Demander une absence").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Premier jour", exact=True).fill(f"{A_DAY:%d/%m/%Y}")
    expect(form.get_by_role("status")).to_contain_text("1\u00a0j de travail")
    form.get_by_role("button", name="Envoyer la demande").click()
    row = page.get_by_role("row").filter(has_text=SHOWN)
    expect(row).to_contain_text("En attente")
    expect(row).to_contain_text("1\u00a0j")

    with browser.new_context(locale="fr-FR", viewport=WIDE) as manager:
        desk = manager.new_page()
        sign_in(desk, served.url, demo_person(demo, "manager"))
        desk.goto(f"{served.url}/staff/absences")
        asked_for = desk.get_by_role("row").filter(has_text="QUÉMÉNEUR").filter(has_text=SHOWN)
        asked_for.get_by_role("button").click()
        desk.get_by_role("dialog").get_by_role("button", name="Accepter").click()
        expect(told(desk, "L’absence de Noé QUÉMÉNEUR est acceptée.")).to_be_visible()

    page.reload()
    expect(page.get_by_role("button", name=re.compile("Congés payés"))).to_contain_text(
        f"{before - 1:g}".replace(".", ",")
    )
    page.get_by_role("button", name=re.compile("Congés payés")).click()
    expect(page.get_by_role("dialog")).to_contain_text("25 acquis − 11 pris − 2,5 en attente")


def test_a_manager_sees_her_direction_and_no_pay(
    page: Page, served: Served, demo: dict[str, str]
) -> None:
    sign_in(page, served.url, demo_person(demo, "manager"))
    page.goto(f"{served.url}/staff?sort=number")
    page.get_by_role("table", name="Personnel").wait_for()
    places = page.get_by_label("Lieu").locator("option")
    expect(places.nth(1)).to_have_text("Direction Ouest")
    expect(places.filter(has_text=re.compile("Dijon|Toulouse"))).to_have_count(0)
    expect(page.get_by_role("link", name="Paie")).to_have_count(0)
    page.get_by_label("Rechercher", exact=True).last.fill("lacroix")
    expect(heading(page, "Personne ne correspond")).to_be_visible()


@pytest.mark.parametrize(
    ("theme", "viewport"), [("light", WIDE), ("dark", PHONE)], ids=["light-wide", "dark-phone"]
)
def test_its_pages_have_nothing_against_accessibility(
    page: Page, context: BrowserContext, served: Served, complaints: Complaints, theme: Any
) -> None:
    complaints.provoke("the server responded with a status of 404")  # she is no employee
    give_session(context, served)
    found: dict[str, list[str]] = {}
    for path, title in PAGES:
        page.goto(f"{served.url}/staff{path}")
        heading(page, title).wait_for()
        loaded(page)
        paint(page, theme)
        page.evaluate(AXE.read_text() + ";0")
        found[path] = page.evaluate(FINDINGS, RULES)
    assert not any(found.values()), found
