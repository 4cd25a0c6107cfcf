"""The official client of OpenAI, unchanged, below a root path."""

from __future__ import annotations

import httpx
import openai
import pytest

from gatewayplay import Held, Tenant, ThreadedProvider, ask
from served import Served


@pytest.fixture
def key(tenant: Tenant) -> Held:
    return tenant.key()


def test_a_whole_answer_comes_with_its_count(gateway: Served, key: Held) -> None:
    answer = ask(key.client(gateway), "simple")
    assert answer.choices[0].message.content
    assert answer.usage.completion_tokens == key.booked()[0]["tokens_out"]


def test_a_stream_comes_word_by_word(gateway: Served, key: Held) -> None:
    whole = ask(key.client(gateway), "simple").choices[0].message.content
    chunks = list(ask(key.client(gateway), "simple", stream=True))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == whole
    assert len(chunks) > 10


def test_a_stream_ends_with_its_count_for_who_asks(gateway: Served, key: Held) -> None:
    options = {"include_usage": True}
    *_, last = ask(key.client(gateway), "simple", stream=True, stream_options=options)
    assert last.choices == []
    assert last.usage.completion_tokens > 10


def test_what_the_gateway_does_not_know_reaches_the_provider(gateway: Served, key: Held) -> None:
    answer = ask(key.client(gateway), "simple", max_tokens=3, extra_body={"top_k": 40})
    assert answer.usage.completion_tokens == 3


def test_the_models_are_those_that_the_key_opens(gateway: Served, tenant: Tenant) -> None:
    id_ = tenant.value("SELECT id FROM gateway.model WHERE tenant = %s LIMIT 1", tenant.name)
    listed = tenant.key(models=[id_]).client(gateway).models.list()
    assert [model.owned_by for model in listed] == ["Essai"]


def test_a_key_that_nobody_made_is_refused(gateway: Served, key: Held) -> None:
    with pytest.raises(openai.AuthenticationError) as refused:
        ask(Held(key.tenant, 0, "sk-other").client(gateway), "simple")
    assert refused.value.code == "invalid_api_key"
    assert refused.value.body["request_id"] == refused.value.request_id  # type: ignore[index]


def test_a_revoked_key_is_refused_though_it_was_remembered(
    gateway: Served, tenant: Tenant, key: Held
) -> None:
    ask(key.client(gateway), "simple")
    tenant.execute("UPDATE gateway.balance SET ends_at = now() WHERE key_id = %s", key.id)
    with pytest.raises(openai.AuthenticationError):
        ask(key.client(gateway), "simple")


def test_a_model_that_the_key_does_not_open_is_not_there(gateway: Served, tenant: Tenant) -> None:
    with pytest.raises(openai.NotFoundError) as refused:
        ask(tenant.key(models=[0]).client(gateway), "simple")
    assert refused.value.code == "model_not_found"


def test_an_exhausted_budget_is_not_asked_again(gateway: Served, tenant: Tenant) -> None:
    poor = tenant.key(budget_micros=1)
    with pytest.raises(openai.RateLimitError) as refused:
        ask(poor.client(gateway), "simple")
    assert refused.value.type == "insufficient_quota"
    assert refused.value.response.headers["x-should-retry"] == "false"


def test_a_key_that_asks_too_fast_is_told_when_to_come_back(
    gateway: Served, tenant: Tenant
) -> None:
    client = tenant.key(requests_a_minute=1).client(gateway, max_retries=0)
    ask(client, "simple")
    with pytest.raises(openai.RateLimitError) as refused:
        ask(client, "simple")
    assert int(refused.value.response.headers["retry-after"]) > 30


def test_a_stream_that_breaks_off_is_an_error(gateway: Served, key: Held) -> None:
    with pytest.raises(openai.APIError, match="milieu"):
        list(ask(key.client(gateway), "demo-coupe", stream=True))


SAID = b'{"model":"simple","messages":[{"role":"user","content":"Bonjour"}]'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"model":"simple"}',
        b'{"model":"simple","messages":[]}',
        SAID + b',"n":17}',
        SAID + b',"max_tokens":5,"max_completion_tokens":-1}',
        SAID + b',"temperature":0,"seed":1e400}',
        pytest.param(SAID + b',"tools":%b}' % (b"[" * 5000 + b"]" * 5000), id="too deep"),
    ],
)
def test_what_is_no_request_is_refused_in_their_shape(
    gateway: Served, key: Held, body: bytes
) -> None:
    headers = {"authorization": f"Bearer {key.secret}", "content-type": "application/json"}
    answer = httpx.post(f"{gateway.url}/v1/chat/completions", content=body, headers=headers)
    assert (answer.status_code, answer.json()["error"]["type"]) == (400, "invalid_request_error")


def test_a_body_above_the_limit_is_refused_in_their_shape(gateway: Served, key: Held) -> None:
    head = (
        f"POST {gateway.root_path}/v1/chat/completions HTTP/1.1\r\nhost: localhost\r\n"
        f"authorization: Bearer {key.secret}\r\ncontent-length: 99999999\r\n"
        "connection: close\r\n\r\n"
    )
    said = gateway.say(head.encode())
    assert (b" 413 " in said[:20], b'{"error":{"message"' in said) == (True, True)


def test_the_providers_own_words_pass_when_the_request_is_wrong(
    gateway: Served, tenant: Tenant, key: Held
) -> None:
    tenant.model("mauvais", "demo-mauvais")
    with pytest.raises(openai.BadRequestError, match="Plus tard"):
        ask(key.client(gateway), "mauvais")
    assert key.booked()[0]["cost_micros"] == 0


def test_the_provider_is_not_asked_for_what_cannot_be_paid(
    gateway: Served, tenant: Tenant, provider: ThreadedProvider
) -> None:
    before = provider.asked
    with pytest.raises(openai.RateLimitError):
        ask(tenant.key(budget_micros=1).client(gateway), "simple")
    assert provider.asked == before


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        pytest.param("GET", "/v1/nowhere", (404, "unknown_url"), id="nothing there"),
        pytest.param("GET", "/v1", (404, "unknown_url"), id="the base itself"),
        pytest.param("POST", "/v1/embeddings", (404, "unknown_url"), id="what we do not offer"),
        pytest.param(
            "GET", "/v1/chat/completions", (405, "method_not_supported"), id="wrong method"
        ),
        pytest.param("DELETE", "/v1/models", (405, "method_not_supported"), id="of the models"),
    ],
)
def test_where_nothing_answers_the_refusal_has_their_shape(
    gateway: Served, method: str, path: str, expected: tuple[int, str]
) -> None:
    answer = httpx.request(method, f"{gateway.url}{path}")
    assert (answer.status_code, answer.json()["error"]["code"]) == expected


def test_a_method_that_is_not_there_names_those_that_are(gateway: Served) -> None:
    answer = httpx.get(f"{gateway.url}/v1/chat/completions")
    assert answer.headers["allow"] == "OPTIONS, POST"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        pytest.param(b"host: localhost\r\n", 401, id="no key"),
        pytest.param(b"host: elsewhere.example\r\n", 421, id="for another host"),
        pytest.param(b"host: localhost\r\ncontent-length: 99999999\r\n", 413, id="too large"),
        pytest.param(b"host: localhost\r\ncontent-encoding: gzip\r\n", 415, id="compressed"),
    ],
)
def test_what_the_edge_refuses_has_their_shape(
    gateway: Served, key: Held, more: bytes, status: int
) -> None:
    secret = b"" if status == 401 else f"authorization: Bearer {key.secret}\r\n".encode()
    said = gateway.say(
        f"POST {gateway.root_path}/v1/chat/completions HTTP/1.1\r\n".encode()
        + (b"content-length: 2\r\n" if b"content-length" not in more else b"")
        + secret
        + more
        + b"connection: close\r\n\r\n{}"
    )
    assert (said[9:12], b'{"error":{"message"' in said) == (str(status).encode(), True)
