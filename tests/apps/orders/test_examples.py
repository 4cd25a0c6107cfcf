"""What the interface's document shows as examples is what the application says."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pydantic import BaseModel, TypeAdapter

from regie.apps.orders.conversations.examples import ANSWERED, FOLLOWED
from regie.apps.orders.conversations.schemas import (
    BegunConversation,
    DoneEvent,
    NewConversation,
    NewMessage,
    SeenMessage,
    StateEvent,
    TextEvent,
    UnderstoodEvent,
)
from regie.apps.orders.schemas import TrackAnswer, TrackRequest
from regie.apps.orders.source_schemas import SeenStatuses

SHAPES = [
    BegunConversation,
    NewConversation,
    NewMessage,
    SeenStatuses,
    TrackAnswer,
    TrackRequest,
]
EVENTS: dict[str, type[BaseModel]] = {
    "understanding": UnderstoodEvent,
    "text": TextEvent,
    "done": DoneEvent,
    "message": SeenMessage,
    "state": StateEvent,
}


def events_of(stream: str) -> Iterator[tuple[str, str]]:
    for block in stream.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        yield fields["event"], fields["data"]


@pytest.mark.parametrize("shape", SHAPES)
def test_an_example_has_the_shape_that_it_shows(shape: type) -> None:
    adapter = TypeAdapter(shape)
    for example in adapter.json_schema()["examples"]:
        adapter.validate_json(json.dumps(example))


@pytest.mark.parametrize("stream", [ANSWERED, FOLLOWED])
def test_the_events_of_an_example_have_their_shapes(stream: str) -> None:
    for name, data in events_of(stream):
        EVENTS[name].model_validate_json(data)


def test_the_pieces_of_the_example_make_its_message() -> None:
    told = [(name, json.loads(data)) for name, data in events_of(ANSWERED)]
    pieces = "".join(data["delta"] for name, data in told if name == "text")
    assert pieces == told[-1][1]["message"]["text"]
