"""`regie mail test` shows the dialogue with the mail server, and what to do when it objects."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from core.mail.smtp_server import Postbox, serving
from regie.operations.exit_codes import ExitCode


async def regie(tmp_path: Path, *arguments: str, **environ: str) -> tuple[int, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("REGIE_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "regie.entrypoints.cli", "mail", "test", *arguments),
        cwd=tmp_path,
        env={**clean, "REGIE_HOME": str(tmp_path / "home"), "REGIE_ENV": "demo", **environ},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode or 0, said.decode()


def leading_to(postbox: Postbox) -> dict[str, str]:
    return {
        "REGIE_MAIL_URL": f"smtp://127.0.0.1:{postbox.port}?tls=none",
        "REGIE_MAIL_FROM": "Régie <regie@example.fr>",
    }


async def test_a_message_that_was_taken_is_said_so(tmp_path: Path) -> None:
    async with serving(Postbox()) as postbox:
        code, said = await regie(tmp_path, "mina@example.fr", **leading_to(postbox))
    assert (code, len(postbox.received)) == (ExitCode.OK, 1)
    assert "taken the message for mina@example.fr" in said


async def test_an_objection_is_shown_with_advice(tmp_path: Path) -> None:
    box = Postbox(answers={"RCPT": "554 5.7.1 relay access denied"})
    async with serving(box) as postbox:
        code, said = await regie(tmp_path, "mina@example.fr", **leading_to(postbox))
    assert code == ExitCode.FAILED
    assert "recipient  554 5.7.1 relay access denied" in said
    assert "relaying needs a login" in said


async def test_the_dialogue_comes_as_json_too(tmp_path: Path) -> None:
    async with serving(Postbox()) as postbox:
        _, said = await regie(tmp_path, "mina@example.fr", "--json", **leading_to(postbox))
    assert [step["name"] for step in json.loads(said)["steps"]][-1] == "message"


@pytest.mark.parametrize(
    ("environ", "code", "said"),
    [
        ({}, ExitCode.REFUSED, "mailbox"),
        ({"REGIE_ENV": "production"}, ExitCode.REFUSED, "REGIE_MAIL_URL is not set"),
        ({"REGIE_MAIL_URL": "smtps://mail.example.fr"}, ExitCode.REFUSED, "REGIE_MAIL_FROM"),
        ({"REGIE_MAIL_URL": "http://mail.example.fr"}, ExitCode.REFUSED, "REGIE_MAIL_URL must"),
        (
            {"REGIE_MAIL_URL": "mailbox", "REGIE_ENV": "production"},
            ExitCode.REFUSED,
            "is for demos",
        ),
    ],
    ids=["demo", "nothing set", "no sender", "no mail server", "a mailbox in production"],
)
async def test_what_cannot_send_says_why(
    tmp_path: Path, environ: dict[str, str], code: int, said: str
) -> None:
    outcome = await regie(tmp_path, "mina@example.fr", **environ)
    assert outcome[0] == code, outcome
    assert said in outcome[1]


async def test_what_is_no_address_is_a_mistake_of_usage(tmp_path: Path) -> None:
    code, said = await regie(
        tmp_path,
        "mina",
        REGIE_MAIL_URL="smtp://127.0.0.1:9?tls=none",
        REGIE_MAIL_FROM="regie@example.fr",
    )
    assert (code, "not an e-mail address" in said) == (ExitCode.USAGE, True)
