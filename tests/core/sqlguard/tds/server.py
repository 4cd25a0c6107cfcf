"""A server that speaks TDS 7.4 to real drivers and remembers what was said."""

from __future__ import annotations

import asyncio
import ssl
from types import TracebackType

from .behaviour import Behaviour
from .binary import Malformed
from .packets import Packets
from .session import Database, Session
from .wire import Event, Wire


class TdsServer:
    """Written from [MS-TDS]; it has no T-SQL of its own: `database` executes.

    A client's fault, or one of this server's own, ends up in `faults`, for the test to look at.
    """

    def __init__(
        self,
        database: Database,
        accounts: dict[str, str],
        context: ssl.SSLContext,
        host: str = "127.0.0.1",
    ):
        self.database = database
        self.accounts = accounts
        self.context = context
        self.behaviour = Behaviour()
        self.wire = Wire()
        self.faults: list[Exception] = []
        self._sessions: dict[asyncio.Task[None], Packets] = {}
        self._count = 0
        self._host = host
        self._server: asyncio.Server | None = None
        self.port = 0

    async def __aenter__(self) -> TdsServer:
        self._server = await asyncio.start_server(self._serve, self._host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def stop(self) -> None:
        """As a server that is killed: every connection is cut."""
        if self._server is not None:
            self._server.close()
        self.cut()
        if self._sessions:
            await asyncio.wait(self._sessions)

    def cut(self) -> None:
        for task, packets in self._sessions.items():
            packets.cut()
            task.cancel()

    @property
    def open_sessions(self) -> int:
        return len(self._sessions)

    def record(self, event: Event) -> None:
        self.wire.add(event)

    async def begin_tls(self, packets: Packets) -> None:
        await packets.start_tls(self.context)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._count += 1
        packets = Packets(reader, writer)
        self._sessions[task] = packets
        try:
            if self.behaviour.away:
                packets.cut()
            await Session(self, packets, self._count).serve()
        except (EOFError, OSError, ssl.SSLError, asyncio.CancelledError):
            pass  # the client went away or did not trust us, or the test is over
        except (Malformed, LookupError, ValueError, AssertionError) as fault:
            self.faults.append(fault)
        finally:
            del self._sessions[task]
            packets.close()
