"""Every page in every state, in both themes, from a phone to a desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from served import Served

from .access_states import ACCESS_STATES
from .chromium import NARROWEST, PERSON, PHONE, WIDE
from .complaints import Complaints
from .conftest import PATIENCE_MS, ROOT
from .console_states import CONSOLE_STATES
from .identity_states import ENTRANCE_STATES, OWN_STATES
from .production import refusing
from .sign_in import give_session
from .states import STATES, WITHOUT_PRODUCTION, State
from .steps import FAILED_IN_CONSOLE, PAINTED

AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A row of tabs scrolls by itself.
WIDER_THAN_THE_WINDOW = """
    () => [...document.querySelectorAll('body *')]
      .filter((element) => !element.closest('.sr-only') && element.checkVisibility())
      .filter((element) => !element.parentElement.closest('nav > [class*="overflow-x-auto"]'))
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
      .map((element) => `${element.localName}.${element.className}`)
"""

# Rows that others are about to replace are faded until then.
FINDINGS = """
    async (rules) => {
      const settled = { include: [['html']], exclude: [['[aria-busy="true"]']] };
      const report = await axe.run(settled, { runOnly: rules, resultTypes: ['violations'] });
      return report.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`));
    }
"""


def paint(page: Page, theme: Any) -> None:
    """Waits until no colour is on its way to another."""
    page.emulate_media(color_scheme=theme)
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    page.evaluate(PAINTED)


@pytest.fixture(scope="module")
def production_refuses(demo: dict[str, str], served: Served) -> Iterator[None]:
    """From the first state that wants it, for they stand last, to the end of this file."""
    with refusing(demo, served):
        yield


@pytest.fixture(
    scope="module",
    params=(
        *STATES,
        *ENTRANCE_STATES,
        *OWN_STATES,
        *ACCESS_STATES,
        *CONSOLE_STATES,
        *WITHOUT_PRODUCTION,
    ),
    ids=lambda state: state.__name__,
)
def shown(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Page]:
    """A page in one state, for all the tests that look at it."""
    state: State = request.param
    site = request.getfixturevalue("console").served if state in CONSOLE_STATES else served
    complaints = Complaints()
    complaints.provoke(FAILED_IN_CONSOLE)
    if state in WITHOUT_PRODUCTION:
        request.getfixturevalue("production_refuses")
    with browser.new_context(**PERSON) as context:
        context.set_default_timeout(PATIENCE_MS)
        complaints.listen(context)
        if state in CONSOLE_STATES + ACCESS_STATES + OWN_STATES:
            give_session(context, site)
        page = context.new_page()
        state(page, site.url)
        # Not as an element: the Content-Security-Policy would refuse it.
        page.evaluate(f"{AXE.read_text()}; 0")
        yield page
        assert complaints.unexpected() == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(shown: Page, theme: Any, viewport: Any) -> None:
    shown.set_viewport_size(viewport)
    paint(shown, theme)
    assert shown.evaluate(FINDINGS, RULES) == []


@pytest.mark.parametrize("viewport", [PHONE, NARROWEST], ids=["phone", "narrowest"])
def test_nothing_is_wider_than_the_window(shown: Page, viewport: Any) -> None:
    shown.set_viewport_size(viewport)
    shown.evaluate(PAINTED)  # charts are drawn anew in their width
    assert shown.evaluate(WIDER_THAN_THE_WINDOW) == []
