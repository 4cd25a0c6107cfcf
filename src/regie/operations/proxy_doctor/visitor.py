"""Asks through the proxy, as a browser would: plain http.client, one connection per request."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic, sleep
from urllib.parse import SplitResult

TIMEOUT_S = 30.0
LONGEST_PAUSE_S = 5
_CHUNK = bytes(65_536)


class UnreachableError(Exception):
    """No HTTP answer at all; the text says why, without what was sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    """Names in lower case."""
    body: bytes
    sent_s: float
    """Between handing the request over and its answer's headers."""

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    @property
    def date_s(self) -> float | None:
        """By the clock of whoever answered, in whole seconds."""
        try:
            return parsedate_to_datetime(self.header("date")).timestamp()
        except ValueError:
            return None

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]


@dataclass(frozen=True, slots=True)
class Visitor:
    url: SplitResult
    tls: ssl.SSLContext

    def get(self, path: str, headers: Mapping[str, str]) -> Answer:
        """Waits once when it is told to (429). Raises UnreachableError."""
        answer = self._ask("GET", path, headers)
        if answer.status == 429:
            told = answer.header("retry-after")
            sleep(min(LONGEST_PAUSE_S, int(told)) if told.isdecimal() else 1)
            answer = self._ask("GET", path, headers)
        return answer

    def upload(self, path: str, headers: Mapping[str, str], size_bytes: int) -> Answer:
        """Sends zeros. A proxy may refuse before it has read them. Raises UnreachableError."""
        return self._ask("POST", path, headers, size_bytes)

    def arrivals(self, path: str, headers: Mapping[str, str]) -> tuple[int, list[float]]:
        """The status, and when each event arrived, in seconds since the request.

        Raises UnreachableError.
        """
        connection = self._connection()
        began = monotonic()
        try:
            connection.request("GET", self.url.path + path, headers=dict(headers))
            answer = connection.getresponse()
            arrived = [monotonic() - began for line in answer if line.startswith(b"data:")]
        except (OSError, HTTPException) as error:
            raise UnreachableError(_reason(error)) from error
        finally:
            connection.close()
        return answer.status, arrived

    def _ask(
        self, method: str, path: str, headers: Mapping[str, str], size_bytes: int = 0
    ) -> Answer:
        connection = self._connection()
        began = monotonic()
        try:
            connection.putrequest(method, self.url.path + path)
            for name, value in headers.items():
                connection.putheader(name, value)
            if method == "POST":
                connection.putheader("Content-Length", str(size_bytes))
            connection.endheaders()
            _send_zeros(connection, size_bytes)
            answer = connection.getresponse()
            return _read(answer, monotonic() - began)
        except (OSError, HTTPException) as error:
            raise UnreachableError(_reason(error)) from error
        finally:
            connection.close()

    def _connection(self) -> HTTPConnection:
        host = self.url.hostname or ""
        if self.url.scheme == "https":
            return HTTPSConnection(host, self.url.port, timeout=TIMEOUT_S, context=self.tls)
        return HTTPConnection(host, self.url.port, timeout=TIMEOUT_S)


def _send_zeros(connection: HTTPConnection, size_bytes: int) -> None:
    left = size_bytes
    try:
        while left > 0:
            connection.send(_CHUNK[:left])
            left -= len(_CHUNK)
    except (BrokenPipeError, ConnectionResetError):
        return  # refused half-way: the answer that says so may be there to read


def _read(answer: HTTPResponse, sent_s: float) -> Answer:
    headers = [(name.lower(), value) for name, value in answer.getheaders()]
    return Answer(answer.status, headers, answer.read(), sent_s)


def _reason(error: Exception) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not valid: {error.verify_message}"
        case TimeoutError():
            return f"no answer within {TIMEOUT_S:.0f} s"
        case _:
            return f"no HTTP answer: {error or type(error).__name__}"
