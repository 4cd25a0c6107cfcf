"""Every way in which a mail server can fail is told apart, and none loses or doubles a mail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from core.http.certificates import contexts
from regie.core.errors import Unavailable
from regie.core.mail import (
    Deferred,
    Envelope,
    MailServer,
    Refused,
    SmtpOptions,
    SmtpTimeouts,
    SmtpTransport,
    Trouble,
    Uncertain,
)

from .smtp_server import Misbehave, Postbox, drop, hang, serving

ENVELOPE = Envelope("regie@example.fr", "mina@example.fr", b"Subject: x\r\n\r\nText\r\n")
QUICK = SmtpOptions(
    timeouts=SmtpTimeouts(connect_s=0.3, command_s=0.3, answer_s=0.3),
    failures_to_stop=100,
    patience_s=0.2,
    stop_s=0.1,
)


class Windows:
    """How often the window was opened."""

    def __init__(self) -> None:
        self.opened = 0

    async def __call__(self) -> None:
        self.opened += 1


@pytest.fixture
def window() -> Windows:
    return Windows()


@asynccontextmanager
async def sending(
    postbox: Postbox, options: SmtpOptions = QUICK, **server: Any
) -> AsyncIterator[SmtpTransport]:
    transport = SmtpTransport(
        replace(MailServer("127.0.0.1", postbox.port, "none"), **server), "example.fr", options
    )
    await transport.open()
    try:
        yield transport
    finally:
        await transport.close()


@pytest.mark.parametrize(
    ("command", "answer", "meaning", "opened"),
    [
        ("MAIL", "421 4.3.2 closing", Trouble, 0),
        ("MAIL", "451 4.3.0 later", Trouble, 0),
        ("MAIL", "530 5.7.0 log in", Trouble, 0),
        ("MAIL", "550 5.7.1 not you", Trouble, 0),
        ("MAIL", "552 5.3.4 too large", Refused, 0),
        ("RCPT", "421 4.3.2 closing", Trouble, 0),
        ("RCPT", "450 4.2.1 greylisted", Deferred, 0),
        ("RCPT", "452 4.2.2 mailbox full", Deferred, 0),
        ("RCPT", "530 5.7.0 log in", Trouble, 0),
        ("RCPT", "550 5.1.1 no such user", Refused, 0),
        ("RCPT", "554 5.7.1 relay access denied", Refused, 0),
        ("DATA", "421 4.3.2 closing", Trouble, 1),
        ("DATA", "451 4.3.0 later", Deferred, 1),
        ("DATA", "552 5.3.4 too large", Refused, 1),
        ("DATA", "554 5.7.1 spam", Refused, 1),
        ("DATA", "354 what", Uncertain, 1),
    ],
)
async def test_an_answer_means_what_it_says_at_its_place(
    window: Windows, command: str, answer: str, meaning: type[Exception], opened: int
) -> None:
    async with serving(Postbox(answers={command: answer})) as postbox, sending(postbox) as smtp:
        with pytest.raises((Deferred, Refused, Uncertain)) as raised:
            await smtp.deliver(ENVELOPE, window)
    assert (raised.type, window.opened) == (meaning, opened)


@pytest.mark.parametrize("misbehave", [drop, hang], ids=["drops", "hangs"])
@pytest.mark.parametrize(
    ("command", "meaning"),
    [("EHLO", Trouble), ("MAIL", Trouble), ("RCPT", Trouble), ("DATA", Uncertain)],
)
async def test_only_after_the_message_is_silence_uncertain(
    window: Windows, command: str, meaning: type[Exception], misbehave: Misbehave
) -> None:
    box = Postbox(misbehave={command: misbehave})
    async with serving(box) as postbox, sending(postbox) as smtp:
        with pytest.raises((Deferred, Uncertain)) as raised:
            await smtp.deliver(ENVELOPE, window)
    assert raised.type is meaning


async def test_what_the_server_said_is_kept_on_one_line(window: Windows) -> None:
    box = Postbox(answers={"RCPT": "550-5.1.1 no\r\n550 such\u202e user"})
    async with serving(box) as postbox, sending(postbox) as smtp:
        with pytest.raises(Refused) as raised:
            await smtp.deliver(ENVELOPE, window)
    assert str(raised.value) == "recipient: 550 5.1.1 no such user"


async def test_one_connection_carries_many_mails(window: Windows) -> None:
    async with serving(Postbox()) as postbox, sending(postbox) as smtp:
        for _ in range(5):
            await smtp.deliver(ENVELOPE, window)
    assert (postbox.connections, len(postbox.received)) == (1, 5)


async def test_a_connection_carries_no_more_than_its_share(window: Windows) -> None:
    options = replace(QUICK, mails_per_connection=2)
    async with serving(Postbox()) as postbox, sending(postbox, options) as smtp:
        for _ in range(5):
            await smtp.deliver(ENVELOPE, window)
    assert (postbox.connections, len(postbox.received)) == (3, 5)


async def test_a_refused_recipient_does_not_cost_the_connection(window: Windows) -> None:
    async with serving(Postbox()) as postbox, sending(postbox) as smtp:
        postbox.answers["RCPT"] = "550 no such user"
        with suppress(Refused):
            await smtp.deliver(ENVELOPE, window)
        postbox.answers.clear()
        await smtp.deliver(ENVELOPE, window)
    assert postbox.connections == 1


@pytest.mark.parametrize("end", [drop, None], ids=["without a word", "with 421"])
async def test_a_kept_connection_that_ended_costs_no_mail(
    window: Windows, end: Misbehave | None
) -> None:
    async with serving(Postbox()) as postbox, sending(postbox) as smtp:
        await smtp.deliver(ENVELOPE, window)

        async def once(server: Any) -> str | None:
            postbox.misbehave.clear()
            if end is None:
                return "421 4.3.2 too many mails"
            await end(server)
            return None

        postbox.misbehave["MAIL"] = once
        await smtp.deliver(ENVELOPE, window)
    assert (postbox.connections, len(postbox.received)) == (2, 2)


async def test_idle_connections_are_given_back(window: Windows) -> None:
    options = replace(QUICK, idle_s=0.05)
    async with serving(Postbox()) as postbox, sending(postbox, options) as smtp:
        await smtp.deliver(ENVELOPE, window)
        async with asyncio.timeout(5):
            while smtp._idle:  # noqa: ASYNC110 - a clock moves it
                await asyncio.sleep(0.02)
        await smtp.deliver(ENVELOPE, window)
    assert postbox.connections == 2


async def test_a_server_that_is_not_there_is_trouble(window: Windows) -> None:
    async with serving(Postbox()) as postbox:
        port = postbox.port
    async with sending(Postbox(port=port)) as smtp:
        with pytest.raises(Trouble, match="connect"):
            await smtp.deliver(ENVELOPE, window)


async def test_in_trouble_the_line_stands_still(window: Windows) -> None:
    """One mail tries; the others wait in hand, and end with what the one was told."""
    options = replace(QUICK, failures_to_stop=1, stop_s=30, patience_s=0.2)
    box = Postbox(answers={"MAIL": "550 not you"})
    async with serving(box) as postbox, sending(postbox, options) as smtp:
        with suppress(Trouble):
            await smtp.deliver(ENVELOPE, window)
        outcomes = await asyncio.gather(
            *(smtp.deliver(ENVELOPE, window) for _ in range(20)), return_exceptions=True
        )
    assert {str(each) for each in outcomes} == {"sender: 550 not you"}
    assert postbox.commands == ["MAIL"]


async def test_a_server_that_always_hangs_up_makes_few_mails_uncertain(window: Windows) -> None:
    options = replace(QUICK, failures_to_stop=2, stop_s=30, patience_s=0.2)
    box = Postbox(misbehave={"DATA": drop})
    async with serving(box) as postbox, sending(postbox, options) as smtp:
        for _ in range(6):
            with suppress(Trouble, Uncertain):
                await smtp.deliver(ENVELOPE, window)
    assert window.opened == 2


async def test_mails_that_waited_leave_when_the_server_is_back(window: Windows) -> None:
    options = replace(QUICK, failures_to_stop=1, stop_s=0.1, patience_s=20)
    box = Postbox(answers={"MAIL": "451 later"})
    async with serving(box) as postbox, sending(postbox, options) as smtp:
        with suppress(Trouble):
            await smtp.deliver(ENVELOPE, window)
        postbox.answers.clear()
        await asyncio.gather(*(smtp.deliver(ENVELOPE, window) for _ in range(8)))
    assert len(postbox.received) == 8


class Late:
    """Answers its first mail only when it is told to; all that come meanwhile fail."""

    def __init__(self, answer: str | None) -> None:
        self.may_end = asyncio.Event()
        self.asked = asyncio.Event()
        self._answer = answer

    async def __call__(self, server: Any) -> str | None:
        if self.asked.is_set():
            return "451 4.3.0 later"
        self.asked.set()
        await self.may_end.wait()
        if self._answer is None:
            await drop(server)
        return self._answer


@pytest.mark.parametrize("answer", ["250 sender ok", "451 4.3.0 later", None])
async def test_a_mail_that_began_before_the_trouble_does_not_end_it(
    window: Windows, answer: str | None
) -> None:
    options = SmtpOptions(failures_to_stop=2, stop_s=30, patience_s=0.1)
    late = Late(answer)
    async with (
        serving(Postbox(misbehave={"MAIL": late})) as postbox,
        sending(postbox, options) as smtp,
    ):
        old = asyncio.create_task(smtp.deliver(ENVELOPE, window))
        await late.asked.wait()
        for _ in range(2):
            with suppress(Trouble):
                await smtp.deliver(ENVELOPE, window)
        late.may_end.set()
        await asyncio.wait([old])
        with suppress(Trouble):
            old.result()
        postbox.commands.clear()
        with pytest.raises(Trouble):
            await smtp.deliver(ENVELOPE, window)
    assert postbox.commands == []


async def until_well(smtp: SmtpTransport, *, well: bool) -> None:
    async with asyncio.timeout(5):
        while True:
            try:
                await smtp.ping()
            except Unavailable:
                if not well:
                    return
            else:
                if well:
                    return
            await asyncio.sleep(0.02)


async def test_trouble_is_seen_and_so_is_its_end(window: Windows) -> None:
    options = replace(QUICK, look_ill_s=0.05)
    async with serving(Postbox()) as postbox, sending(postbox, options) as smtp:
        postbox.answers["MAIL"] = "550 not you"
        with suppress(Trouble):
            await smtp.deliver(ENVELOPE, window)
        with pytest.raises(Unavailable, match="550 not you"):
            await smtp.ping()
        await until_well(smtp, well=True)


async def test_a_server_that_is_away_is_seen_before_a_mail_needs_it() -> None:
    async with serving(Postbox()) as postbox:
        port = postbox.port
    async with sending(Postbox(port=port)) as smtp:
        await until_well(smtp, well=False)


async def test_asking_for_health_waits_for_no_server() -> None:
    box = Postbox(misbehave={"EHLO": hang})
    slow = replace(QUICK, timeouts=SmtpTimeouts(connect_s=30, command_s=30))
    async with serving(box) as postbox, sending(postbox, slow) as smtp, asyncio.timeout(0.5):
        await smtp.ping()


async def test_an_address_in_other_letters_needs_a_server_that_takes_them(window: Windows) -> None:
    foreign = replace(ENVELOPE, recipient="zoé@example.fr")
    async with serving(Postbox(), enable_SMTPUTF8=False) as postbox, sending(postbox) as smtp:
        with pytest.raises(Refused, match="SMTPUTF8"):
            await smtp.deliver(foreign, window)


async def test_an_address_in_other_letters_arrives(window: Windows) -> None:
    foreign = replace(ENVELOPE, recipient="zoé@dépôt.fr")
    async with serving(Postbox()) as postbox, sending(postbox) as smtp:
        await smtp.deliver(foreign, window)
    assert postbox.received[0].rcpt_tos == ["zoé@xn--dpt-bma0d.fr"]


def only(user: str, password: str) -> Callable[..., AuthResult]:
    def check(*given: Any) -> AuthResult:
        login = given[-1]
        assert isinstance(login, LoginPassword)
        right = (login.login, login.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return check


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # aiosmtpd's own
@pytest.mark.parametrize("tls", ["starttls", "implicit"])
async def test_a_login_goes_over_tls(window: Windows, tmp_path: Path, tls: str) -> None:
    ours, _ = contexts("localhost", tmp_path)
    way: dict[str, Any] = (
        {"ssl": ours, "auth_require_tls": False}
        if tls == "implicit"
        else {"tls_context": ours, "require_starttls": True}
    )
    login = {"authenticator": only("me", "s€cret"), "auth_required": True}
    secure = {"tls": tls, "host": "localhost", "ca_file": str(tmp_path / "server.pem")}
    async with (
        serving(Postbox(), **way, **login) as postbox,
        sending(postbox, user="me", password="s€cret", **secure) as smtp,
    ):
        await smtp.deliver(ENVELOPE, window)
    assert len(postbox.received) == 1


async def test_a_wrong_password_is_trouble_for_all(window: Windows, tmp_path: Path) -> None:
    ours, _ = contexts("localhost", tmp_path)
    secure = {"tls": "starttls", "host": "localhost", "ca_file": str(tmp_path / "server.pem")}
    login = {"authenticator": only("me", "right"), "auth_required": True}
    async with (
        serving(Postbox(), tls_context=ours, **login) as postbox,
        sending(postbox, user="me", password="wrong", **secure) as smtp,
    ):
        with pytest.raises(Trouble, match="login: 535"):
            await smtp.deliver(ENVELOPE, window)


async def test_a_certificate_that_nobody_vouches_for_is_refused(
    window: Windows, tmp_path: Path
) -> None:
    ours, _ = contexts("localhost", tmp_path)
    async with (
        serving(Postbox(), tls_context=ours) as postbox,
        sending(postbox, tls="starttls", host="localhost") as smtp,
    ):
        with pytest.raises(Trouble, match=r"tls: .*certificate"):
            await smtp.deliver(ENVELOPE, window)


async def test_where_tls_is_demanded_nothing_goes_in_the_clear(window: Windows) -> None:
    async with serving(Postbox()) as postbox, sending(postbox, tls="starttls") as smtp:
        with pytest.raises(Trouble, match="tls"):
            await smtp.deliver(ENVELOPE, window)
    assert postbox.commands == []
