"""What the runs do besides schemathesis's own."""

from __future__ import annotations

import os
from typing import Any
from uuid import uuid4

import requests
import schemathesis

OF_THE_EDGE = {405, 431}
"""What the document's `default` stands for: another method, headers too large."""
KEY = "Idempotency-Key"
OF_GATEWAY = os.environ.get("REGIE_FUZZ_KEY", "")
"""Of an app whose `/v1` knows neither sessions nor tokens."""
SECRET = "secret"


@schemathesis.hook
def before_call(
    ctx: schemathesis.HookContext,
    case: schemathesis.Case,
    kwargs: dict[str, Any],
) -> None:
    if 16 <= len(str(case.headers.get(KEY, ""))) <= 200:
        # Else the same few keys come with every request, and nearly all are refused for that.
        case.headers[KEY] = str(uuid4())
    if case.path.startswith("/v1/"):
        case.headers["Authorization"] = f"Bearer {OF_GATEWAY}"
    if case.path == "/api/v1/events" and case.query:
        # A poll that says where it begins is answered when something happens, within 25 s.
        case.query.pop("after", None)


@schemathesis.check
def status_is_named(
    ctx: schemathesis.CheckContext,
    response: schemathesis.Response,
    case: schemathesis.Case,
) -> None:
    """For schemathesis's own check every status is declared where there is a `default`."""
    if response.status_code in OF_THE_EDGE or case.method.upper() != case.operation.method.upper():
        return
    named = case.operation.definition.raw["responses"]
    assert str(response.status_code) in named, f"{response.status_code} is not in the document"


@schemathesis.check
def same_key_has_same_answer(
    ctx: schemathesis.CheckContext,
    response: schemathesis.Response,
    case: schemathesis.Case,
) -> None:
    if case.method != "POST" or KEY not in case.headers or response.status_code >= 300:
        return
    with requests.Session() as session:
        again = session.send(response.request, timeout=5)
    assert (again.status_code, again.headers.get("idempotency-replayed")) == (
        response.status_code,
        "true",
    ), "the same key was not answered again"
    if not response.content:
        assert not again.content, "the same key was answered otherwise"
        return
    first = response.json()
    first.update({name: None for name in (SECRET,) if name in first})
    assert again.json() == first, "the same key was answered otherwise"
