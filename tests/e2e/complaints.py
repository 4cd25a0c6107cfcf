"""What a browser complains of: an error in the console, an exception that nobody caught, something
that the Content-Security-Policy refused (which it says in the console)."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, WebError


class Complaints:
    def __init__(self) -> None:
        self._heard: list[str] = []
        self._provoked: list[str] = []
        self._contexts: list[BrowserContext] = []

    def listen(self, context: BrowserContext) -> None:
        self._contexts.append(context)
        context.on("console", self._hear_console)
        context.on("weberror", self._hear_exception)

    def provoke(self, part: str) -> None:
        """Takes out of the list what a test makes the browser say: the console reports every
        answer that is not a success."""
        self._provoked.append(part)

    def unexpected(self) -> list[str]:
        for page in (page for context in self._contexts for page in context.pages):
            page.evaluate("0")  # what was said before this is heard by now
        return [said for said in self._heard if not any(part in said for part in self._provoked)]

    def _hear_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._heard.append(message.text)

    def _hear_exception(self, error: WebError) -> None:
        self._heard.append(str(error.error))
