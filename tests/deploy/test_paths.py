"""Everything is where the path says it is, under /mppeep and at the root."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from regie.core.web import EdgeOptions

from .backend import ASSET, serving, trial_app
from .conftest import PROXY
from .nginx import DOCUMENTED, NAME, SHIPPED, Site

pytestmark = pytest.mark.nginx


@pytest.fixture(params=["/mppeep", ""], ids=["sub-path", "root"])
def placed(request: pytest.FixtureRequest, start_nginx, front_end) -> Iterator[Site]:
    options = EdgeOptions(root_path=request.param, allowed_hosts=(NAME,), trusted_proxies=(PROXY,))
    with serving(trial_app(options, webapp=front_end)) as port:
        yield start_nginx([port, port, port], root=request.param)


@pytest.fixture
def guest(placed: Site) -> Iterator[httpx.Client]:
    with placed.visitor() as guest:
        yield guest


def test_a_link_leads_back_through_the_proxy(placed: Site, guest: httpx.Client) -> None:
    link = guest.get("/api/v1/trial/seen").json()["link"]
    assert link == f"https://{NAME}{placed.root}/api/v1/trial/who"


def test_the_page_finds_its_files(placed: Site, guest: httpx.Client) -> None:
    page = guest.get("/commandes/une")
    assert f'<base href="{placed.root}/">' in page.text
    assert guest.get(f"/{ASSET}").headers["content-type"].startswith("text/javascript")


def test_a_redirect_stays_under_the_path(placed: Site, guest: httpx.Client) -> None:
    answer = guest.get("/api/v1/trial/redirect")
    assert answer.headers["location"] == f"{placed.root}/api/v1/trial/who"


def test_openapi_names_the_path(placed: Site, guest: httpx.Client) -> None:
    document = guest.get("/api/v1/openapi.json").json()
    assert document["servers"] == [{"url": placed.root or "/"}]


def test_the_path_without_its_last_slash_leads_on(site: Site) -> None:
    with site.visitor() as visitor:
        answer = visitor.get(httpx.URL(site.url).copy_with(path="/mppeep"))
    assert answer.status_code == 301
    assert answer.headers["location"].endswith("/mppeep/")


def test_outside_the_path_there_is_nothing_of_regie(site: Site) -> None:
    with site.visitor() as visitor:
        answer = visitor.get(httpx.URL(site.url).copy_with(path="/api/v1/about"))
    assert answer.status_code == 404


@pytest.mark.parametrize("value", DOCUMENTED)
def test_the_readme_names_every_value_to_change(value: str) -> None:
    assert value in (SHIPPED / "README.md").read_text(encoding="utf-8")
