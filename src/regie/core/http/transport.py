"""How a request gets out: one exchange, no policy."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from .model import Answer, Request, Timeouts


class Transport(Protocol):
    async def open(self) -> None:
        """Connects to nothing."""
        ...

    async def close(self) -> None:
        """Closes every connection, those in use too."""
        ...

    def exchange(self, request: Request, timeouts: Timeouts) -> AbstractAsyncContextManager[Answer]:
        """Sends, and gives the answer once its head is there. Leaving early hangs up.

        Raises nothing but RemoteError, while the body is read too. Follows no redirect, decodes
        nothing, keeps no cookie, reads no environment. `timeouts.total_s` is the caller's affair.
        """
        ...
