"""`Idempotency-Key`: a request that is sent again has its effect once and its answer again."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from functools import partial
from typing import Annotated, Any, Final, TypeVar

import msgspec
from fastapi import Depends, Header, Request, Response
from pydantic import WithJsonSchema

from regie.core.access import MAIN_TENANT
from regie.core.errors import Timeout, Unavailable
from regie.core.idempotency import (
    ANSWER_LIMIT_BYTES,
    LONGEST_KEY,
    SHORTEST_KEY,
    Answer,
    AnswerNotKept,
    Answers,
    InProgress,
    KeyMalformed,
    KeyReused,
    Turn,
    Use,
)

from .declared import may_raise
from .exchange import exchange_of

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "idempotency-replayed"

Connection = TypeVar("Connection")

_KEPT_HEADERS: Final = frozenset(
    ("cache-control", "content-language", "content-type", "etag", "location", "vary")
)
"""Not Set-Cookie, and nothing that the edge adds to every answer."""

_Key = Annotated[
    str | None,
    WithJsonSchema(
        {"type": "string", "pattern": rf"^[!-~]{{{SHORTEST_KEY},{LONGEST_KEY}}}$"}
    ),  # for the document: what matches or not is KeyMalformed's to say, whose text explains it
    Header(
        alias=HEADER,
        description="Sent again with the same key, the request has its effect once and its answer "
        f"again, for a day. {SHORTEST_KEY} to {LONGEST_KEY} visible ASCII characters: a UUID.",
    ),
]


class Replayed(Exception):
    """It has been done: the endpoint is not called, what was answered then is answered again."""

    def __init__(self, answer: Answer):
        super().__init__()
        self._answer = answer

    def response(self) -> Response:
        """Raises AnswerNotKept."""
        if self._answer.body is None:
            raise AnswerNotKept
        headers = dict(self._answer.headers) | {REPLAYED: "true"}
        return Response(self._answer.body, self._answer.status, headers)


def idempotent(answers: Answers[Any], *, secret: tuple[str, ...] = ()) -> Any:
    """A FastAPI dependency in the place of `transaction`: the request's transaction, in which its
    answer is kept too, for requests with an Idempotency-Key.

        begun = idempotent(core.answers)

        @router.post("/things")
        async def make(thing: Thing, connection: AsyncConnection = begun) -> Made: ...

    Only what was committed is kept: a refusal that is raised, a wrong shape and a 5xx leave the
    key free. Fields of the answer that are `secret` are null in what is kept and answered again,
    so the answer's model must allow that. The answer must be whole, no stream.
    """
    return Depends(_begin(answers, frozenset(secret)), scope="function")


def _begin(
    answers: Answers[Connection], secret: frozenset[str]
) -> Callable[..., AsyncGenerator[Connection]]:
    @may_raise(KeyMalformed, KeyReused, InProgress, AnswerNotKept, Unavailable, Timeout)
    async def begin(request: Request, key: _Key = None) -> AsyncGenerator[Connection]:
        use = None if key is None else _use(key, request, await request.body())
        async with answers.begin(use) as turn:
            if turn.kept is not None:
                raise Replayed(turn.kept)
            if use is not None:
                exchange_of(request.scope).before_commit = partial(_keep, turn, secret)
            yield turn.connection

    return begin


def _use(key: str, request: Request, body: bytes) -> Use:
    exchange = exchange_of(request.scope)
    path, query = exchange.path.encode(), request.scope["query_string"]
    asked = (exchange.method.encode(), path, query, body)
    actor = exchange.actor
    if actor is None:
        return Use.of(key, *asked, tenant=MAIN_TENANT, person=f"client:{exchange.client.key}")
    return Use.of(key, *asked, tenant=actor.tenant, person=actor.key)


def _keep(turn: Turn[Any], secret: frozenset[str], response: Response) -> None:
    if response.status_code >= 500:
        return
    headers = tuple(
        (name, value) for name, value in response.headers.items() if name in _KEPT_HEADERS
    )
    body = _without(secret, bytes(response.body))
    kept = body if len(body) <= ANSWER_LIMIT_BYTES else None
    turn.answer = Answer(response.status_code, headers, kept)


def _without(secret: frozenset[str], body: bytes) -> bytes:
    if not secret:
        return body
    fields = msgspec.json.decode(body, type=dict[str, Any])
    if missing := secret - fields.keys():
        raise LookupError(f"the answer has no {', '.join(sorted(missing))} to keep secret")
    return msgspec.json.encode(fields | dict.fromkeys(secret))
