"""What pages of other origins may read: what an app shares, with the origins that it knows."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from regie.core.errors import NotFound
from regie.core.i18n import CORE_MESSAGES, Catalogue
from regie.core.observe import Health
from regie.core.web import (
    PUBLIC,
    WEB_MESSAGES,
    EdgeOptions,
    Routes,
    Shared,
    api_router,
    build_app,
    may_raise,
)

from .conftest import Served, running
from .sample import about

SHOP = "https://shop.example"
STRANGER = "https://stranger.example"
PREFLIGHT = {"Access-Control-Request-Method": "POST"}


async def allows(origin: str) -> bool:
    return origin == SHOP


def shared_routes() -> Routes:
    api = api_router("/api/v1", "things", guard=PUBLIC)

    @api.get("/shared/thing")
    async def read_shared() -> str:
        return "shared"

    @api.get("/shared/missing")
    @may_raise(NotFound)
    async def miss() -> str:
        raise NotFound

    @api.get("/private")
    async def read_private() -> str:
        return "private"

    shared = Shared(("/api/v1/shared/",), ("Content-Type", "Thing-Token"), allows)
    return Routes(api=(api,), shared=(shared,))


@pytest.fixture(scope="module", params=["", "/mppeep"])
def site(request: pytest.FixtureRequest) -> Iterator[tuple[Served, str]]:
    app = build_app(
        [shared_routes()],
        EdgeOptions(environment="development", root_path=request.param),
        health=Health("0", []),
        about=about,
        catalogue=Catalogue.merged([CORE_MESSAGES, WEB_MESSAGES]),
        version="0",
        webapp=None,
    )
    with running(app) as served:
        yield served, request.param


def ask(
    site: tuple[Served, str], path: str, origin: str | None, method: str = "GET", **headers: str
) -> httpx.Response:
    served, root = site
    sent = headers if origin is None else {"Origin": origin, **headers}
    with served.client(**sent) as client:
        return client.request(method, f"{root}/api/v1{path}")


@pytest.mark.parametrize(
    ("path", "origin", "readable_by"),
    [
        ("/shared/thing", SHOP, SHOP),
        ("/shared/missing", SHOP, SHOP),
        ("/shared/nowhere", SHOP, SHOP),
        ("/shared/thing", STRANGER, None),
        ("/shared/thing", "null", None),
        ("/shared/thing", f"{SHOP}.stranger.example", None),
        ("/shared/thing", None, None),
        ("/private", SHOP, None),
    ],
)
def test_only_a_known_origin_reads_what_is_shared(
    site: tuple[Served, str], path: str, origin: str | None, readable_by: str | None
) -> None:
    answer = ask(site, path, origin)
    assert answer.headers.get("access-control-allow-origin") == readable_by


@pytest.mark.parametrize("origin", [SHOP, STRANGER, None])
def test_what_is_shared_varies_by_origin(site: tuple[Served, str], origin: str | None) -> None:
    assert "Origin" in ask(site, "/shared/thing", origin).headers["vary"]


@pytest.mark.parametrize(
    ("origin", "may_set"), [(SHOP, "Content-Type, Thing-Token"), (STRANGER, None)]
)
def test_a_preflight_tells_a_known_origin_what_it_may_set(
    site: tuple[Served, str], origin: str, may_set: str | None
) -> None:
    answer = ask(site, "/shared/thing", origin, "OPTIONS", **PREFLIGHT)
    assert answer.headers.get("access-control-allow-headers") == may_set


def test_credentials_are_never_shared(site: tuple[Served, str]) -> None:
    answer = ask(site, "/shared/thing", SHOP, "OPTIONS", **PREFLIGHT)
    assert "access-control-allow-credentials" not in answer.headers
