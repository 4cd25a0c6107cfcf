"""Pay in the browser: why a month differs, four eyes, and one's own payslip."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from served import Served

from .sign_in import demo_person, give_session, sign_in
from .steps import heading


def open_run(page: Page, site: Served, state: str) -> None:
    page.goto(f"{site.url}/staff/salaries")
    table = page.get_by_role("table", name="Paies")
    table.get_by_role("row").filter(has_text=state).first.get_by_role("button").click()
    page.get_by_role("table", name="Par lieu").wait_for()


def test_a_site_says_why_it_differs_from_the_month_before(
    context: BrowserContext, page: Page, served: Served
) -> None:
    give_session(context, served, "director")
    open_run(page, served, "validée")
    of_a_site = page.get_by_role("table", name="Par lieu").locator("tbody")
    of_a_site.get_by_role("button", name=re.compile("Écart du brut")).first.click()
    explained = page.get_by_role("dialog")
    expect(explained).to_contain_text("somme des causes, personne par personne")
    expect(page.get_by_role("button", name="Valider la paie")).to_have_count(0)


def test_an_administrator_releases_what_somebody_else_started(
    page: Page, served: Served, demo: dict[str, str]
) -> None:
    sign_in(page, served.url, demo_person(demo, "administrator"))
    open_run(page, served, "à valider")
    page.get_by_role("button", name="Valider la paie").click()
    question = page.get_by_role("alertdialog")
    expect(question).to_contain_text("Net à payer")
    question.get_by_role("button", name="Valider la paie").click()
    expect(page.get_by_role("main").get_by_text("validée", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Recalculer")).to_have_count(0)


def test_an_employee_reads_their_own_payslip_and_no_other(
    page: Page, served: Served, demo: dict[str, str]
) -> None:
    sign_in(page, served.url, demo_person(demo, "employee"))
    own = page.request.get(f"{served.url}/api/v1/staff/me/payslips").json()["payslips"][-1]
    page.goto(f"{served.url}/staff/me/payslips/{own['id']}")
    expect(heading(page, "Mon bulletin")).to_be_visible()
    page.get_by_role("button", name=re.compile("Net à payer")).click()
    expect(page.get_by_role("dialog")).to_contain_text("Salaire brut")
    page.goto(f"{served.url}/staff/salaries")
    expect(heading(page, "Cette page n’est pas pour vous")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("Net à payer")


def open_pay(page: Page, site: Served) -> None:
    people = page.request.get(f"{site.url}/api/v1/staff/people?limit=1").json()["people"]
    page.goto(f"{site.url}/staff/people/{people[0]['id']}")
    page.get_by_role("tab", name="Paie").click()


def test_what_varies_is_added_changed_and_taken_out(
    page: Page, served: Served, demo: dict[str, str]
) -> None:
    sign_in(page, served.url, demo_person(demo, "administrator"))
    open_pay(page, served)
    page.get_by_role("button", name="Ajouter un élément").click()
    form = page.get_by_role("dialog")
    # Of a month to come: it is in no run of the other tests.
    form.get_by_label("Mois de paie").select_option(index=0)
    form.get_by_label("Libellé").fill("Prime de lancement")
    form.get_by_label("Montant").fill("120,50")
    form.get_by_role("button", name="Enregistrer").click()
    row = page.get_by_role("listitem").filter(has_text="Prime de lancement")
    expect(row).to_contain_text("120,50")
    row.get_by_role("button", name=re.compile("Modifier")).click()
    form.get_by_label("Montant").fill("99")
    form.get_by_role("button", name="Enregistrer").click()
    expect(row).to_contain_text("99,00")
    row.get_by_role("button", name=re.compile("Retirer")).click()
    page.get_by_role("alertdialog").get_by_role("button", name=re.compile("Retirer")).click()
    expect(row).to_have_count(0)


def test_a_director_sees_pay_and_changes_none(
    context: BrowserContext, page: Page, served: Served
) -> None:
    give_session(context, served, "director")
    open_pay(page, served)
    expect(page.get_by_role("heading", name="Salaire de base")).to_be_visible()
    expect(page.get_by_role("button", name="Ajouter un salaire")).to_have_count(0)
