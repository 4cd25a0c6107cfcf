"""Correct wherever it is put, whether the proxy strips the prefix or leaves it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regie.core.web import EdgeOptions

from .conftest import Served, running
from .sample import sample_app

ROOT = "/mppeep"


@pytest.fixture(scope="module")
def below() -> Iterator[Served]:
    options = EdgeOptions(environment="development", root_path=ROOT)
    with running(sample_app(options)) as served:
        yield served


@pytest.mark.parametrize("prefix", [ROOT, ""])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/healthz", 200),
        ("/api/v1/about", 200),
        ("/api/v1/things/both", 200),
        ("/api/v1/hot/7", 200),
        ("/api/v1/nowhere", 404),
        ("/page", 503),
    ],
)
def test_both_forms_are_answered(below: Served, prefix: str, path: str, status: int) -> None:
    with below.client() as client:
        assert client.get(prefix + path).status_code == status


@pytest.mark.parametrize("path", ["/mppeepx/healthz", "/mppeep-other", "/mppeep.txt"])
def test_a_neighbours_path_is_not_ours(below: Served, path: str) -> None:
    with below.client() as client:
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("prefix", [ROOT, ""])
def test_links_carry_the_prefix_once(below: Served, prefix: str) -> None:
    with below.client() as client:
        link = client.get(f"{prefix}/api/v1/things/url").json()["label"]
    assert link == f"{below.url}{ROOT}/api/v1/things/by-number/7"


def test_a_problem_names_the_path_as_the_client_sees_it(below: Served) -> None:
    with below.client() as client:
        assert client.get("/api/v1/nowhere").json()["instance"] == f"{ROOT}/api/v1/nowhere"


@pytest.mark.parametrize("prefix", [ROOT, ""])
def test_cookies_stay_below_it(below: Served, prefix: str) -> None:
    with below.client() as client:
        assert client.get(f"{prefix}/api/v1/things/cookie-path").text == ROOT


def test_openapi_names_the_prefix(below: Served) -> None:
    with below.client() as client:
        assert client.get("/api/v1/openapi.json").json()["servers"] == [{"url": ROOT}]
