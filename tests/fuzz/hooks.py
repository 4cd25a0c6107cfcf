"""What the runs do besides schemathesis's own."""

from __future__ import annotations

import os
import re
from typing import Any
from uuid import uuid4

import requests
import schemathesis

OF_THE_EDGE = {405, 431}
"""What the document's `default` stands for: another method, headers too large."""
KEY = "Idempotency-Key"
STATE = "If-Match"
AS_MADE = '"1"'
VERSION = re.compile(r'"[0-9]{1,9}"')
OF_GATEWAY = os.environ.get("REGIE_FUZZ_KEY", "")
"""Of an app whose `/v1` knows neither sessions nor tokens."""
KEY_ID = int(os.environ.get("REGIE_FUZZ_KEY_ID", "0"))
MODEL = os.environ.get("REGIE_FUZZ_MODEL", "")
ASK_MODELS = {"complete_chat", "try_model"}
SECRET = "secret"


def _is_to_name_state(case: schemathesis.Case) -> bool:
    """Unless another header is what is tried. `0` stands for a value that it could not make up."""
    parameters = case.operation.definition.raw.get("parameters", ())
    if STATE not in {parameter.get("name") for parameter in parameters}:
        return False
    given = str(case.headers.get(STATE, "0"))
    return given == "0" or VERSION.fullmatch(given.removeprefix("W/")) is not None


def _state(case: schemathesis.Case) -> str:
    """Of what is edited, or what that is a part of, as whoever edits it read it before. What cannot
    be read by itself is taken to be as it was made."""
    documented = case.operation.schema.raw_schema["paths"]
    for template, path in (
        (case.operation.path, case.formatted_path),
        (_parent(case.operation.path), _parent(case.formatted_path)),
    ):
        if "get" in documented.get(template, {}):
            url = case.operation.base_url.rstrip("/") + path
            read = requests.get(url, headers={"Cookie": case.headers["Cookie"]}, timeout=5)
            state = read.headers.get("ETag", "").removeprefix("W/")
            return state if VERSION.fullmatch(state) else AS_MADE
    return AS_MADE


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


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
    if case.operation.definition.raw.get("operationId") in ASK_MODELS:
        _ask_what_is_there(case.body)
    if _is_to_name_state(case):
        # Else nearly every edit is refused for the state it names, and nobody looks at its body.
        case.headers[STATE] = _state(case)
    if case.path == "/api/v1/events" and case.query:
        # A poll that says where it begins is answered when something happens, within 25 s.
        case.query.pop("after", None)


def _ask_what_is_there(body: Any) -> None:
    """Else no conversation gets beyond the name of a model that nobody has."""
    if isinstance(body, dict) and isinstance(body.get("model"), str):
        body["model"] = MODEL
        if isinstance(body.get("key_id"), int):
            body["key_id"] = KEY_ID


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
