"""Events say what they carry, and carry nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.webhooks import (
    CORE_EVENTS,
    FILTER_PATTERN,
    EventCatalogue,
    EventData,
    PayloadRefused,
    WebhookEvent,
)
from regie.core.webhooks.filters import idle_filters, is_filter, matches

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
LOW = {"provider": "groq", "remaining": 100}


class Sold(EventData, frozen=True, kw_only=True):
    text: str


@pytest.mark.parametrize("event", CORE_EVENTS, ids=lambda event: event.name)
def test_an_example_is_a_message_of_its_event(event: WebhookEvent) -> None:
    sample = event.sample
    assert event.checked(sample["data"]) == event.example


@pytest.mark.parametrize("event", CORE_EVENTS, ids=lambda event: event.name)
def test_a_schema_allows_nothing_that_it_does_not_name(event: WebhookEvent) -> None:
    (data,) = event.schema["$defs"].values()
    assert data["additionalProperties"] is False


@pytest.mark.parametrize("event", CORE_EVENTS, ids=lambda event: event.name)
def test_titles_are_in_both_languages(event: WebhookEvent) -> None:
    assert sorted(event.title) == ["en", "fr"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"provider": "groq"},
        {**LOW, "remaining": -1},
        {**LOW, "remaining": "100"},
        {**LOW, "remaining": 1.5},
        {**LOW, "provider": ""},
        {**LOW, "provider": None},
        {**LOW, "colour": "red"},
        {**LOW, "resets_at": "soon"},
    ],
)
def test_what_the_schema_does_not_allow_is_refused(data: dict) -> None:
    with pytest.raises(PayloadRefused, match=r"^quota\.low: "):
        WebhookEvent.QUOTA_LOW.body(data, NOW)


def test_a_refusal_repeats_no_value() -> None:
    with pytest.raises(PayloadRefused) as raised:
        WebhookEvent.QUOTA_LOW.body({**LOW, "remaining": "s3cret"}, NOW)
    assert "s3cret" not in str(raised.value)


def test_a_message_that_is_too_large_is_refused() -> None:
    event = WebhookEvent("demo.large", {"fr": "", "en": ""}, Sold(text="x"))
    with pytest.raises(PayloadRefused, match="above 65536"):
        event.body({"text": "x" * 65_536}, NOW)


def test_a_message_is_written_in_the_specification_s_order() -> None:
    body = WebhookEvent.QUOTA_LOW.body(LOW, NOW)
    assert body == (
        '{"type":"quota.low","timestamp":"2026-11-21T08:00:00Z",'
        '"data":{"provider":"groq","remaining":100}}'
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=500))
def test_any_text_survives(text: str) -> None:
    body = WebhookEvent.TEST.body({"text": text}, NOW)
    assert msgspec.json.decode(body.encode())["data"]["text"] == text


@pytest.mark.parametrize("name", ["", "quota", "Quota.low", "quota.", ".low", "quota.low.", "q.*"])
def test_an_event_has_a_dotted_name(name: str) -> None:
    with pytest.raises(ValueError, match="name of an event"):
        WebhookEvent(name, {"fr": "", "en": ""}, Sold(text="x"))


def test_two_events_of_one_name_are_refused() -> None:
    twin = WebhookEvent("quota.low", {"fr": "", "en": ""}, Sold(text="x"))
    with pytest.raises(ValueError, match=r"quota\.low is declared twice"):
        EventCatalogue([*CORE_EVENTS, twin])


@pytest.mark.parametrize(
    ("filter_", "event", "wanted"),
    [
        ("*", "quota.low", True),
        ("quota.low", "quota.low", True),
        ("quota.*", "quota.low", True),
        ("quota.*", "quota.low.more", True),
        ("quota.*", "quotas.low", False),
        ("quota.low", "quota.lower", False),
        ("quota.low.*", "quota.low", False),
    ],
)
def test_a_filter_wants_what_its_pattern_says(filter_: str, event: str, *, wanted: bool) -> None:
    assert matches(filter_, event) is wanted


@pytest.mark.parametrize(
    "text", ["", "**", "quota*", "quota.*.low", "*.low", "Quota.low", "quota..low", "quota.low "]
)
def test_what_is_no_filter_is_refused(text: str) -> None:
    assert not is_filter(text)


@given(st.from_regex(FILTER_PATTERN, fullmatch=True).filter(lambda text: len(text) <= 128))
def test_what_the_api_s_pattern_allows_is_a_filter(text: str) -> None:
    assert is_filter(text.removesuffix("\n"))


def test_filters_that_no_event_satisfies_are_named() -> None:
    assert idle_filters(["*", "qouta.*", "quota.low"], ["quota.low"]) == ["qouta.*"]
