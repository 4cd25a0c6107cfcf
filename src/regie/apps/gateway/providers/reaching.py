"""How a provider is reached: through a guard, for people of a tenant name its address."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network
from typing import Final

from regie.core.http import (
    Guard,
    HttpClient,
    Limits,
    RemoteUnavailable,
    Timeouts,
    guarded_client,
)
from regie.core.input import HttpUrl, parse_url
from regie.core.vault import Vault

from ..settings import GatewaySettings
from .sealed import SECRETS

LOOPBACK: Final = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
ANSWER_BYTES: Final = 33_554_432
_LOOK_UP_S: Final = 3.0


class Reaching:
    """Public servers, the networks that the operator allows, and this machine where it is only
    for trying out. Connections are kept, each made under the guard."""

    def __init__(
        self,
        settings: GatewaySettings,
        vault: Vault,
        *,
        loopback: bool,
        demo_url: Callable[[], str | None] = lambda: None,
    ):
        """`demo_url`: where the demo's own provider listens in this process."""
        self._guard = Guard(allowed=(*settings.allow, *(LOOPBACK if loopback else ())))
        self._vault = vault
        self._demo_url = demo_url
        self.timeouts = Timeouts(settings.connect_s, settings.first_s, settings.whole_s)
        self.client: HttpClient = guarded_client(
            self._guard,
            engine="httptools",
            limits=Limits(
                connections=2 * settings.connections,
                per_host=settings.connections,
                kept_alive=settings.connections,
                body_bytes=ANSWER_BYTES,
                compressed=False,
                attempts=1,
            ),
            timeouts=self.timeouts,
        )

        @lru_cache(maxsize=256)
        def opened(provider_id: int, sealed: str) -> str:
            return f"Bearer {vault.open(sealed, SECRETS.of(provider_id))}"

        @lru_cache(maxsize=256)
        def parsed(url: str) -> HttpUrl:
            return parse_url(url)

        self._opened = opened
        self._parsed = parsed

    def how(
        self, provider_id: int, kind: str, base_url: str, sealed: str | None
    ) -> tuple[str, dict[str, str]]:
        """Where to, and what to say. Raises RemoteUnavailable, and what the vault raises."""
        base = base_url.rstrip("/")
        if kind == "demo":
            found = self._demo_url()
            if found is None:
                raise RemoteUnavailable("no demo runs in this process")
            base = found
        if sealed is None:
            return base, {}
        return base, {"Authorization": self._opened(provider_id, sealed)}

    def completions(self, base: str) -> HttpUrl:
        return self._parsed(f"{base}/chat/completions")

    async def check(self, url: str) -> None:
        """Raises AddressRefused for what leads inside now. What cannot be looked up passes: the
        guard looks again whenever something is sent."""
        parts = parse_url(url)
        try:
            async with asyncio.timeout(_LOOK_UP_S):
                await self._guard.resolve(parts.host, parts.port)
        except (RemoteUnavailable, TimeoutError):
            return
