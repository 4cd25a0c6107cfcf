"""Who is let through to a route, and that nothing was read of whoever is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from prometheus_client import CollectorRegistry

from regie.core.limits import ClientRules, Limit, Limiter, MemoryBuckets, Names, RouteRules
from regie.core.web import (
    PUBLIC,
    EdgeLimits,
    RefusedAccess,
    Routes,
    api_router,
    guarded,
    requires,
)

from .conftest import Served, running
from .known import MANAGE, KnownPeople, guarded_app, guarded_routes

TRIAL = "/api/v1/trial"
ROUTES = {
    "read": ("GET", "/read"),
    "hot": ("GET", "/hot"),
    "manage": ("POST", "/manage"),
    "blow up": ("POST", "/blow-up"),
    "signed in": ("GET", "/signed-in"),
    "signed in or token": ("GET", "/signed-in-or-token"),
    "enrolling": ("GET", "/enrolling"),
    "public or known": ("GET", "/public-or-known"),
    "public": ("GET", "/public"),
}
CALLERS = ("stranger", "expired", "enrolling", "reader", "manager", "stepped-up", "token")
EXPECTED = {
    "read": (401, 401, 403, 200, 200, 403, 200),
    "hot": (401, 401, 403, 200, 200, 403, 200),
    "manage": (401, 401, 403, 403, 200, 403, 403),
    "blow up": (401, 401, 403, 403, 403, 200, 200),
    "signed in": (401, 401, 403, 200, 200, 200, 403),
    "signed in or token": (401, 401, 403, 200, 200, 200, 200),
    "enrolling": (401, 401, 200, 200, 200, 200, 403),
    "public or known": (200, 200, 200, 200, 200, 200, 200),
    "public": (200, 200, 200, 200, 200, 200, 200),
}


@pytest.fixture(scope="module")
def people() -> KnownPeople:
    return KnownPeople()


@pytest.fixture(scope="module")
def served(people: KnownPeople) -> Iterator[Served]:
    with running(guarded_app(people)) as served:
        yield served


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    with served.client() as client:
        yield client


def bearer(caller: str) -> dict[str, str]:
    return {} if caller == "stranger" else {"Authorization": f"Bearer {caller}"}


def ask(client: httpx.Client, route: str, caller: str, **more: Any) -> httpx.Response:
    method, path = ROUTES[route]
    body = {"json": {"label": "x", "copies": 1}} if method == "POST" else {}
    return client.request(method, TRIAL + path, headers=bearer(caller), **{**body, **more})


@pytest.mark.parametrize(
    ("route", "caller", "status"),
    [
        (route, caller, status)
        for route, statuses in EXPECTED.items()
        for caller, status in zip(CALLERS, statuses, strict=True)
    ],
)
def test_each_guard_lets_through_whom_it_says(
    client: httpx.Client, route: str, caller: str, status: int
) -> None:
    assert ask(client, route, caller).status_code == status


@pytest.mark.parametrize(
    ("route", "caller", "code"),
    [
        ("read", "stranger", "not_signed_in"),
        ("manage", "reader", "forbidden"),
        ("signed in", "enrolling", "forbidden"),
        ("signed in", "token", "session_required"),
        ("blow up", "manager", "step_up_required"),
        ("blow up", "stepped-up-long-ago", "step_up_required"),
    ],
)
def test_a_refusal_says_what_is_wanting(
    client: httpx.Client, route: str, caller: str, code: str
) -> None:
    assert ask(client, route, caller).json()["code"] == code


def test_who_is_not_signed_in_is_told_how_in_a_header(client: httpx.Client) -> None:
    assert ask(client, "read", "stranger").headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("route", "acting"), [("public", None), ("public or known", "person:7"), ("read", "person:7")]
)
def test_an_endpoint_is_given_who_asks(
    client: httpx.Client, route: str, acting: str | None
) -> None:
    assert ask(client, route, "reader").json() == {"acting": acting}


@pytest.mark.parametrize(
    ("route", "caller", "questions"),
    [("public", "reader", 0), ("read", "stranger", 0), ("public or known", "reader", 1)],
)
def test_nobody_is_asked_about_without_need(
    client: httpx.Client, people: KnownPeople, route: str, caller: str, questions: int
) -> None:
    before = len(people.asked)
    ask(client, route, caller)
    assert len(people.asked) - before == questions


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (b"{", {"Content-Type": "application/json"}),
        (b"a=1", {"Content-Type": "application/x-www-form-urlencoded"}),
        (b"x" * 3_000_000, {"Content-Type": "application/json"}),
        (b'{"label": 1}', {"Content-Type": "application/json"}),
        (b"", {}),
    ],
    ids=["no JSON", "a form", "too large", "another shape", "nothing"],
)
@pytest.mark.parametrize(("caller", "status"), [("stranger", 401), ("reader", 403)])
def test_no_body_is_read_of_who_is_not_let_through(
    client: httpx.Client, caller: str, status: int, content: bytes, headers: dict[str, str]
) -> None:
    headers = headers | bearer(caller)
    answer = client.post(f"{TRIAL}/manage", content=content, headers=headers)
    assert answer.status_code == status


def test_who_is_not_let_through_is_answered_before_the_body_has_come(served: Served) -> None:
    head = f"POST {TRIAL}/manage HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    answer = served.say(f"{head}Content-Length: 5000\r\n\r\n".encode())
    assert b"401 Unauthorized" in answer


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("HEAD", "/read", 401),
        ("POST", "/read", 405),
        ("DELETE", "/manage", 405),
        ("OPTIONS", "/read", 204),
        ("GET", "/nowhere", 404),
    ],
)
def test_other_methods_and_paths_reach_no_endpoint(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    assert client.request(method, TRIAL + path).status_code == status


SPELLINGS = (
    "/api/v1/trial//read",
    "//api/v1/trial/read",
    "/api/v1/trial/./read",
    "/api/v1/x/../trial/read",
    "/api/v1/trial/%2e/read",
    "/api/v1/x/%2e%2e/trial/read",
    "/api/v1/trial/read/",
    "/api/v1/trial/READ",
    "/API/v1/trial/read",
    "/api/v1/trial/read;x=1",
    "/api/v1/trial;x/read",
    "/api/v1/trial%2fread",
    "/api/v1/trial%5cread",
    "/api/v1/trial/re%61d",
    "/api/v1/trial/read%20",
    "/api/v1/trial/read%0a",
    "/api/v1/trial/read?x=/public",
    "/api/v1/trial/read%3f",
    "/api/v1/trial/read%23",
    "/api/v1/public/../trial/read",
    "/api/v1/trial/read%c0%af",
    "http://localhost/api/v1/trial/read",
)


@pytest.mark.parametrize("target", SPELLINGS)
def test_no_spelling_of_a_path_leads_around_its_guard(served: Served, target: str) -> None:
    head = f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answer = served.say(head.encode())
    status = int(re.match(rb"HTTP/1.1 (\d+)", answer)[1])  # type: ignore[index]
    assert (status in (400, 401, 404, 503), b"acting" in answer) == (True, False)


def test_a_route_without_a_guard_is_not_built() -> None:
    api = api_router("/api/v1", "trial")

    @api.get("/forgotten")
    async def forgotten() -> None: ...

    with pytest.raises(TypeError, match="no guard"):
        guarded_app(routes=Routes(api=(api,)))


def test_a_permission_that_no_app_declares_is_not_built() -> None:
    api = api_router("/api/v1", "trial", guard=requires("trial.things.forgotten"))

    @api.get("/things")
    async def things() -> None: ...

    with pytest.raises(ValueError, match=r"trial\.things\.forgotten"):
        guarded_app(routes=Routes(api=(api,)))


def test_of_two_routes_that_share_a_path_the_guard_is_that_of_the_one_that_answers() -> None:
    api = api_router("/api/v1", "trial", guard=PUBLIC)

    @api.get("/things/{name}")
    async def one(name: str) -> str:
        return name

    @api.get("/things/secret")
    @guarded(requires(MANAGE))
    async def never_found() -> str:
        return "secret"

    with running(guarded_app(routes=Routes(api=(api,)))) as served, served.client() as client:
        assert client.get("/api/v1/things/secret").json() == "secret"


def test_without_an_authenticator_only_what_is_public_is_open() -> None:
    with running(guarded_app()) as served, served.client() as client:
        answers = [ask(client, route, "manager").status_code for route in ROUTES]
    assert answers == [401] * 7 + [200] * 2


def test_when_nobody_can_tell_who_asks_it_is_said() -> None:
    people = KnownPeople()
    people.away = True
    with running(guarded_app(people)) as served, served.client() as client:
        assert ask(client, "read", "reader").status_code == 503


@pytest.mark.parametrize(
    ("route", "callers", "code"),
    [
        ("manage", ("stranger", "reader", "manager"), "forbidden"),
        ("blow up", ("stranger", "stepped-up-long-ago", "stepped-up"), "step_up_required"),
    ],
)
def test_a_refusal_is_told_with_who_was_refused_and_strangers_are_not(
    route: str, callers: tuple[str, ...], code: str
) -> None:
    refused: list[RefusedAccess] = []
    people = KnownPeople()
    with running(guarded_app(people, refused=refused)) as served, served.client() as client:
        for caller in callers:
            ask(client, route, caller)
    assert [(each.actor.key, each.method, each.route, each.code) for each in refused] == [
        ("person:7", "POST", TRIAL + ROUTES[route][1], code)
    ]


def test_refusals_are_counted_by_code() -> None:
    registry = CollectorRegistry()
    with running(guarded_app(KnownPeople(), registry=registry)) as served, served.client() as c:
        for caller in ("stranger", "expired", "reader"):
            ask(c, "manage", caller)
        ask(c, "blow up", "manager")
    counted = [
        registry.get_sample_value("regie_http_access_refused_total", {"code": code})
        for code in ("not_signed_in", "forbidden", "step_up_required")
    ]
    assert counted == [2, 1, 1]


class TestLimits:
    @pytest.fixture
    def client(self) -> Iterator[httpx.Client]:
        rules = ClientRules(
            Limit("address", 6, 600),
            person=Limit("person", 3, 600),
            routes={f"{TRIAL}/public-or-known": RouteRules(anonymous=Limit("anonymous", 2, 600))},
        )
        limiter = Limiter(None, MemoryBuckets(Names(b"")), processes=1)
        app = guarded_app(KnownPeople(), limits=EdgeLimits(limiter, rules))
        with running(app) as served, served.client() as client:
            yield client

    @pytest.mark.parametrize(
        ("caller", "statuses"),
        [
            ("stranger", [200, 200, 429, 429]),
            ("expired", [200, 200, 429, 429]),
            ("reader", [200, 200, 200, 429]),
        ],
    )
    def test_who_is_known_meets_the_limit_of_a_person_and_others_that_of_their_address(
        self, client: httpx.Client, caller: str, statuses: list[int]
    ) -> None:
        asked = [ask(client, "public or known", caller).status_code for _ in statuses]
        assert asked == statuses

    def test_refusals_count_against_the_address(self, client: httpx.Client) -> None:
        statuses = [ask(client, "read", "stranger").status_code for _ in range(8)]
        assert statuses == [401] * 6 + [429] * 2


def test_the_document_says_what_each_operation_wants() -> None:
    document = guarded_app(KnownPeople()).openapi()
    wanted = {
        path.removeprefix(TRIAL): {
            method: operation["security"] for method, operation in item.items()
        }
        for path, item in document["paths"].items()
        if path.startswith(TRIAL)
    }
    known = [{"session": []}, {"token": []}]
    assert [wanted[path]["get"] for path in ("/public", "/read", "/public-or-known")] == [
        [],
        known,
        [{}, *known],
    ]


@pytest.mark.parametrize(
    ("operation", "codes"),
    [
        (("/public", "get"), set()),
        (("/read", "get"), {"not_signed_in", "forbidden"}),
        (("/enrolling", "get"), {"not_signed_in", "session_required"}),
        (("/signed-in-or-token", "get"), {"not_signed_in", "forbidden"}),
        (("/manage", "post"), {"not_signed_in", "forbidden", "cross_origin"}),
        (
            ("/blow-up", "post"),
            {"not_signed_in", "forbidden", "cross_origin", "step_up_required"},
        ),
        (("/public-or-known", "post"), {"cross_origin"}),
    ],
)
def test_the_document_promises_the_refusals_of_guards(
    operation: tuple[str, str], codes: set[str]
) -> None:
    path, method = operation
    responses = guarded_app(KnownPeople()).openapi()["paths"][TRIAL + path][method]["responses"]
    told = " ".join(responses.get(status, {}).get("description", "") for status in ("401", "403"))
    assert set(re.findall(r"`(\w+)`", told)) == codes


def test_every_route_of_the_trial_has_been_tried() -> None:
    tried = {path for _, path in ROUTES.values()} | {"/stream", "/poll"}
    routes = guarded_routes()
    paths = {route.path.removeprefix(TRIAL) for route in (*routes.api[0].routes, *routes.hot)}  # type: ignore[attr-defined]
    assert paths == tried
