"""The pages of signing in and of one's own account, in their states: how to get there."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

from .sign_in import fill_in
from .states import State
from .steps import heading, open_home


def sign_in_page(page: Page, url: str) -> None:
    page.goto(f"{url}/sign-in")
    page.get_by_text("regie up").wait_for()


def sign_in_to_mend(page: Page, url: str) -> None:
    sign_in_page(page, url)
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_text("Indiquez votre mot de passe.").wait_for()


def sign_in_refused(page: Page, url: str) -> None:
    sign_in_page(page, url)
    fill_in(page, "personne@example.fr", "faux")
    page.get_by_role("alert").wait_for()


def forgotten_password(page: Page, url: str) -> None:
    page.goto(f"{url}/forgotten")
    page.get_by_label("Adresse électronique").wait_for()


def new_password(page: Page, url: str) -> None:
    page.goto(f"{url}/reset#code=abcdefgh")
    page.get_by_label("Nouveau mot de passe").fill("trois mots ici")
    page.get_by_text("Bon").wait_for()


def link_over(page: Page, url: str) -> None:
    page.goto(f"{url}/invitation#code=abcdefgh")
    heading(page, "Ce lien n’ouvre plus rien").wait_for()


def account_menu(page: Page, url: str) -> None:
    open_home(page, url)
    page.get_by_role("button", name="Compte").click()
    page.get_by_role("button", name="Se déconnecter").wait_for()


def profile(page: Page, url: str) -> None:
    page.goto(f"{url}/profile")
    page.get_by_label("Nom").wait_for()


def security(page: Page, url: str) -> None:
    page.goto(f"{url}/profile/security")
    page.get_by_role("button", name="Activer").wait_for()


def devices(page: Page, url: str) -> None:
    page.goto(f"{url}/profile/devices")
    page.get_by_text("Cet appareil").wait_for()


def token_to_mend(page: Page, url: str) -> None:
    page.goto(f"{url}/profile/tokens")
    page.get_by_role("button", name="Créer un jeton").click()
    page.get_by_role("dialog").get_by_role("button", name="Créer").click()
    page.get_by_text("Choisissez au moins un droit.").wait_for()


def privacy(page: Page, url: str) -> None:
    page.goto(f"{url}/profile/privacy")
    page.get_by_role("row").nth(2).wait_for()


ENTRANCE_STATES: Final[tuple[State, ...]] = (
    sign_in_page,
    sign_in_to_mend,
    sign_in_refused,
    forgotten_password,
    new_password,
    link_over,
)
OWN_STATES: Final[tuple[State, ...]] = (
    account_menu,
    profile,
    security,
    devices,
    token_to_mend,
    privacy,
)
"""Of somebody who is signed in."""
