"""A trial says at which step a mail server objects, in its own words, and what to do."""

from __future__ import annotations

import pytest

from regie.core.mail import Letter, MailServer, diagnose

from .conftest import AT, SENDER
from .smtp_server import Postbox, drop, serving

LETTER = Letter(
    SENDER, "mina@example.fr", "Essai", "fr", "<regie.1.a@example.fr>", AT, None, "a\n", "<p>a</p>"
)


async def test_the_whole_dialogue_is_told() -> None:
    async with serving(Postbox()) as postbox:
        told = await diagnose(MailServer("127.0.0.1", postbox.port, "none"), LETTER)
    assert [step.name for step in told.steps] == [
        *("connect", "hello", "sender", "recipient", "data", "message"),
    ]
    assert (told.sent, told.steps[-1].answer) == (True, "250 2.0.0 taken")


@pytest.mark.parametrize(
    ("command", "answer", "step"),
    [
        ("MAIL", "550 5.7.1 not you", "sender"),
        ("RCPT", "554 5.7.1 relay access denied", "recipient"),
        ("DATA", "554 5.7.1 spam", "message"),
    ],
)
async def test_the_step_that_failed_is_named_with_advice(
    command: str, answer: str, step: str
) -> None:
    async with serving(Postbox(answers={command: answer})) as postbox:
        told = await diagnose(MailServer("127.0.0.1", postbox.port, "none"), LETTER)
    assert told.failed is not None
    assert (told.failed.name, told.failed.answer, bool(told.advice)) == (step, answer, True)


async def test_a_server_that_falls_silent_is_told_too() -> None:
    async with serving(Postbox(misbehave={"DATA": drop})) as postbox:
        told = await diagnose(MailServer("127.0.0.1", postbox.port, "none"), LETTER)
    assert told.failed is not None
    assert told.failed.name == "message"


async def test_a_server_that_is_not_there_is_told_with_the_ports_to_try() -> None:
    async with serving(Postbox()) as postbox:
        port = postbox.port
    told = await diagnose(MailServer("127.0.0.1", port, "none"), LETTER)
    assert told.failed is not None
    assert told.failed.name == "connect"
    assert "587" in (told.advice or "")
