"""A shop on a server of its own, stricter than most: what Régie does not serve does not run."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

from served import Served

KEYS = "/api/v1/orders/widgets"
_numbers = count(1)


@dataclass
class Shop:
    origin: str
    key: str = ""


@contextmanager
def shop_beside(served: Served) -> Iterator[Shop]:
    """With no key yet."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            policy = (
                f"default-src 'none'; script-src {served.origin}; connect-src {served.origin}; "
                "style-src 'none'; require-trusted-types-for 'script'"
            )
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            tag = f'<script src="{served.url}/widget.js" data-key="{shop.key}" async></script>'
            page = f'<!doctype html><html lang="fr"><title>Ailleurs</title><h1>Ailleurs</h1>{tag}'
            self.wfile.write(page.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    shop = Shop(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_key(served: Served, *origins: str, **more: object) -> str:
    """As an administrator makes one."""
    draft = {"name": f"Ailleurs {next(_numbers)}", "origins": list(origins), **more}
    with served.signed_in() as client:
        answer = client.post(KEYS, json=draft)
    assert answer.status_code == 201, answer.text
    return answer.json()["key"]


def deactivate(served: Served, key: str) -> None:
    with served.signed_in() as client:
        listed = client.get(KEYS, params={"limit": 200}).json()["widgets"]
        (draft,) = (each for each in listed if each["key"] == key)
        version = draft.pop("version")
        del draft["key"], draft["created_at"]
        change = {**draft, "active": False}
        answer = client.put(f"{KEYS}/{key}", json=change, headers={"If-Match": f'"{version}"'})
    assert answer.status_code == 200, answer.text
