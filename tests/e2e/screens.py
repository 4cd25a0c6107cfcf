"""Takes the pictures of the README from a running demo: `make run`, then, in another terminal,

PYTHONPATH=tests python -m tests.e2e.screens docs/images
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from regie.core.settings import default_home
from regie.identity.demo import DemoSignIn

from .chromium import LAUNCH, PERSON, PHONE
from .sign_in import demo_person, sign_in
from .states import State
from .steps import loaded

Look = dict[str, Any]

LARGEST_BYTES = 170_000
"""The list of the staff is full of words."""
CHECKS = 20
SHARED_FOR_MS = 600
"""The server measures anew after this time; a line wants more than one point."""
MINE = ("CL-401372-487531", "Mina RAMI")
LAPTOP: ViewportSize = {"width": 1280, "height": 860}


def home(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_text("Tout fonctionne").first.wait_for()
    page.get_by_role("heading", name="À essayer").wait_for()
    loaded(page)


def order(page: Page, url: str) -> None:
    number, name = MINE
    page.goto(f"{url}/orders?number={number}")
    page.get_by_label("Nom", exact=True).fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="La commande est en production").wait_for()
    loaded(page)


def health(page: Page, url: str) -> None:
    page.goto(f"{url}/health")
    heading = page.get_by_role("heading", name="Tout fonctionne")
    heading.wait_for()
    for _ in range(CHECKS):
        with page.expect_response("**/readyz"):
            page.get_by_role("button", name="Vérifier maintenant").click()
        page.wait_for_timeout(SHARED_FOR_MS)
    page.mouse.move(0, 0)


def console(page: Page, url: str) -> None:
    page.goto(f"{url}/console/jobs")
    page.get_by_role("button", name="Lancer l’auto-test").click()
    page.get_by_role("button", name="Fermer").click()
    page.locator("[role=progressbar][aria-valuenow^='4']").wait_for()
    page.mouse.move(0, 0)


def retail(page: Page, url: str) -> None:
    page.goto(f"{url}/retail")
    page.get_by_role("heading", name="Chiffre d’affaires sur 24 mois").wait_for()
    loaded(page)


def simulator(page: Page, url: str) -> None:
    page.goto(f"{url}/retail/simulator?levers=p_2.5_-1.2")
    page.get_by_text("Confirmé par le serveur").wait_for()
    loaded(page)


def workforce(page: Page, url: str) -> None:
    page.goto(f"{url}/workforce")
    page.get_by_role("heading", name="De l’ensemble au poste").wait_for()
    loaded(page)


def staff(page: Page, url: str) -> None:
    page.goto(f"{url}/staff")
    page.get_by_role("table", name="Personnel").wait_for()
    loaded(page)


def gateway(page: Page, url: str) -> None:
    page.goto(f"{url}/gateway")
    page.get_by_role("heading", name="Coût par jour").wait_for()
    loaded(page)


DARK: Look = {"color_scheme": "dark"}
PICTURES: dict[str, tuple[State, Look]] = {
    "home": (home, {}),
    "order": (order, {}),
    "health": (health, {}),
    "console": (console, {}),
    "retail": (retail, {}),
    "retail-dark": (simulator, DARK),
    "workforce": (workforce, {}),
    "staff": (staff, {}),
    "gateway": (gateway, {}),
    "phone": (retail, {"viewport": PHONE}),
    "phone-dark": (workforce, {"viewport": PHONE, **DARK}),
}


def take(browser: Browser, url: str, folder: Path, administrator: DemoSignIn) -> None:
    for name, (visit, look) in PICTURES.items():
        context = browser.new_context(**{**PERSON, "viewport": LAPTOP, **look})
        page = context.new_page()
        sign_in(page, url, administrator)
        visit(page, url)
        page.evaluate("document.fonts.ready")
        picture = folder / f"{name}.png"
        page.screenshot(path=picture, animations="disabled", caret="hide")
        context.close()
        if (size := picture.stat().st_size) > LARGEST_BYTES:
            raise SystemExit(f"{picture} has {size} bytes, more than {LARGEST_BYTES}")
        print(picture)  # noqa: T201 - a program's answer


def main() -> None:
    parser = argparse.ArgumentParser(description="Takes the pictures of the README.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url", default="http://localhost:9000")
    parser.add_argument("--home", type=Path, default=default_home(), help="the demo's")
    chosen = parser.parse_args()
    administrator = demo_person({"REGIE_HOME": str(chosen.home)}, "administrator")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**LAUNCH)
        take(browser, chosen.url.rstrip("/"), chosen.folder, administrator)
        browser.close()


if __name__ == "__main__":
    main()
