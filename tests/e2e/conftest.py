"""People in front of a browser: Chromium on the really served demo."""

from __future__ import annotations

import os
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ViewportSize, expect

from served import Served, own_demo, serving, working

from .chromium import CHROMIUM, LAUNCH, PERSON, WIDE
from .complaints import Complaints
from .console_site import ConsoleSite, console_site

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PATIENCE_MS = 15_000
"""How long something that must come may take on a busy machine."""

LOCALES = {"fr": "fr-FR", "en": "en-GB"}

expect.set_options(timeout=PATIENCE_MS)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Last of all, whatever pytest sorts by fixtures: Playwright runs an event loop in this thread
    until the session ends, beside which pytest-asyncio can start none."""
    for item in items:
        if item.path.is_relative_to(HERE) and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    yield
    items.sort(key=lambda item: item.path.is_relative_to(HERE))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Here, since what a fixture skips is told test by test, and this is one line for all."""
    if CHROMIUM is None and item.get_closest_marker("browser"):
        give_up = pytest.fail if os.environ.get("REGIE_TEST_REQUIRE_ALL") else pytest.skip
        give_up("no Chromium here: apt-get install chromium, or name it in REGIE_CHROMIUM")


@pytest.fixture(scope="session")
def demo() -> Iterator[dict[str, str]]:
    """One that nobody else uses: what people see depends on what others left behind, from words in
    a list to a worker that fell silent, which leaves the installation degraded for minutes."""
    with own_demo() as environ:
        yield {**environ, "REGIE_WEBHOOK_ALLOW": "127.0.0.1/32"}


@pytest.fixture(scope="session", autouse=True)
def demo_first(front_end: None, demo: dict[str, str]) -> Iterator[None]:
    """It is filled by an event loop of its own, which cannot be beside Playwright's. Somebody takes
    its jobs, as wherever Régie is served."""
    with working(demo):
        yield


@pytest.fixture(scope="session")
def served(demo: dict[str, str]) -> Iterator[Served]:
    """As everywhere, but of the demo above."""
    with serving(demo) as served:
        yield served


@pytest.fixture(scope="session")
def front_end() -> None:
    web_app = runpy.run_path(str(ROOT / "hatch_build.py"))["WebApp"](ROOT)
    if not web_app.is_fresh():
        pytest.fail("the built front end is missing or stale: run `make web`", pytrace=False)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return LAUNCH


@pytest.fixture(scope="session")
def served_below(demo: dict[str, str]) -> Iterator[Served]:
    """The same demo under a root path."""
    with serving(demo, root_path="/mppeep") as served:
        yield served


@pytest.fixture(scope="session")
def console(demo: dict[str, str]) -> Iterator[ConsoleSite]:
    """The same demo, with something to show in its console."""
    with console_site(demo) as site:
        yield site


# What a test may vary by a parameter of that name.


@pytest.fixture
def root_path() -> str:
    return ""


@pytest.fixture
def language() -> str:
    return "fr"


@pytest.fixture
def theme() -> str:
    return "light"


@pytest.fixture
def viewport() -> ViewportSize:
    return WIDE


@pytest.fixture
def site(root_path: str, request: pytest.FixtureRequest) -> Served:
    return request.getfixturevalue("served_below" if root_path else "served")


@pytest.fixture
def browser_context_args(language: str, theme: str, viewport: ViewportSize) -> dict[str, Any]:
    return {
        **PERSON,
        "locale": LOCALES[language],
        "color_scheme": theme,
        "viewport": viewport,
    }


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def context(context: BrowserContext, complaints: Complaints) -> Iterator[BrowserContext]:
    """One in which no test may make the browser complain by accident."""
    context.set_default_timeout(PATIENCE_MS)
    complaints.listen(context)
    yield context
    assert complaints.unexpected() == []
