"""Where a server is and how one introduces oneself, read out of an address as redis-py reads it."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast

from redis.asyncio.connection import SSLConnection, parse_url

_CERTIFICATES: Final = {
    "none": ssl.CERT_NONE,
    "optional": ssl.CERT_OPTIONAL,
    "required": ssl.CERT_REQUIRED,
}

_P = TypeVar("_P", bound=asyncio.Protocol)


@dataclass(frozen=True, slots=True)
class Address:
    host: str
    port: int
    path: str | None
    username: str
    password: str
    database: int
    tls: ssl.SSLContext | None

    async def connect(self, protocol: Callable[[], _P]) -> _P:
        """Raises OSError."""
        loop = asyncio.get_running_loop()
        if self.path:
            _, made = await loop.create_unix_connection(protocol, self.path)
        else:
            _, made = await loop.create_connection(protocol, self.host, self.port, ssl=self.tls)
        return made

    def introduction(self) -> list[tuple[bytes | str | int, ...]]:
        """The commands with which a connection begins; RESP3, which Valkey and Redis 6 speak."""
        hello: list[bytes | str | int] = ["HELLO", 3]
        if self.password:
            hello += ["AUTH", self.username, self.password]
        commands: list[tuple[bytes | str | int, ...]] = [(*hello, "SETNAME", "regie")]
        if self.database:
            commands.append(("SELECT", self.database))
        return commands


def parse_address(url: str) -> Address:
    """Raises ValueError when it is not one."""
    found = cast("dict[str, Any]", parse_url(url))
    return Address(
        host=found.get("host", "localhost"),
        port=found.get("port", 6379),
        path=found.get("path"),
        username=found.get("username") or "default",
        password=found.get("password") or "",
        database=int(found.get("db", 0)),
        tls=_tls(found) if found.get("connection_class") is SSLConnection else None,
    )


def _tls(found: dict[str, Any]) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=found.get("ssl_ca_certs"))
    demanded = _CERTIFICATES[str(found.get("ssl_cert_reqs", "required"))]
    if demanded is not ssl.CERT_REQUIRED:
        context.check_hostname = False
    context.verify_mode = demanded
    return context
