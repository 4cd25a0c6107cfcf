"""The health page tells what works, and notices within its refresh what does no more."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from served import Served

from .production import refusing
from .states import home_degraded
from .steps import heading

PRODUCTION = "Base de production"


def show(page: Page, site: Served) -> None:
    page.goto(f"{site.url}/health")
    expect(heading(page, "Tout fonctionne")).to_be_visible()


def test_every_resource_has_a_row_with_its_state(page: Page, site: Served) -> None:
    show(page, site)
    rows = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    expect(rows).to_contain_text(
        [
            re.compile(rf"^{name}.*Répond.*ms.*(Indispensable|Facultative)$")
            for name in ("Base de Régie", "Cache", "État et files", PRODUCTION)
        ]
    )


def test_a_refused_reader_is_noticed_and_its_return_too(
    page: Page, site: Served, demo: dict[str, str]
) -> None:
    show(page, site)
    with refusing(demo, site):
        expect(heading(page, "Fonctionnement réduit")).to_be_visible()
        row = page.get_by_role("row").filter(has_text=PRODUCTION)
        expect(row).to_contain_text("Sans elle, les commandes ne peuvent être suivies.")
    page.get_by_role("button", name="Vérifier maintenant").click()
    expect(heading(page, "Tout fonctionne")).to_be_visible()


def test_home_tells_that_all_works_again_before_anybody_asks(
    page: Page, site: Served, demo: dict[str, str]
) -> None:
    with refusing(demo, site):
        home_degraded(page, site.url)
    expect(page.get_by_role("main").get_by_text("Tout fonctionne")).to_be_visible()


def test_a_paused_page_asks_no_more(page: Page, site: Served) -> None:
    page.clock.install()
    show(page, site)
    page.get_by_role("button", name="Suspendre").click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(60_000)
    assert [url for url in asked if url.endswith("/readyz")] == []
