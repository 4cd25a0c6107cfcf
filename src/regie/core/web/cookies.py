"""Our cookies: their names, flags and paths follow from how a request came.

Over HTTPS a name's prefix makes the browser itself keep the flags: `__Host-` (no other path, no
other host), or below a root path `__Secure-`, so that the neighbours of a shared host do not get
it. Over plain HTTP there is a cookie for whoever sits at the machine, under another name, and none
for anybody else: neither name is believed where the other belongs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from .errors import CookieNeedsHttps
from .exchange import Exchange
from .local import is_local

_NAME: Final = "regie"
_PLAIN: Final = f"{_NAME}-dev"


@dataclass(frozen=True, slots=True)
class OwnCookie:
    suffix: str

    def name(self, exchange: Exchange) -> str | None:
        """None where there is none: plain HTTP from elsewhere."""
        if exchange.scheme == "https":
            prefix = "__Secure-" if exchange.root_path else "__Host-"
            return f"{prefix}{_NAME}{self.suffix}"
        return f"{_PLAIN}{self.suffix}" if is_local(exchange) else None

    def read(self, exchange: Exchange) -> str | None:
        """None too when it came twice: another host of the domain may have planted one."""
        header = exchange.headers.get(b"cookie")
        if header is None:
            return None
        name = self.name(exchange)
        if name is None:
            return None
        pairs = [pair.partition("=") for pair in header.decode("latin-1").split(";")]
        found = [value.strip() for key, _, value in pairs if key.strip() == name]
        return found[0] if len(found) == 1 else None

    def set(self, response: Response, exchange: Exchange, value: str, max_age_s: int) -> None:
        """Raises CookieNeedsHttps where the cookie would cross the network in the clear."""
        response.headers.append("set-cookie", self._text(exchange, value, max_age_s))

    def clear(self, response: Response, exchange: Exchange) -> None:
        if self.name(exchange) is not None:
            response.headers.append("set-cookie", self._text(exchange, "", 0))

    def _text(self, exchange: Exchange, value: str, max_age_s: int) -> str:
        name = self.name(exchange)
        if name is None:
            raise CookieNeedsHttps
        secure = "; Secure" if exchange.scheme == "https" else ""
        path = exchange.root_path or "/"
        return f"{name}={value}; Path={path}; Max-Age={max_age_s}{secure}; HttpOnly; SameSite=Lax"


SESSION_COOKIE: Final = OwnCookie("")
DEVICE_COOKIE: Final = OwnCookie("-device")
