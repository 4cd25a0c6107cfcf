"""One connection, from its first packet to its last."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final, Protocol

from . import calls, tokens
from .behaviour import Behaviour, full, wrong_password
from .binary import Fields
from .login import Encryption, Login7, asked_encryption, prelogin_answer
from .packets import Kind, Message, Packets
from .settings import SessionSettings
from .tokens import Change, Done, DoneKind, SqlError
from .wire import Attention, Batch, Call, Gone, Login, Prelogin, Transaction

_BEGIN, _COMMIT = 5, 7
_DESCRIPTOR: Final = b"\x08" + b"\x01" * 8


class Answer(Protocol):
    """A result set; without columns, a statement that has none."""

    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def rows(self) -> list[tuple[object, ...]]: ...


class Database(Protocol):
    """What executes statements."""

    def execute(self, session: SessionSettings, text: str, values: dict[str, object]) -> Answer:
        """Raises SqlError. A batch of SET has been taken over before it comes here."""
        ...


class House(Protocol):
    """What the sessions of a server share."""

    behaviour: Behaviour
    accounts: dict[str, str]

    @property
    def database(self) -> Database: ...
    @property
    def open_sessions(self) -> int: ...
    async def begin_tls(self, packets: Packets) -> None: ...
    def record(self, event: object) -> None: ...


class Session:
    def __init__(self, house: House, packets: Packets, identity: int):
        self._house = house
        self._packets = packets
        self._identity = identity
        self._prepared: dict[int, calls.Prepared] = {}
        self.settings = SessionSettings(identity)

    async def serve(self) -> None:
        try:
            if await self._log_in():
                await self._answer_all()
        finally:
            self._house.record(Gone(self._identity))

    async def _log_in(self) -> bool:
        if self._house.behaviour.silent_at_login:
            await asyncio.Event().wait()
        asked = asked_encryption((await self._packets.receive()).body)
        answered = Encryption.ON if self._house.behaviour.encrypts else Encryption.NOT_SUPPORTED
        self._house.record(Prelogin(self._identity, asked, answered))
        await self._packets.send(prelogin_answer(answered))
        if answered is Encryption.ON:
            await self._house.begin_tls(self._packets)
        login = Login7.parse((await self._packets.receive()).body)
        refusal = self._refusal(login)
        self._house.record(
            Login(
                self._identity,
                login.user,
                login.application,
                login.database,
                login.read_only_intent,
                self._packets.tls_version,
                accepted=refusal is None,
            )
        )
        if refusal is not None:
            await self._packets.send(tokens.error(refusal) + tokens.done(Done.ERROR))
            return False
        self.settings.log_in(login.user, login.database, login.application)
        await self._packets.send(tokens.logged_in(login.database, self._packets.size))
        return True

    def _refusal(self, login: Login7) -> SqlError | None:
        behaviour = self._house.behaviour
        if self._house.accounts.get(login.user) != login.password:
            return wrong_password(login.user)
        most = behaviour.most_sessions
        if most is not None and self._house.open_sessions > most:
            return full()
        return behaviour.refusal

    async def _answer_all(self) -> None:
        """A request is worked on while the next packet is waited for: it may be an attention."""
        arriving = asyncio.ensure_future(self._packets.receive())
        try:
            while True:
                message = await arriving
                arriving = asyncio.ensure_future(self._packets.receive())
                if message.kind is Kind.ATTENTION:
                    await self._acknowledge()
                    continue
                work = asyncio.ensure_future(self._answer(message))
                await asyncio.wait({work, arriving}, return_when=asyncio.FIRST_COMPLETED)
                if work.done():
                    await self._packets.send(await work)
                else:
                    work.cancel()
        finally:
            arriving.cancel()
            with suppress(asyncio.CancelledError, EOFError, OSError):
                await arriving

    async def _acknowledge(self) -> None:
        deaf = self._house.behaviour.deaf
        self._house.record(Attention(self._identity, acknowledged=not deaf))
        if not deaf:
            await self._packets.send(tokens.done(Done.ATTENTION))

    async def _answer(self, message: Message) -> bytes:
        acknowledged = b""
        if message.reset:
            self.settings.reset()
            acknowledged = tokens.changed(Change.RESET, b"\0")
        body = Fields(message.body)
        body.take(body.number(4) - 4)  # ALL_HEADERS
        rest = body.take(body.left)
        if message.kind is Kind.TRANSACTION:
            return acknowledged + self._transaction(Fields(rest).number(2))
        if message.kind is Kind.SQL_BATCH:
            text = rest.decode("utf-16-le")
            self._house.record(Batch(self._identity, text, message.reset))
            return acknowledged + await self._run(text, {}, DoneKind.STATEMENT)
        return acknowledged + await self._call(rest, reset=message.reset)

    def _transaction(self, request: int) -> bytes:
        self._house.record(Transaction(self._identity, request))
        if request == _BEGIN:
            return tokens.changed(Change.BEGIN, _DESCRIPTOR) + tokens.done()
        ended = Change.COMMIT if request == _COMMIT else Change.ROLLBACK
        return tokens.changed(ended, b"\0", _DESCRIPTOR) + tokens.done()

    async def _call(self, body: bytes, *, reset: bool) -> bytes:
        request = calls.parse(body)
        handle, prepared = self._prepare(request)
        text = None if prepared is None else prepared.text
        self._house.record(Call(self._identity, request.procedure, text, request.values, reset))
        answered = b""
        if prepared is not None and request.procedure != "sp_prepare":
            values = calls.bound(prepared.names, request.values)
            answered = await self._run(prepared.text, values, DoneKind.IN_PROCEDURE)
        return answered + tokens.procedure_done(handle)

    def _prepare(self, request: calls.Request) -> tuple[int | None, calls.Prepared | None]:
        """The handle to give out, and what there is to run."""
        if request.procedure == "sp_execute":
            return None, self._prepared[request.handle]
        if request.procedure == "sp_unprepare":
            self._prepared.pop(request.handle, None)
            return None, None
        prepared = request.statement
        if prepared is None or request.procedure == "sp_executesql":
            return None, prepared
        handle = len(self._prepared) + 1
        self._prepared[handle] = prepared
        return handle, prepared

    async def _run(self, text: str, values: dict[str, object], kind: DoneKind) -> bytes:
        if not self.settings.take_over(text):
            await self._behave()
        more = Done.MORE if kind is DoneKind.IN_PROCEDURE else Done.FINAL
        try:
            answer = self._house.database.execute(self.settings, text, values)
        except SqlError as problem:
            return tokens.error(problem) + tokens.done(Done.ERROR | more, kind)
        if not answer.names:
            return tokens.done(more, kind)
        count = len(answer.rows)
        written = tokens.rows(answer.names, answer.rows)
        return written + tokens.done(Done.COUNT | more, kind, rows=count)

    async def _behave(self) -> None:
        behaviour = self._house.behaviour
        behaviour.asked.set()
        if behaviour.drops:
            behaviour.drops = False
            self._packets.cut()
            raise EOFError
        if behaviour.hangs:
            await asyncio.Event().wait()
        await asyncio.sleep(behaviour.slow_s)
