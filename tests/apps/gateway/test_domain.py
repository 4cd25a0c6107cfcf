"""Money and cooldowns, without a clock."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from regie.apps.gateway.door.asked import Asked
from regie.apps.gateway.door.sse import Reader
from regie.apps.gateway.keys.domain import next_period
from regie.apps.gateway.keys.form import is_key, new_key
from regie.apps.gateway.ledger.domain import Prices, cost_micros
from regie.apps.gateway.offers import Offered, Upstream
from regie.apps.gateway.providers.domain import LONGEST_COOLDOWN_S, cooldown_s

HERE = Upstream(1, "main", "Essai", "openai", "http://e", None, 0, 0.0)
SAYING = {"role": "user", "content": "a"}
MODEL = Offered(1, "simple", "llama", 1_000_000, 1_000_000, 1000, 100, None, 0, HERE)


@pytest.mark.parametrize(
    ("tokens", "prices", "cost"),
    [
        ((0, 0), (590_000, 790_000), 0),
        ((1, 0), (1, 0), 1),
        ((1000, 500), (590_000, 790_000), 985),
        ((10**9, 10**9), (10**9, 10**9), 2 * 10**12),
    ],
)
def test_a_cost_is_rounded_up_to_a_millionth(
    tokens: tuple[int, int], prices: tuple[int, int], cost: int
) -> None:
    assert cost_micros(*tokens, Prices(*prices)) == cost


@pytest.mark.parametrize(
    ("failures", "named_s", "for_s"),
    [
        (1, None, 0),
        (2, None, 0),
        (3, None, 5),
        (4, None, 10),
        (50, None, LONGEST_COOLDOWN_S),
        (1, 20, 20),
        (4, 3, 10),
        (1, 10**6, LONGEST_COOLDOWN_S),
    ],
)
def test_a_cooldown_grows_and_ends(failures: int, named_s: int | None, for_s: int) -> None:
    assert cooldown_s(failures, named_s) == for_s


def test_a_month_ends_where_the_installation_is() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # the new year has begun in Paris
    paris = ZoneInfo("Europe/Paris")
    assert next_period("month", late, paris) == datetime(2027, 2, 1, tzinfo=paris)


def test_a_key_that_was_mistyped_is_none() -> None:
    key = new_key()
    other = "a" if key[-1] != "a" else "b"
    assert (is_key(key.encode()), is_key((key[:-1] + other).encode())) == (True, False)


@given(st.text(max_size=400), st.integers(1, 60))
def test_a_request_never_costs_more_than_its_worst(text: str, most: int) -> None:
    """Of a tokenizer that makes a token of each byte, and a model that says all it may."""
    message = {"role": "user", "content": text}
    body = msgspec.json.encode({"model": "simple", "messages": [message], "max_tokens": most})
    spoken = cost_micros(min(len(text.encode()), 1000), most, MODEL.prices)
    assert spoken <= Asked(body).worst_micros(MODEL)


def test_what_goes_to_the_provider_is_what_came_but_for_four_fields() -> None:
    body = b'{"model":"simple","messages":[{"role":"user","content":"\\u00e9"}],"x":1.0}'
    assert Asked(body).for_provider(MODEL) == (
        b'{"model":"llama","messages":[{"role":"user","content":"\\u00e9"}],"x":1.0,'
        b'"max_tokens":100}'
    )


@pytest.mark.parametrize(
    ("kind", "address", "obeyed"),
    [
        ("ollama", "http://localhost:11434/v1", "max_tokens"),
        ("groq", "https://api.groq.com/openai/v1", "max_tokens"),
        ("openai", "http://vllm.example/v1", "max_tokens"),
        ("openai", "https://api.openai.com/v1", "max_completion_tokens"),
    ],
)
@pytest.mark.parametrize(
    "limits",
    [
        {},
        {"max_tokens": 7},
        {"max_completion_tokens": 7},
        {"max_tokens": 7, "max_completion_tokens": 200},
        {"max_tokens": 200, "max_completion_tokens": 7},
        {"max_tokens": None, "max_completion_tokens": 7},
        {"max_tokens": 0},
        {"max_tokens": 5000},
    ],
)
def test_the_provider_is_told_one_limit_which_is_the_reserved_one(
    kind: str, address: str, obeyed: str, limits: dict[str, int | None]
) -> None:
    model = structs.replace(MODEL, provider=structs.replace(HERE, kind=kind, base_url=address))
    body = msgspec.json.encode({"model": "simple", "messages": [SAYING], **limits})
    told = msgspec.json.decode(Asked(body).for_provider(model))
    named = {name: told[name] for name in told if name.startswith("max_")}
    alone = Asked(msgspec.json.encode({"model": "simple", "messages": [SAYING], **named}))
    most = min(filter(None, limits.values()), default=100)
    assert (named, alone.max_tokens) == ({obeyed: min(most, 1000)}, min(most, 1000))


def test_the_order_of_fields_makes_no_other_question() -> None:
    one = Asked(b'{"model":"m","messages":[{"role":"user","content":"a"}],"seed":1}')
    other = Asked(b'{"seed":1,"messages":[{"content":"a","role":"user"}],"model":"m"}')
    assert one.digest(MODEL) == other.digest(MODEL)


EVENTS = (
    b'data: {"choices":[{"delta":{"content":"Bon"}}],"usage":null}\r\n\r\n'
    b': still there\n\ndata: {"choices":[{"delta":{"content":"jour"}}]}\n\n'
    b'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}\n\n'
    b"data: [DONE]\n\n"
)


@given(st.lists(st.integers(1, 60), max_size=12))
def test_a_stream_reads_the_same_however_it_is_cut(sizes: list[int]) -> None:
    reader, rest, passed = Reader(usage_asked=False), EVENTS, b""
    for size in sizes:
        passed += reader.feed(rest[:size])
        rest = rest[size:]
    passed += reader.feed(rest)
    assert (reader.events, reader.done, b'usage":{' in passed) == (2, True, False)
    assert reader.counted is not None
    assert (reader.counted.prompt_tokens, passed.count(b"\n\n")) == (3, 4)


@pytest.mark.parametrize("count", [b"-5", b"99999999999", b'"5"'])
def test_a_count_that_cannot_be_is_none(count: bytes) -> None:
    reader = Reader(usage_asked=True)
    reader.feed(b'data: {"choices":[],"usage":{"completion_tokens":%b}}\n\n' % count)
    assert reader.counted is None
