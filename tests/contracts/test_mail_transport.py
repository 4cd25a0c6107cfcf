"""What whoever sends mails may expect of every way in which they leave."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest

from core.mail.smtp_server import Postbox, serving
from regie.core.mail import Envelope, Mailbox, MailServer, MemoryTransport, SmtpTransport, Transport

MESSAGE = b"Message-ID: <regie.1.a@example.fr>\r\n\r\n.\r\n..\r\nFin.\r\n"
ENVELOPE = Envelope("regie@example.fr", "mina@example.fr", MESSAGE)


@dataclass
class Trial:
    transport: Transport
    taken: Callable[[], list[bytes]]
    """What has left. Of a mailbox nothing does: the mail's row is all there is."""


@pytest.fixture(params=["smtp", "memory", "mailbox"])
async def trial(request: pytest.FixtureRequest) -> AsyncIterator[Trial]:
    async with AsyncExitStack() as stack:
        if request.param == "smtp":
            postbox = await stack.enter_async_context(serving(Postbox()))
            server = MailServer("127.0.0.1", postbox.port, "none")
            trial = Trial(
                SmtpTransport(server, "example.fr"),
                lambda: [each.original_content or b"" for each in postbox.received],  # type: ignore[misc]
            )
        elif request.param == "memory":
            memory = MemoryTransport()
            trial = Trial(memory, lambda: [each.message for each in memory.delivered])
        else:
            trial = Trial(Mailbox(), list)
        await trial.transport.open()
        yield trial
        await trial.transport.close()


async def hand_over() -> None: ...


@pytest.mark.parametrize("trial", ["smtp", "memory"], indirect=True)
async def test_a_mail_arrives_as_it_was_written(trial: Trial) -> None:
    await trial.transport.deliver(ENVELOPE, hand_over)
    assert trial.taken() == [MESSAGE]


async def test_it_says_what_it_was_told(trial: Trial) -> None:
    assert (await trial.transport.deliver(ENVELOPE, hand_over)).startswith("250 ")


async def test_the_window_is_opened_once_before_the_message(trial: Trial) -> None:
    before: list[int] = []

    async def opening() -> None:
        before.append(len(trial.taken()))

    await trial.transport.deliver(ENVELOPE, opening)
    assert before == [0]


async def test_nothing_leaves_when_the_window_does_not_open(trial: Trial) -> None:
    async def refuse() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await trial.transport.deliver(ENVELOPE, refuse)
    assert trial.taken() == []


async def test_after_a_window_that_did_not_open_the_next_mail_leaves(trial: Trial) -> None:
    async def refuse() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await trial.transport.deliver(ENVELOPE, refuse)
    assert (await trial.transport.deliver(ENVELOPE, hand_over)).startswith("250 ")


async def test_it_can_be_asked_whether_mails_can_leave(trial: Trial) -> None:
    await trial.transport.ping()


async def test_it_can_be_closed_twice_and_opened_again(trial: Trial) -> None:
    for act in (trial.transport.close, trial.transport.close, trial.transport.open):
        await act()
    assert (await trial.transport.deliver(ENVELOPE, hand_over)).startswith("250 ")
