"""A kept connection that ended: told from a new one that did."""

from __future__ import annotations

import pytest

from core.http.servers import Exchange, serving
from regie.core.http import (
    KeptConnectionLost,
    Limits,
    RemoteUnavailable,
    Timeouts,
    pooled_client,
)


@pytest.mark.parametrize(
    ("answers_before", "kind"), [(1, KeptConnectionLost), (0, RemoteUnavailable)]
)
async def test_a_post_whose_connection_ended_says_whether_it_had_been_kept(
    answers_before: int, kind: type[RemoteUnavailable]
) -> None:
    asked = 0

    async def answer_so_many(exchange: Exchange) -> None:
        nonlocal asked
        asked += 1
        if asked <= answers_before:
            await exchange.answer(b"there")
        else:
            exchange.reset()

    client = pooled_client(
        engine="httptools", limits=Limits(attempts=1), timeouts=Timeouts(2, 2, 5)
    )
    async with serving(answer_so_many) as server:
        await client.open()
        url = f"http://{server.host}:{server.port}/"
        for _ in range(answers_before):
            await client.post(url)
        with pytest.raises(RemoteUnavailable) as lost:
            await client.post(url)
        await client.close()
    assert type(lost.value) is kind
