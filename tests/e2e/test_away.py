"""The server goes away and comes back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from served import serving

from .complaints import Complaints
from .steps import FAILED_IN_CONSOLE, FOUND, ask, heading, open_orders


def test_a_look_up_that_found_no_server_works_when_it_is_back(
    page: Page, demo: dict[str, str], complaints: Complaints
) -> None:
    complaints.provoke(FAILED_IN_CONSOLE)
    with serving(demo) as site:
        open_orders(page, site.url)
    ask(page)
    expect(heading(page, "Régie ne répond pas")).to_be_visible()
    with serving(demo, port=site.port):
        page.get_by_role("button", name="Réessayer").click()
        expect(heading(page, FOUND["fr"])).to_be_visible()
