"""Every route, asked by everybody, in every method: who is let through, and who is not.

The application is the one that is served, but it is not opened: its database and Valkey are away,
so whoever is let through has no effect, and is told something else than that he may not.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Generator
from dataclasses import dataclass, replace
from datetime import timedelta
from os import devnull
from typing import Any, Final, NamedTuple, cast

import httpx
import pytest

from regie.bootstrap import Runtime, build_asgi, build_runtime, configure
from regie.core.access import MAIN_TENANT, Actor, Grant, Permission
from regie.core.clock import utc_now
from regie.core.web import Edge, Exchange
from regie.identity.roles import ROLES
from regie.identity.services import Services
from regie.identity.sessions.rights import Rights

OPEN_TO_STRANGERS: Final = {
    "GET /api/v1/about",
    "GET /api/v1/identity/first-run",
    "GET /api/v1/identity/jwks.json",
    "GET /api/v1/openapi.json",
    "GET /api/v1/orders/conversations/{id}",
    "GET /api/v1/orders/conversations/{id}/events",
    "GET /api/v1/orders/statuses",
    "GET /api/v1/orders/widgets/{key}",
    "GET /api/v1/proxy-check",
    "GET /api/v1/proxy-check/stream",
    "GET /demo/shop",
    "GET /demo/shop/en",
    "GET /demo/shop/style.css",
    "GET /healthz",
    "GET /metrics",
    "GET /readyz",
    "POST /api/v1/identity/first-run",
    "POST /api/v1/identity/invitation/accept",
    "POST /api/v1/identity/invitation/look",
    "POST /api/v1/identity/password-reset",
    "POST /api/v1/identity/password-reset/confirm",
    "POST /api/v1/identity/sign-in",
    "POST /api/v1/identity/sign-in/factor",
    "POST /api/v1/identity/token/refresh",
    "POST /api/v1/orders/conversations",
    "POST /api/v1/orders/conversations/{id}/messages",
    "POST /api/v1/orders/sources/{source}/changed",
    "POST /api/v1/orders/track",
    "POST /api/v1/proxy-check",
    "POST /order/track",
}
"""Whoever opens another route to everybody says so here."""
OPEN_WHILE_ENROLLING: Final = {
    "GET /api/v1/identity/me",
    "GET /api/v1/identity/me/factor",
    "PATCH /api/v1/identity/me",
    "POST /api/v1/identity/me/factor",
    "POST /api/v1/identity/me/factor/confirm",
    "POST /api/v1/identity/me/password",
    "POST /api/v1/identity/sign-out",
}
"""Also while a factor is to be set."""

WANTS_MORE: Final = {
    ("GET /api/v1/console/audit/verify", "administrator of a place"): "forbidden",
    ("POST /api/v1/gateway/playground", "administrator of a place"): "forbidden",
    ("POST /api/v1/gateway/providers/{id}/check", "administrator of a place"): "forbidden",
    (
        "POST /api/v1/identity/me/factor/recovery-codes",
        "administrator whose password was given long ago",
    ): "step_up_required",
}
"""What services refuse besides, to whom their routes are open."""

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
VALUES: Final = {"name": "pages.seen"}
"""Of paths; 1 for all others."""
OPEN_TO_TOKENS: Final = {"POST /api/v1/identity/token"}
"""Without a permission, by which they are chosen for a token: what is there is about oneself."""
REFUSALS: Final = {
    "not_signed_in",
    "forbidden",
    "session_required",
    "step_up_required",
    "cross_origin",
    "gateway.key_refused",
}
STRANGER: Final = "a stranger"


class Caller(NamedTuple):
    tenant: str = MAIN_TENANT
    role: str | None = None
    path: str | None = None
    steps_up: bool = True
    must: tuple[str, ...] = ()
    token: int | None = None


CALLERS: Final = {
    **{role: Caller(role=role) for role in ROLES},
    **{f"{role} of another tenant": Caller("another", role) for role in ROLES},
    "administrator of a place": Caller(role="administrator", path="1.4."),
    "administrator whose password was given long ago": Caller(role="administrator", steps_up=False),
    "administrator who has to set a factor": Caller(role="administrator", must=("set_factor",)),
    "administrator by a token": Caller(role="administrator", steps_up=False, token=1),
    "somebody without a role": Caller(),
}


@dataclass(frozen=True)
class Everybody:
    """Knows each of them by a name instead of a token."""

    rights: Rights

    def begin(self, exchange: Exchange) -> Awaitable[Actor | None] | None:
        assert exchange.credential is not None
        return Found(self.actor(exchange.credential.secret.replace("-", " ")))

    async def refresh(self, actor: Actor) -> Actor | None:
        return actor

    def actor(self, name: str) -> Actor:
        caller = CALLERS[name]
        grants = () if caller.role is None else (Grant(caller.role, caller.path),)
        reaches = {} if caller.must else self.rights.reaches(caller.tenant, grants)
        until = utc_now() + timedelta(minutes=5) if caller.steps_up else None
        session = 1 if caller.token is None else None
        return Actor(
            caller.tenant, "person", 1, grants, reaches, session, caller.token, until, caller.must
        )


class Found:
    def __init__(self, actor: Actor):
        self._actor = actor

    def __await__(self) -> Generator[Any, Any, Actor]:
        return self._actor
        yield


def build() -> tuple[Runtime, Edge]:
    environ = {
        "REGIE_ENV": "demo",
        "REGIE_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing",
        "REGIE_REDIS_URL": "none",
        "REGIE_SECRET_KEY": "0123456789abcdef" * 4,
        "REGIE_REQUESTS_A_MINUTE": "600000",
        "REGIE_ORDER_QUESTIONS_A_MINUTE": "600000",
        "REGIE_CONFIG": devnull,
    }
    runtime = build_runtime(configure(environ))
    part = runtime.parts["identity"]
    known = Everybody(Rights(runtime.core.permissions))
    services = replace(cast("Services", part.service), authenticator=cast("Any", known))
    parts = {**runtime.parts, "identity": replace(part, service=services)}
    runtime = replace(runtime, parts=parts)
    return runtime, build_asgi(runtime)


RUNTIME, APP = build()


def declared() -> dict[str, dict[str, str | None]]:
    """Path → method → the permission that it wants, of all routes, documented or not."""
    directory = APP._directory  # has no door: nobody but tests asks for the whole of it
    hot = {**directory._exact, **{path: both[1] for path, both in directory._patterns.items()}}
    found: dict[str, dict[str, str | None]] = {
        path: {method: route.guard.permission for method, route in by_method.items()}
        for path, by_method in hot.items()
    }
    for route in directory._api:
        for method in route.methods:
            found.setdefault(route.template, {})[method] = route.guard.permission
    return found


DECLARED: Final = declared()
OWN_KEYS: Final = "/v1/"
"""Below it keys of the gateway open, no session and no token, and refusals have OpenAI's shape."""


def operation_at(method: str, path: str) -> str | None:
    """A path without parameters may be one of another route's: `schedules` is no `{job_id}`."""
    method = "GET" if method == "HEAD" else method
    for template, methods in DECLARED.items():
        may_be = re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path)
        if method in methods and (template == path or may_be):
            return f"{method} {template}"
    return None


def expected(method: str, path: str, name: str) -> str | None:
    """The code of the refusal, by what apps and this page say; None for who is let through."""
    operation = operation_at(method, path)
    if operation is None:
        return "method_not_allowed"
    if operation in OPEN_TO_STRANGERS:
        return None
    if path.startswith(OWN_KEYS):
        return "not_signed_in" if method == "HEAD" else "gateway.key_refused"
    if name == STRANGER:
        return "not_signed_in"
    caller = CALLERS[name]
    if caller.must and operation not in OPEN_WHILE_ENROLLING:
        return "forbidden"
    method, template = operation.split()
    wanted = DECLARED[template][method]
    if wanted is not None:
        refused = lacking(caller, RUNTIME.core.permissions[wanted])
    elif caller.token is not None and operation not in OPEN_TO_TOKENS:
        refused = "session_required"
    else:
        refused = None
    return refused or WANTS_MORE.get((operation, name))


def lacking(caller: Caller, permission: Permission) -> str | None:
    whole = caller.tenant == MAIN_TENANT and caller.path is None
    if caller.role not in permission.roles or (permission.of_installation and not whole):
        return "forbidden"
    fresh = caller.steps_up or caller.token is not None
    return "step_up_required" if permission.dangerous and not fresh else None


async def told(client: httpx.AsyncClient, method: str, path: str, name: str) -> str | None:
    """The code of the refusal; None for whatever else is answered."""
    headers = {} if name == STRANGER else {"Authorization": f"Bearer {name.replace(' ', '-')}"}
    path = re.sub(r"\{(\w+)[^}]*\}", lambda named: VALUES.get(named[1], "1"), path)
    answer = await client.request(method, path, headers=headers)
    if answer.status_code == 405:
        return "method_not_allowed"
    if method == "HEAD" and answer.status_code in (401, 403):
        return {401: "not_signed_in", 403: "forbidden"}[answer.status_code]
    code = None if method == "HEAD" else code_in(answer)
    return code if code in REFUSALS else None


def code_in(answer: httpx.Response) -> str | None:
    """Ours, in whichever shape."""
    if answer.headers["content-type"] == "application/problem+json":
        return answer.json()["code"]
    if answer.status_code >= 400 and answer.request.url.path.startswith(OWN_KEYS):
        return answer.json()["error"]["regie_code"]
    return None


@pytest.mark.parametrize("path", sorted(DECLARED))
async def test_each_route_lets_through_whom_its_permission_names_and_nobody_else(
    path: str,
) -> None:
    transport = httpx.ASGITransport(APP, raise_app_exceptions=False)
    asked = [(method, name) for method in METHODS for name in (STRANGER, *CALLERS)]
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answers = {each: await told(client, each[0], path, each[1]) for each in asked}
    wanted = {each: expected(each[0], path, each[1]) for each in asked}
    assert _told_by_status_of_head(answers) == _told_by_status_of_head(wanted)


def _told_by_status_of_head(
    codes: dict[tuple[str, str], str | None],
) -> dict[tuple[str, str], str | None]:
    """An answer without a body tells no code: all of them are 403."""
    return {
        each: "forbidden" if each[0] == "HEAD" and code in REFUSALS - {"not_signed_in"} else code
        for each, code in codes.items()
    }


def test_what_is_open_to_strangers_is_still_there() -> None:
    there = {f"{method} {path}" for path, methods in DECLARED.items() for method in methods}
    assert (OPEN_TO_STRANGERS | OPEN_WHILE_ENROLLING) - there == set()


def test_every_permission_opens_something() -> None:
    used = {permission for methods in DECLARED.values() for permission in methods.values()}
    assert {each.name for each in RUNTIME.core.permissions if not each.fields} - used == set()


def test_a_class_of_fields_is_no_guard() -> None:
    used = {permission for methods in DECLARED.values() for permission in methods.values()}
    assert {each.name for each in RUNTIME.core.permissions if each.fields} & used == set()


@pytest.mark.parametrize("permission", [*RUNTIME.core.permissions], ids=lambda each: each.name)
def test_a_permission_is_given_to_roles_that_there_are(permission: Any) -> None:
    assert permission.roles <= set(ROLES)
