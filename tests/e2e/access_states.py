"""The console's pages of who may do what, in their states: how to get there as administrator."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

from .states import State
from .steps import heading


def people(page: Page, url: str, narrowed: str = "") -> None:
    page.goto(f"{url}/console/people{narrowed}")
    page.get_by_role("row").nth(1).get_by_role("button").wait_for()


def nobody_found(page: Page, url: str) -> None:
    page.goto(f"{url}/console/people?search=zzzz")
    heading(page, "Personne ne correspond").wait_for()


def person(page: Page, url: str) -> None:
    people(page, url, "?search=le+goff")
    page.get_by_role("button", name="Élodie LE GOFF").click()
    page.get_by_role("dialog").get_by_label("Rôle", exact=True).wait_for()


def invitation_to_mend(page: Page, url: str) -> None:
    people(page, url)
    page.get_by_role("button", name="Inviter").click()
    page.get_by_role("button", name="Envoyer l’invitation").click()
    page.get_by_text("Indiquez l’adresse.").wait_for()


def rights(page: Page, url: str) -> None:
    page.goto(f"{url}/console/roles")
    page.get_by_role("columnheader", name="Analyste").wait_for()


def places(page: Page, url: str) -> None:
    page.goto(f"{url}/console/places")
    page.get_by_role("button", name="Brest Siam").wait_for()


def place(page: Page, url: str) -> None:
    places(page, url)
    page.get_by_role("button", name="Brest Siam").click()
    page.get_by_role("dialog").get_by_label("Dépend de").wait_for()


def sessions(page: Page, url: str) -> None:
    me = page.request.get(f"{url}/api/v1/identity/me").json()
    # Among those of all it may stand behind the first page.
    page.goto(f"{url}/console/sessions?person={me['person']['id']}")
    page.get_by_text("La vôtre").wait_for()


def service_tokens(page: Page, url: str) -> None:
    page.goto(f"{url}/console/tokens")
    page.get_by_role("button", name="Créer un jeton").and_(page.locator(":enabled")).wait_for()


def service_token_to_mend(page: Page, url: str) -> None:
    service_tokens(page, url)
    page.get_by_role("button", name="Créer un jeton").click()
    page.get_by_role("dialog").get_by_role("button", name="Créer").click()
    page.get_by_text("Choisissez au moins un droit.").wait_for()


def record(page: Page, url: str, narrowed: str = "") -> None:
    page.goto(f"{url}/console/audit{narrowed}")
    page.get_by_role("row").nth(1).wait_for()


def entry(page: Page, url: str) -> None:
    record(page, url)
    page.get_by_role("row").nth(1).get_by_role("button").click()
    page.get_by_role("dialog").get_by_text("Détails").first.wait_for()


def verified(page: Page, url: str) -> None:
    record(page, url)
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_text("Le journal est intact").wait_for()


def settings(page: Page, url: str) -> None:
    page.goto(f"{url}/console/settings")
    page.get_by_text("REGIE_ENV").wait_for()


ACCESS_STATES: Final[tuple[State, ...]] = (
    people,
    nobody_found,
    person,
    invitation_to_mend,
    rights,
    places,
    place,
    sessions,
    service_tokens,
    service_token_to_mend,
    record,
    entry,
    verified,
    settings,
)
