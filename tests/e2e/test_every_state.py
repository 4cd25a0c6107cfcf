"""Every page in every state, in both themes, from a phone to a desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from served import Served

from .chromium import NARROWEST, PERSON, PHONE, WIDE
from .complaints import Complaints
from .conftest import PATIENCE_MS, ROOT
from .production import refusing
from .states import STATES, WITHOUT_PRODUCTION, State

AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FAILED_ON_PURPOSE = "Failed to load resource"
WIDER_THAN_THE_WINDOW = """
    () => [...document.querySelectorAll('body *')]
      .filter((element) => !element.closest('.sr-only') && element.checkVisibility())
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
      .map((element) => `${element.localName}.${element.className}`)
"""


@pytest.fixture(scope="module", params=STATES + WITHOUT_PRODUCTION, ids=lambda state: state.__name__)
def shown(
    request: pytest.FixtureRequest, browser: Browser, served: Served, demo: dict[str, str]
) -> Iterator[Page]:
    """A page in one state, for all the tests that look at it."""
    state: State = request.param
    complaints = Complaints()
    complaints.provoke(FAILED_ON_PURPOSE)
    with browser.new_context(**PERSON) as context, ExitStack() as arranged:
        context.set_default_timeout(PATIENCE_MS)
        complaints.listen(context)
        if state in WITHOUT_PRODUCTION:
            arranged.enter_context(refusing(demo, served))
        page = context.new_page()
        state(page, served.url)
        yield page
        assert complaints.unexpected() == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(shown: Page, theme: Any, viewport: Any) -> None:
    shown.emulate_media(color_scheme=theme)
    shown.set_viewport_size(viewport)
    # Not an element: the Content-Security-Policy would refuse it.
    shown.evaluate(f"if (!window.axe) {{ {AXE.read_text()} }}")
    report = shown.evaluate("(rules) => axe.run(document, { runOnly: rules })", RULES)
    assert [
        f"{finding['id']} {finding['nodes'][0]['target']}" for finding in report["violations"]
    ] == []


@pytest.mark.parametrize("viewport", [PHONE, NARROWEST], ids=["phone", "narrowest"])
def test_nothing_is_wider_than_the_window(shown: Page, viewport: Any) -> None:
    shown.set_viewport_size(viewport)
    assert shown.evaluate(WIDER_THAN_THE_WINDOW) == []
