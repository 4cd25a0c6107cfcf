"""What an installation says about itself, and what it declares."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

import httpx
import pytest
from fastapi import APIRouter

from regie.core.observe import Health
from regie.core.web import PUBLIC, EdgeOptions, HotRoute, Routes

from .conftest import Serve, running
from .sample import sample_app, sample_routes


class Resource:
    def __init__(self, name: str, *, required: bool, works: bool):
        self.name = name
        self.required = required
        self.works = works

    async def ping(self) -> None:
        if not self.works:
            raise ConnectionError


@pytest.mark.parametrize(
    ("required", "works", "status", "word"),
    [
        (True, True, 200, "ready"),
        (False, False, 200, "degraded"),
        (True, False, 503, "unavailable"),
    ],
)
def test_readiness(required: bool, works: bool, status: int, word: str) -> None:
    health = Health("0", [Resource("database", required=required, works=works)])
    with running(sample_app(EdgeOptions(environment="development"), health=health)) as served:
        answer = httpx.get(f"{served.url}/readyz")
    assert (answer.status_code, answer.json()["status"]) == (status, word)


def test_being_alive_touches_no_resource() -> None:
    health = Health("0", [Resource("database", required=True, works=False)])
    with running(sample_app(EdgeOptions(environment="development"), health=health)) as served:
        assert httpx.get(f"{served.url}/healthz").json() == {"status": "alive"}


@pytest.mark.parametrize(("accepted", "language"), [("en", "en"), ("fr", "fr"), ("de", "fr")])
def test_the_installation_presents_itself_in_the_readers_language(
    client: httpx.Client, accepted: str, language: str
) -> None:
    answer = client.get("/api/v1/about", headers={"Accept-Language": accepted})
    assert answer.json()["organisation"] == language


@pytest.mark.parametrize(
    ("options", "headers", "status"),
    [
        ({}, {}, 200),
        ({}, {"X-Forwarded-For": "127.0.0.1"}, 404),
        ({}, {"Via": "1.1 proxy"}, 404),
        ({}, {"Host": "rebound.evil.com"}, 404),
        ({"trusted_proxies": (ip_network("127.0.0.1"),)}, {"X-Real-IP": "127.0.0.1"}, 404),
        (
            {
                "trusted_proxies": (ip_network("127.0.0.1"),),
                "metrics_from": (ip_network("203.0.113.0/24"),),
            },
            {"X-Real-IP": "203.0.113.7"},
            200,
        ),
    ],
)
def test_metrics_are_not_public(
    serve: Serve, options: dict[str, object], headers: dict[str, str], status: int
) -> None:
    with serve(**options).client(**headers) as client:
        assert client.get("/metrics").status_code == status


def test_requests_are_counted_by_template_method_and_class(serve: Serve) -> None:
    with serve().client() as client:
        client.get("/api/v1/things/by-number/41")
        client.get("/api/v1/hot/42")
        client.get("/api/v1/nowhere/43")
        metrics = client.get("/metrics").text
    for labels in (
        'method="GET",route="/api/v1/things/by-number/{number}",status="2xx"',
        'method="GET",route="/api/v1/hot/{number}",status="2xx"',
        'method="GET",route="unmatched",status="4xx"',
    ):
        assert f"regie_http_requests_total{{{labels}}} 1.0" in metrics


def test_statements_are_counted(serve: Serve) -> None:
    with serve().client() as client:
        header = client.get("/api/v1/things/statements/3").headers["x-sql-statements"]
        metrics = client.get("/metrics").text
    route = 'route="/api/v1/things/statements/{count}"'
    assert header == "3"
    assert f"regie_http_request_sql_statements_sum{{{route}}} 3.0" in metrics


def test_the_number_of_statements_is_not_told_in_production(serve: Serve) -> None:
    with serve(environment="production").client() as client:
        answer = client.get("/api/v1/things/statements/3")
    assert (answer.status_code, "x-sql-statements" in answer.headers) == (200, False)


@pytest.fixture(scope="module")
def document() -> Iterator[dict[str, dict[str, object]]]:
    with running(sample_app(EdgeOptions(environment="development"))) as served:
        yield httpx.get(f"{served.url}/api/v1/openapi.json").json()


def test_every_hot_route_is_declared(document: dict[str, dict[str, object]]) -> None:
    hot = {(r.path, r.method.lower()) for r in sample_routes().hot if r.documented}
    declared = {(path, m) for path, item in document["paths"].items() for m in item}  # type: ignore[attr-defined]
    assert hot <= declared


def test_everything_declared_is_served(
    client: httpx.Client, document: dict[str, dict[str, object]]
) -> None:
    for path, item in document["paths"].items():
        url = path.replace("{number}", "1").replace("{size}", "1").replace("{count}", "1")
        for method in item:  # type: ignore[attr-defined]
            with client.stream(method, url.replace("{how}", "conflict")) as answer:
                assert answer.status_code not in (404, 405), (method, path)


def test_a_hot_route_is_declared_like_any_other(document: dict[str, dict[str, object]]) -> None:
    paths = document["paths"]
    hot, plain = paths["/api/v1/hot/lines"], paths["/api/v1/things/lines"]
    assert hot["post"]["requestBody"] == plain["post"]["requestBody"]  # type: ignore[index]


def test_all_errors_are_declared_as_problems(document: dict[str, dict[str, object]]) -> None:
    assert "HTTPValidationError" not in str(document)
    for item in document["paths"].values():
        for operation in item.values():  # type: ignore[attr-defined]
            assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_no_documentation_page_loads_foreign_scripts(client: httpx.Client) -> None:
    assert [client.get(path).status_code for path in ("/api/docs", "/api/redoc")] == [404, 404]


def test_a_router_that_reads_json_in_its_own_way_is_not_taken() -> None:
    lax = APIRouter()

    @lax.get("/api/v1/lax")
    async def read() -> None: ...

    with pytest.raises(TypeError):
        sample_app(EdgeOptions(), more=Routes(api=(lax,)))


def test_a_path_declared_twice_is_not_taken() -> None:
    async def answer(_: object) -> None: ...

    twice = HotRoute("GET", "/healthz", answer, "again", "Again", "system", guard=PUBLIC)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="twice"):
        sample_app(EdgeOptions(), more=Routes(hot=(twice,)))
