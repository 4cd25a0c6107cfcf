"""A source says, signed, which orders have changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from regie.apps.orders.changes import Changes
from regie.apps.orders.errors import SourceUnsigned
from regie.core.webhooks import Message, Secret, new_secret, signed_headers

from .conftest import in_memory, mapped, noon, order_service

SECRET = new_secret()
BODY = b'{"numbers": ["CL-1"]}'


@pytest.fixture
def changes() -> Changes:
    source, _ = in_memory(lambda *_: [], mapped(changes_secret=SECRET))
    return Changes(order_service(source), noon)


def signed(
    *, secret: str = SECRET, body: bytes = BODY, at: datetime | None = None
) -> Mapping[str, str]:
    moment = int((at or noon()).timestamp())
    return signed_headers([Secret(secret)], "msg_1", moment, body)


def test_what_the_source_signed_is_admitted(changes: Changes) -> None:
    assert changes.admit("production", signed(), BODY).id == "msg_1"


@pytest.mark.parametrize(
    ("source", "headers"),
    [
        ("production", {}),
        ("production", signed(secret=new_secret())),
        ("production", signed(body=b"{}")),
        ("production", signed(at=noon() - timedelta(minutes=6))),
        ("nowhere", signed()),
    ],
)
def test_anything_else_is_refused_alike(
    changes: Changes, source: str, headers: Mapping[str, str]
) -> None:
    with pytest.raises(SourceUnsigned) as refused:
        changes.admit(source, headers, BODY)
    assert (refused.value.detail, refused.value.params) == ("", {})


def test_nobody_speaks_for_a_source_without_a_secret() -> None:
    source, _ = in_memory(lambda *_: [])
    with pytest.raises(SourceUnsigned):
        Changes(order_service(source), noon).admit("production", signed(), BODY)


async def test_a_message_that_comes_again_does_nothing(changes: Changes) -> None:
    message = changes.admit("production", signed(), BODY)
    told = [await changes.tell("production", message, ["CL-1"]) for _ in range(2)]
    assert told == [True, False]


async def test_two_sources_may_call_their_messages_alike() -> None:
    names = ("one", "two")
    mappings = [mapped(source=name, changes_secret=SECRET) for name in names]
    sources = [in_memory(lambda *_: [], mapping)[0] for mapping in mappings]
    changes = Changes(order_service(*sources), noon)
    message = changes.admit("one", signed(), BODY)
    assert [await changes.tell(name, message, ["CL-1"]) for name in names] == [True, True]


async def test_another_message_does_its_own(changes: Changes) -> None:
    message: Message = changes.admit("production", signed(), BODY)
    await changes.tell("production", message, ["CL-1"])
    assert await changes.tell("production", replace(message, id="msg_2"), ["CL-1"])
