"""Every page of the console in every state: how to get there. The site is a `console_site`."""

from __future__ import annotations

import re
from typing import Final

from playwright.sync_api import Page, expect

from .console_site import READER
from .states import State
from .steps import heading, submit

REFUSES = "/refuse"
ENDPOINT = "/hooks"
SELF_TEST = re.compile("^Auto-test")
"""A row of the list: the button above it starts one."""


def open_console(page: Page, url: str, subject: str = "") -> None:
    """Until the page has read what it shows."""
    page.goto(f"{url}/console{subject}")
    page.get_by_role("heading", level=1).wait_for()
    if subject:
        page.get_by_text("Lu à").wait_for()


def console(page: Page, url: str) -> None:
    open_console(page, url)


def jobs(page: Page, url: str) -> None:
    """One of ours is the newest: those of every minute push the others from the first page."""
    body = {"steps": 1, "pause_ms": 10}
    begun = page.request.post(f"{url}/api/v1/jobs/self-test", data=body, headers={"Origin": url})
    expect(begun).to_be_ok()
    open_console(page, url, "/jobs")
    page.get_by_role("button", name=SELF_TEST).first.wait_for()


def job(page: Page, url: str) -> None:
    jobs(page, url)
    page.get_by_role("button", name=SELF_TEST).first.click()
    page.get_by_role("dialog").get_by_text("Résultat").first.wait_for()


def no_job(page: Page, url: str) -> None:
    open_console(page, url, "/jobs?state=failed&before=1")
    heading(page, "Aucune tâche ne correspond").wait_for()


def jobs_without_server(page: Page, url: str) -> None:
    jobs(page, url)
    page.context.set_offline(True)
    page.get_by_role("radio", name="Arrêtées").click()
    heading(page, "Régie ne répond pas").wait_for()


def mails(page: Page, url: str) -> None:
    open_console(page, url, "/mail")
    page.get_by_role("row").nth(1).wait_for()


def mail(page: Page, url: str) -> None:
    open_console(page, url, f"/mail?address={READER}")
    page.get_by_role("button", name=READER).first.click()
    frame = page.get_by_role("dialog").frame_locator("iframe")
    frame.get_by_text("Le courrier part bien").first.wait_for()


def mail_headers(page: Page, url: str) -> None:
    mail(page, url)
    page.get_by_role("tab", name="En-têtes").click()
    page.get_by_text("Message-ID").wait_for()


def mail_test_to_mend(page: Page, url: str) -> None:
    mails(page, url)
    page.get_by_role("button", name="Envoyer un essai").click()
    submit(page.get_by_label("Destinataire"), "personne")
    page.get_by_label("Destinataire").and_(page.locator("[aria-invalid=true]")).wait_for()


def endpoints(page: Page, url: str) -> None:
    page.goto(f"{url}/console/webhooks")
    page.get_by_role("button", name=ENDPOINT).wait_for()


def endpoint(page: Page, url: str) -> None:
    endpoints(page, url)
    page.get_by_role("button", name=ENDPOINT).click()
    page.get_by_role("dialog").get_by_text("Autres actions").wait_for()


def endpoint_to_remove(page: Page, url: str) -> None:
    endpoint(page, url)
    page.get_by_role("button", name="Supprimer").click()
    page.get_by_role("alertdialog").wait_for()


def endpoint_to_mend(page: Page, url: str) -> None:
    endpoints(page, url)
    page.get_by_role("button", name="Ajouter un destinataire").click()
    page.get_by_text("Tous les événements").click()
    page.get_by_role("button", name="Ajouter", exact=True).click()
    page.get_by_text("Choisissez au moins un événement.").wait_for()


def deliveries(page: Page, url: str, narrowed: str = "") -> None:
    page.goto(f"{url}/console/webhooks?view=deliveries{narrowed}")
    page.get_by_role("row").nth(1).wait_for()


def delivery(page: Page, url: str) -> None:
    deliveries(page, url, "&event=webhook.test")
    page.get_by_role("row", name="a répondu 500").first.get_by_role("button").click()
    page.get_by_role("dialog").get_by_text("la base est pleine").first.wait_for()


def events(page: Page, url: str) -> None:
    page.goto(f"{url}/console/webhooks?view=events")
    page.get_by_role("button", name="quota.low").wait_for()


def event(page: Page, url: str) -> None:
    events(page, url)
    page.get_by_role("button", name="quota.low").click()
    page.get_by_role("tab", name="Schéma").click()
    page.get_by_text("$defs").wait_for()


def cache(page: Page, url: str) -> None:
    open_console(page, url, "/cache")
    page.get_by_role("row", name="orders.track").wait_for()


def cache_to_switch_off(page: Page, url: str) -> None:
    cache(page, url)
    page.get_by_role("button", name="Couper le cache").click()
    page.get_by_role("alertdialog").wait_for()


def retention(page: Page, url: str) -> None:
    open_console(page, url, "/retention")
    page.get_by_text("REGIE_RETENTION_JOBS_DAYS").wait_for()


def slow_queries(page: Page, url: str) -> None:
    open_console(page, url, "/slow-queries")
    page.get_by_role("row").nth(1).wait_for()


def slow_query(page: Page, url: str) -> None:
    slow_queries(page, url)
    page.get_by_role("row").nth(1).get_by_role("button").click()
    page.get_by_role("dialog").get_by_role("list").nth(
        1
    ).wait_for()  # the last times, behind causes


def locks(page: Page, url: str) -> None:
    open_console(page, url, "/locks")
    heading(page, "Aucun verrou").or_(page.get_by_role("row").nth(1)).first.wait_for()


def counters(page: Page, url: str) -> None:
    page.goto(f"{url}/console/counters")
    page.get_by_role("img", name="Commandes introuvables, par jour").wait_for()


CONSOLE_STATES: Final[tuple[State, ...]] = (
    console,
    jobs,
    job,
    no_job,
    jobs_without_server,
    mails,
    mail,
    mail_headers,
    mail_test_to_mend,
    endpoints,
    endpoint,
    endpoint_to_remove,
    endpoint_to_mend,
    deliveries,
    delivery,
    events,
    event,
    cache,
    cache_to_switch_off,
    retention,
    slow_queries,
    slow_query,
    locks,
    counters,
)
