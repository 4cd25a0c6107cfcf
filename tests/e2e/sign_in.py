"""People who sign in: through the page, or with a session that is there already."""

from __future__ import annotations

from http.cookies import SimpleCookie
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, Page

from regie.core.embedded import open_home
from regie.identity.demo import DemoSignIn, demo_sign_ins
from regie.identity.roles import Role
from served import Served

from .steps import submit

EMAIL_FIELD: Final = {"fr": "Adresse électronique", "en": "E-mail address"}
PASSWORD_FIELD: Final = {"fr": "Mot de passe", "en": "Password"}
UNAUTHORIZED_IN_CONSOLE: Final = "the server responded with a status of 401"
FORBIDDEN_IN_CONSOLE: Final = "the server responded with a status of 403"
_HINT: Final = "if (origin !== 'null') localStorage.setItem('regie.signed-in', 'yes')"
"""A blank page and a frame without an origin have no storage."""


def demo_person(demo: dict[str, str], role: Role) -> DemoSignIn:
    """As `regie up` prints them."""
    people = demo_sign_ins(open_home(Path(demo["REGIE_HOME"])).secret)
    return next(person for person in people if person.role == role)


def give_session(context: BrowserContext, site: Served, role: str = "administrator") -> None:
    """The browser of an administrator, as if she had signed in here a moment ago. All tests share
    that session: who ends it has to sign in."""
    with site.signed_in(role) as client:
        cookies = SimpleCookie(client.headers["Cookie"])
    for name, cookie in cookies.items():
        context.add_cookies([{"name": name, "value": cookie.value, "url": site.origin}])
    context.add_init_script(_HINT)


def fill_in(page: Page, email: str, password: str, language: str = "fr") -> None:
    """With the sign-in page open."""
    page.get_by_label(EMAIL_FIELD[language]).fill(email)
    submit(page.get_by_label(PASSWORD_FIELD[language], exact=True), password)


def sign_in(page: Page, url: str, person: DemoSignIn) -> None:
    """Until the page is there that one comes to."""
    page.goto(f"{url}/sign-in")
    fill_in(page, person.email, person.password)
    page.get_by_role("button", name="Compte").wait_for()
