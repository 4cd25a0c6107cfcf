"""Whether a page of ours made the browser ask: the defence against forged requests (CSRF).

A browser sends our cookie along whoever's page asks, as far as SameSite lets it; a neighbour on a
subdomain is the same site. But it also says, in headers that no page can write, whose page it was.
See decision 0012.
"""

from __future__ import annotations

from typing import Final

from .errors import CrossOrigin
from .exchange import Exchange

SAFE: Final = frozenset(("GET", "HEAD", "OPTIONS"))
_OURS: Final = (b"same-origin", b"none")
"""`none`: nobody's page, the person herself (an address typed in)."""


def require_same_origin(exchange: Exchange) -> None:
    """Raises CrossOrigin, also for a browser's cookie in a request that tells nothing."""
    site = exchange.headers.get(b"sec-fetch-site")
    if site is not None:
        if site not in _OURS:
            raise CrossOrigin(f"Sec-Fetch-Site: {site.decode('latin-1')}")
        return
    origin = origin_of(exchange)
    if not is_own(exchange, origin or ""):
        raise CrossOrigin(f"Origin: {origin or 'none'}")


def origin_of(exchange: Exchange) -> str | None:
    """Of the page that made the browser ask; None where no browser says so."""
    origin = exchange.headers.get(b"origin")
    return None if origin is None else origin.decode("latin-1").lower()


def is_own(exchange: Exchange, origin: str) -> bool:
    return origin in _own_origins(exchange)


def _own_origins(exchange: Exchange) -> tuple[str, ...]:
    """With and without the scheme's own port: a browser leaves it away, a Host header may not."""
    host = exchange.host.lower()
    port = ":443" if exchange.scheme == "https" else ":80"
    return (
        f"{exchange.scheme}://{host}",
        f"{exchange.scheme}://{host.removesuffix(port)}",
    )
