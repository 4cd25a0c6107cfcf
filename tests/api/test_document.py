"""The OpenAPI document says what is served: no more, no less."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import schemathesis

from regie.bootstrap import build_asgi, build_runtime, configure
from served import TRACK, Served

from .exchanges import PATHS

TYPED_FROM = Path(__file__).parents[2] / "web" / "openapi.json"

Operation = tuple[str, str, dict[str, Any]]

UNDOCUMENTED = {
    ("GET", "/api/v1/openapi.json"),
    ("GET", "/metrics"),
    ("GET", "/api/v1/proxy-check"),
    ("POST", "/api/v1/proxy-check"),
    ("GET", "/api/v1/proxy-check/stream"),
    ("GET", "/demo/shop"),
    ("GET", "/demo/shop/en"),
    ("GET", "/demo/shop/style.css"),
}
"""The document itself, what is for whoever runs the installation, and the demo's pages."""
OF_ONES_OWN = "/api/v1/staff/me"
WITH_A_KEY_OF_ITS_OWN = "/v1/"
"""A person's session opens none of these."""


@pytest.fixture(scope="session")
def operations(document: dict[str, Any]) -> list[Operation]:
    return [
        (method.upper(), path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]


@pytest.fixture(scope="session")
def routes(demo: dict[str, str]) -> set[tuple[str, str]]:
    """Method and path of everything that the edge can find; the pages are not routes."""
    app = build_asgi(build_runtime(configure(demo)))
    directory = app._directory  # has no door: nobody but this test asks for the whole of it
    hot = {**directory._exact, **{path: both[1] for path, both in directory._patterns.items()}}
    found = {(method, _shape(path)) for path, methods in hot.items() for method in methods}
    return found | {
        (method, _shape(route.pattern.pattern))
        for route in directory._api
        for method in route.methods
    }


@pytest.fixture(scope="session")
def declared(operations: list[Operation]) -> set[tuple[str, str]]:
    return {(method, _shape(path)) for method, path, _ in operations}


def test_every_route_is_in_the_document(
    routes: set[tuple[str, str]], declared: set[tuple[str, str]]
) -> None:
    assert routes - declared == UNDOCUMENTED


def test_every_operation_is_a_route(
    routes: set[tuple[str, str]], declared: set[tuple[str, str]]
) -> None:
    assert declared <= routes


def test_whatever_needs_no_parameter_is_answered_as_the_schema_says(
    served: Served, operations: list[Operation]
) -> None:
    schema = schemathesis.openapi.from_url(f"{served.url}/api/v1/openapi.json")
    with served.signed_in() as client:
        for method, path, operation in operations:
            required = any(each.get("required") for each in operation.get("parameters", ()))
            if method == "GET" and not required and not path.startswith(WITH_A_KEY_OF_ITS_OWN):
                answer = client.get(path)
                if answer.status_code == 404 and path.startswith(OF_ONES_OWN):
                    continue  # whoever asks here is no employee
                assert (path, answer.status_code) == (path, 200)
                schema[path]["GET"].validate_response(answer)


@pytest.mark.parametrize("word", ["operationId", "summary", "tags"])
def test_every_operation_has_a(word: str, operations: list[Operation]) -> None:
    assert [path for _, path, operation in operations if not operation.get(word)] == []


def test_no_summary_is_made_of_a_name(operations: list[Operation]) -> None:
    ids = {operation["operationId"]: operation["summary"] for *_, operation in operations}
    assert [id_ for id_, said in ids.items() if said.lower().replace(" ", "_") == id_] == []


def test_every_answer_in_json_has_a_schema(operations: list[Operation]) -> None:
    untyped = [
        (path, status)
        for _, path, operation in operations
        for status, response in operation["responses"].items()
        if not response.get("content", {}).get("application/json", {"schema": "none"})["schema"]
    ]
    assert untyped == []


def test_what_may_go_wrong_with_a_look_up_is_declared(document: dict[str, Any]) -> None:
    assert {"404", "422", "503", "504"} <= document["paths"][TRACK]["post"]["responses"].keys()


def test_no_two_operations_have_the_same_id(operations: list[Operation]) -> None:
    ids = [operation["operationId"] for *_, operation in operations]
    assert len(set(ids)) == len(ids)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(_references(document)) == known


def test_the_server_is_where_the_document_is(served: Served, document: dict[str, Any]) -> None:
    assert document["servers"] == [{"url": served.root_path or "/"}]


def test_the_front_end_has_the_types_of_this_document(document: dict[str, Any]) -> None:
    copy = json.loads(TYPED_FROM.read_text())
    assert copy == {**document, "servers": [{"url": "/"}]}, "run `make openapi`"


def test_every_kind_of_order_is_answered_as_the_schema_says(
    served: Served, demo: dict[str, str], client: httpx.Client
) -> None:
    schema = schemathesis.openapi.from_url(f"{served.url}/api/v1/openapi.json")
    for number, name in _one_order_of_each_kind(demo["REGIE_ORDERS_DSN"]):
        answer = client.post(TRACK, json={"number": number, "name": name})
        assert answer.status_code == 200
        schema[TRACK]["POST"].validate_response(answer)


def test_the_alias_is_documented_like_the_look_up(document: dict[str, Any]) -> None:
    look_up, alias = (dict(document["paths"][path]["post"]) for path in PATHS)
    assert look_up.pop("operationId") != alias.pop("operationId")
    assert look_up == alias


def _shape(path: str) -> str:
    """`/things/{}`, of a template and of the pattern that is made of it."""
    plain = path.removeprefix("^").removesuffix("$").replace("\\", "")
    return re.sub(r"\(\?P<\w+>[^)]*\)|\{[^}]*\}", "{}", plain)


def _references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)


def _one_order_of_each_kind(dsn: str) -> list[tuple[str, str]]:
    """Number and recorded name, by status, with and without a promised date, by history."""
    with psycopg.connect(dsn) as connection:
        return connection.execute(
            'SELECT DISTINCT ON ("Statut", "DateExpéditionPrévue" IS NULL, steps)'
            ' "NumeroCommande", "NomClient" FROM "Commandes" JOIN LATERAL ('
            ' SELECT count(*) AS steps FROM "HistoriqueStatuts" AS h'
            ' WHERE h."NumeroCommande" = "Commandes"."NumeroCommande") AS s ON true'
        ).fetchall()
