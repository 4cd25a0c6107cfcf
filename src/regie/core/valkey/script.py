"""A Lua script that runs on the server in one round trip, and is sent whole only when unknown."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Protocol

from .errors import ValkeyRefused
from .wire import Answer, Argument


class Sends(Protocol):
    def send(self, *command: Argument) -> Answer: ...


class Script:
    def __init__(self, text: str):
        self._text = text
        self._digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()

    async def run(
        self, server: Sends, keys: Sequence[bytes | str], arguments: Sequence[Argument]
    ) -> Any:
        """Raises ValkeyFailed."""
        rest: tuple[Argument, ...] = (len(keys), *keys, *arguments)
        try:
            return await server.send("EVALSHA", self._digest, *rest)
        except ValkeyRefused as refusal:
            if refusal.word != "NOSCRIPT":
                raise
        return await server.send("EVAL", self._text, *rest)
