"""What the client may expect of every transport, be it an engine or the twin for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from core.http.servers import Exchange, serving
from regie.core.errors import Unavailable
from regie.core.http import (
    Headers,
    Limits,
    MemoryTransport,
    Names,
    Reply,
    Request,
    Timeouts,
    Transport,
)
from regie.core.http.httpcore_transport import HttpcoreTransport
from regie.core.http.httptools_transport import HttptoolsTransport
from regie.core.input import parse_url

QUICK = Timeouts(connect_s=2, read_s=2)
BODY = bytes(range(256)) * 300


@dataclass
class Trial:
    transport: Transport
    base: str
    asked: list[Request] = field(default_factory=list)


def reply(request: Request) -> Reply:
    """What the server of this contract answers."""
    target = request.url.target
    if target == "/echo":
        return Reply(200, Headers((("X-Method", request.method),)), request.body)
    if target == "/moved":
        return Reply(302, Headers((("Location", "/echo"),)))
    if target == "/cookies":
        return Reply(200, Headers((("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))))
    if target == "/long":
        return Reply(200, body=BODY)
    return Reply(404, body=target.encode())


def memory_trial() -> Trial:
    def answer(request: Request) -> Reply:
        trial.asked.append(request)
        return reply(request)

    transport = MemoryTransport(answer)
    trial = Trial(transport, "http://127.0.0.1")
    return trial


async def served_trial(transport: Transport) -> AsyncIterator[Trial]:
    async def script(exchange: Exchange) -> None:
        lines = exchange.head.decode("latin-1").split("\r\n")[1:-2]
        pairs = tuple((name, value.strip()) for name, _, value in (x.partition(":") for x in lines))
        url = parse_url(server.url(exchange.target))
        request = Request(exchange.method, url, Headers(pairs), await exchange.body())
        trial.asked.append(request)
        answer = reply(request)
        fields = [f"{name}: {value}" for name, value in answer.headers.pairs]
        await exchange.answer(answer.body, f"{answer.status} Whatever", *fields)

    async with serving(script) as server:
        trial = Trial(transport, server.url(""))
        yield trial


@pytest.fixture(params=["memory", "httpcore", "httptools"])
async def trial(request: pytest.FixtureRequest) -> AsyncIterator[Trial]:
    if request.param == "memory":
        trial = memory_trial()
        await trial.transport.open()
        yield trial
        await trial.transport.close()
        return
    kind = {"httpcore": HttpcoreTransport, "httptools": HttptoolsTransport}[request.param]
    transport = kind(Names().resolve, Limits())
    await transport.open()
    async for trial in served_trial(transport):
        yield trial
        await transport.close()


async def ask(
    trial: Trial, method: str, target: str, headers: Headers | None = None, body: bytes = b""
) -> Reply:
    request = Request(method, parse_url(trial.base + target), headers or Headers(), body)
    async with trial.transport.exchange(request, QUICK) as answer:
        chunks = [chunk async for chunk in answer.chunks()]
        return Reply(answer.status, answer.headers, b"".join(chunks))


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
async def test_the_method_arrives(trial: Trial, method: str) -> None:
    assert (await ask(trial, method, "/echo")).headers.get("x-method") == method


async def test_the_body_goes_there_and_comes_back(trial: Trial) -> None:
    assert (await ask(trial, "POST", "/echo", body=BODY)).body == BODY


@pytest.mark.parametrize("target", ["/a%2Fb?x=%20&y=%C3%A9", "/a/../b", "/a//b", "/?a?b", "/;x=1"])
async def test_the_target_is_sent_as_it_is(trial: Trial, target: str) -> None:
    assert (await ask(trial, "GET", target)).body.decode() == target


async def test_headers_are_sent_as_they_are(trial: Trial) -> None:
    await ask(trial, "GET", "/echo", Headers((("X-Trace", "a b"), ("X-Other", "a;b"))))
    sent = trial.asked[0].headers
    assert (sent.get("X-Trace"), sent.get("X-Other")) == ("a b", "a;b")


async def test_nothing_about_us_is_said_that_nobody_asked_to_say(trial: Trial) -> None:
    await ask(trial, "GET", "/echo")
    names = {name.lower() for name, _ in trial.asked[0].headers.pairs}
    assert names <= {"host", "connection"}


async def test_headers_of_one_name_all_come_back(trial: Trial) -> None:
    pairs = (await ask(trial, "GET", "/cookies")).headers.pairs
    assert [value for name, value in pairs if name.lower() == "set-cookie"] == ["a=1", "b=2"]


async def test_no_cookie_is_kept(trial: Trial) -> None:
    await ask(trial, "GET", "/cookies")
    await ask(trial, "GET", "/echo")
    assert trial.asked[1].headers.get("Cookie") is None


async def test_no_redirect_is_followed(trial: Trial) -> None:
    answer = await ask(trial, "GET", "/moved")
    assert (answer.status, len(trial.asked)) == (302, 1)


async def test_a_body_may_be_left_unread(trial: Trial) -> None:
    request = Request("GET", parse_url(trial.base + "/long"))
    async with trial.transport.exchange(request, QUICK) as answer:
        assert answer.status == 200
    assert (await ask(trial, "GET", "/long")).body == BODY


async def test_once_closed_it_is_unavailable(trial: Trial) -> None:
    await trial.transport.close()
    with pytest.raises(Unavailable):
        await ask(trial, "GET", "/echo")


async def test_it_may_be_closed_twice_and_opened_again(trial: Trial) -> None:
    await trial.transport.close()
    await trial.transport.close()
    await trial.transport.open()
    assert (await ask(trial, "GET", "/echo")).status == 200
