"""What the edge understood of one request, told to `regie doctor proxy` and to nobody else.

Only who holds the installation's secret key can sign a check; everybody else is answered as if
nothing were here. A token is good for a minute and for reading this alone, so that a captured one
is worth what its captor could see of his own connection anyway.

The views are probes (any host, plain HTTP, no gate), because they are asked exactly when the host
or the scheme is wrong. The stream is not one: it waits at the gate, as every stream does.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex
from typing import Final

import msgspec
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from regie.core.clock import Clock, utc_now
from regie.core.errors import Malformed, NotFound

from .errors import Misdirected
from .exchange import cookie_path, exchange_of
from .guards import PUBLIC
from .hosts import HostRule
from .options import EdgeOptions
from .proxies import ProxyRule
from .routes import API, Handler, HotRoute, Method

PATH: Final = f"{API}/proxy-check"
STREAM_PATH: Final = f"{PATH}/stream"
CHECK_HEADER: Final = "x-regie-proxy-check"
LIFETIME_S: Final = 60
COOKIE: Final = "regie_proxy_check"
STREAM_EVENTS: Final = 3
STREAM_INTERVAL_S: Final = 0.5

_SHOWN: Final = (
    b"host",
    b"x-forwarded-host",
    b"x-forwarded-proto",
    b"x-forwarded-prefix",
    b"x-forwarded-for",
    b"x-real-ip",
    b"cf-connecting-ip",
    b"forwarded",
)


@dataclass(frozen=True, slots=True)
class ProxyView:
    """One request as it looks from behind the proxy."""

    scheme: str
    host: str | None
    """None when it cannot be read."""
    host_allowed: bool
    root_path: str
    path: str
    """As the proxy handed it over."""
    client: str
    peer: str
    trusted: bool
    """The peer stands in `trusted_proxies`: its headers were believed."""
    headers: dict[str, str]
    """The forwarding headers as they arrived, believed or not; repeated ones joined."""
    request_id: str
    time: float
    """Seconds since 1970, by this server's clock."""
    received_bytes: int
    cookie: str
    """The Set-Cookie that this answer left with."""


def sign_check(secret_key: SecretStr, now_s: float) -> str:
    """A token for `CHECK_HEADER`; each is different."""
    signed = f"{int(now_s) + LIFETIME_S}.{token_hex(8)}"
    return f"{signed}.{_signature(secret_key, signed)}"


def is_signed(token: str, secret_key: SecretStr, now_s: float) -> bool:
    """Whether this installation's key made the token within the last minute."""
    signed, _, signature = token.rpartition(".")
    expected = _signature(secret_key, signed)
    if not hmac.compare_digest(signature.encode(), expected.encode()):
        return False
    return 0 <= int(signed.partition(".")[0]) - now_s <= 2 * LIFETIME_S


def _signature(secret_key: SecretStr, signed: str) -> str:
    key = secret_key.get_secret_value().encode()
    return hmac.new(key, b"proxy-check\n" + signed.encode(), sha256).hexdigest()


def proxy_check_routes(
    options: EdgeOptions,
    secret_key: SecretStr,
    *,
    clock: Clock = utc_now,
    interval_s: float = STREAM_INTERVAL_S,
) -> tuple[HotRoute, ...]:
    rule = ProxyRule(options.trusted_proxies)
    hosts = HostRule(options.allowed_hosts, options.environment)

    def require_token(request: Request) -> None:
        token = request.headers.get(CHECK_HEADER, "")
        if not is_signed(token, secret_key, clock().timestamp()):
            raise NotFound

    def look(request: Request, received_bytes: int) -> ProxyView:
        exchange = exchange_of(request.scope)
        seen = rule.judge(request.scope, exchange.headers)
        host = seen.host or exchange.headers.get(b"host", b"").decode("latin-1")
        return ProxyView(
            scheme=exchange.scheme,
            host=host or None,
            host_allowed=_is_allowed(hosts, host),
            root_path=options.root_path,
            path=request.scope["raw_path"].decode("latin-1"),
            client=exchange.client.address,
            peer=exchange.client.peer,
            trusted=rule.trusts(exchange.client.peer),
            headers=_shown(request.scope["headers"]),
            request_id=exchange.request_id,
            time=clock().timestamp(),
            received_bytes=received_bytes,
            cookie=_cookie(cookie_path(request.scope)),
        )

    async def tell(request: Request) -> Response:
        require_token(request)
        return _answer(look(request, 0))

    async def weigh(request: Request) -> Response:
        require_token(request)
        received_bytes = 0
        async for part in request.stream():
            received_bytes += len(part)
        return _answer(look(request, received_bytes))

    async def stream(request: Request) -> Response:
        require_token(request)
        return StreamingResponse(_ticks(interval_s), media_type="text/event-stream")

    return (
        _route("GET", PATH, tell, "proxy_check"),
        _route("POST", PATH, weigh, "proxy_check_upload"),
        _route("GET", STREAM_PATH, stream, "proxy_check_stream", probe=False),
    )


def _route(
    method: Method, path: str, handler: Handler, name: str, *, probe: bool = True
) -> HotRoute:
    return HotRoute(
        method, path, handler, name, name, "system", probe=probe, documented=False, guard=PUBLIC
    )


def _answer(view: ProxyView) -> Response:
    return Response(
        msgspec.json.encode(view),
        media_type="application/json",
        headers={"Set-Cookie": view.cookie},
    )


async def _ticks(interval_s: float) -> AsyncIterator[bytes]:
    for number in range(STREAM_EVENTS):
        if number:
            await asyncio.sleep(interval_s)
        yield b"id: %d\ndata: {}\n\n" % number


def _is_allowed(hosts: HostRule, host: str) -> bool:
    try:
        hosts.check(host.encode("latin-1"), from_loopback=False)
    except (Malformed, Misdirected):
        return False
    return True


def _shown(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    shown: dict[str, str] = {}
    for name, value in raw:
        if name in _SHOWN:
            key, text = name.decode(), value.decode("latin-1")
            shown[key] = f"{shown[key]}, {text}" if key in shown else text
    return shown


def _cookie(path: str) -> str:
    """With the flags that every cookie of ours has: a proxy may lose or rewrite them."""
    return f"{COOKIE}=1; Path={path}; Max-Age={LIFETIME_S}; Secure; HttpOnly; SameSite=Lax"
