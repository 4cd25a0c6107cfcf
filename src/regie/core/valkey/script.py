"""A Lua script that runs on the server in one round trip, and is sent whole only when unknown."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Protocol

from .errors import ValkeyFailed, ValkeyRefused
from .wire import Answer, Argument, pack


class Sends(Protocol):
    def send(self, *command: Argument) -> Answer: ...


class Script:
    def __init__(self, text: str):
        self.text = text
        self._digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()

    def packed(
        self,
        keys: Sequence[bytes | str],
        arguments: Sequence[Argument],
        *,
        whole: bool = False,
    ) -> bytes:
        """For `send_packed`; `whole` after a refusal with the word NOSCRIPT."""
        begin = ("EVAL", self.text) if whole else ("EVALSHA", self._digest)
        return pack((*begin, len(keys), *keys, *arguments))

    def start(
        self, server: Sends, keys: Sequence[bytes | str], arguments: Sequence[Argument]
    ) -> None:
        """For what may fail without consequence: nobody waits for it, nobody hears of it."""
        with suppress(ValkeyFailed):
            answer = server.send("EVAL", self.text, len(keys), *keys, *arguments)
            answer.add_done_callback(_ignore)

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
        return await server.send("EVAL", self.text, *rest)


def _ignore(answer: Answer) -> None:
    if not answer.cancelled():
        answer.exception()  # asked for, so that asyncio does not report it as forgotten
