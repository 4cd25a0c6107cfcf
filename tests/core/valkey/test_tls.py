"""A server behind TLS. The embedded one speaks none, so a relay before it ends the encryption."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from core.http.certificates import contexts
from regie.core.embedded import EmbeddedValkey
from regie.core.valkey import ValkeyAway
from wire import Wire

from .conftest import NewLink


class Relayed(NamedTuple):
    port: int
    password: str
    authority: Path

    def url(self, host: str, options: str) -> str:
        return f"rediss://:{self.password}@{host}:{self.port}/0{options}"


@pytest.fixture
async def relayed(valkey: EmbeddedValkey, tmp_path: Path) -> AsyncIterator[Relayed]:
    tls, _ = contexts("localhost", tmp_path)
    wire = Wire(valkey.socket)
    server = await asyncio.start_server(wire.serve, "127.0.0.1", 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    yield Relayed(port, urlsplit(valkey.url).password or "", tmp_path / "server.pem")
    server.close()
    wire.cut()


async def test_a_link_speaks_tls_with_a_server_that_it_can_verify(
    relayed: Relayed, new_link: NewLink
) -> None:
    link = new_link(relayed.url("localhost", f"?ssl_ca_certs={relayed.authority}"))
    await link.open()
    await link.ping()
    assert await link.send("ECHO", "é" * 100_000) == ("é" * 100_000).encode()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
async def test_a_server_that_cannot_be_verified_is_not_spoken_to(
    relayed: Relayed, new_link: NewLink, host: str
) -> None:
    known = "" if host == "localhost" else f"?ssl_ca_certs={relayed.authority}"
    link = new_link(relayed.url(host, known))
    await link.open()
    with pytest.raises(ValkeyAway):
        await link.ping()


async def test_only_when_told_so_any_certificate_will_do(
    relayed: Relayed, new_link: NewLink
) -> None:
    link = new_link(relayed.url("localhost", "?ssl_cert_reqs=none"))
    await link.open()
    await link.ping()
