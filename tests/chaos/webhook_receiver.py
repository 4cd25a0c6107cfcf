"""Receivers of webhooks in a process of their own, as bad as receivers get.

    webhook_receiver.py LEDGER PORTS SEED

Listens on so many ports of 127.0.0.1, prints their numbers in one line, and writes each message
that it has read whole into the ledger, a line of JSON, before it answers. The path says how it
answers; `/mixed` draws: 20 % 500, 10 % hang, 5 % reset after receipt.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from contextlib import suppress
from pathlib import Path

SLOW_S = 0.3
FOR_EVER_S = 600.0
PLAIN = {
    "/ok": "200 OK",
    "/500": "500 Internal Server Error",
    "/410": "410 Gone",
    "/302": "302 Found\r\nLocation: http://127.0.0.1:1/",
    "/429": "429 Too Many Requests\r\nRetry-After: 1",
}


async def answer(path: str, writer: asyncio.StreamWriter) -> None:
    if path in PLAIN:
        writer.write(f"HTTP/1.1 {PLAIN[path]}\r\nContent-Length: 0\r\n\r\n".encode())
    elif path == "/slow":
        await asyncio.sleep(SLOW_S)
        await answer("/ok", writer)
    elif path == "/hang":
        await asyncio.sleep(FOR_EVER_S)
    elif path == "/reset":
        writer.transport.abort()
    elif path == "/cut":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Le")
    elif path == "/large":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n")
        for _ in range(100):
            writer.write(b"x" * 100_000)
            await writer.drain()


async def main(ledger: Path, ports: int, seed: int) -> None:
    rng = random.Random(seed)
    modes = rng.choices
    out = ledger.open("a", buffering=1)

    async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            line, *rest = head.split("\r\n")
            headers = dict(field.lower().split(": ", 1) for field in rest if field)
            headers |= {"webhook-signature": _signature(rest)}
            body = await reader.readexactly(int(headers["content-length"]))
            path = line.split(" ")[1]
            mode = path
            if path == "/mixed":
                (mode,) = modes(["/500", "/hang", "/reset", "/ok"], [20, 10, 5, 65])
            sent = {name: headers[name] for name in headers if name.startswith("webhook-")}
            port = writer.get_extra_info("sockname")[1]
            receipt = {"port": port, "mode": mode, "headers": sent, "body": body.decode()}
            out.write(json.dumps(receipt) + "\n")
            await answer(mode, writer)
        writer.close()

    servers = [await asyncio.start_server(receive, "127.0.0.1", 0) for _ in range(ports)]
    print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)  # noqa: T201
    await asyncio.sleep(FOR_EVER_S)


def _signature(fields: list[str]) -> str:
    """As it was sent: base64 is not to be put into lower case."""
    return next(f.partition(": ")[2] for f in fields if f.lower().startswith("webhook-signature:"))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
