"""The command line: one line on what to do when it refuses, exit codes that scripts can use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from regie.core.errors import Conflict, Misconfigured, RegieError, Timeout, Unavailable
from regie.entrypoints.cli import exit_code
from regie.operations.exit_codes import ExitCode
from regie.operations.supervisor.lock import AlreadyRunning

COMMANDS = [
    "audit",
    "cache",
    "up",
    "migrate",
    "backup",
    "restore",
    "config",
    "doctor",
    "jobs",
    "mail",
    "orders",
    "openapi",
    "retention",
    "sql",
    "token",
    "user",
    "worker",
]


@pytest.fixture
def regie(tmp_path: Path):
    def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("REGIE_")}
        return subprocess.run(
            [sys.executable, "-m", "regie.entrypoints.cli", *arguments],
            cwd=tmp_path,
            env={**clean, "REGIE_HOME": str(tmp_path / "home"), **environ},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run


def test_help_names_every_command_in_a_whole_sentence(regie) -> None:
    lines = regie("--help").stdout.splitlines()
    commands = dict(
        line.split(maxsplit=1) for line in lines[lines.index("Commands:") + 1 :] if line
    )
    assert set(commands) == set(COMMANDS)
    assert [text for text in commands.values() if text.endswith("...")] == []


def test_config_show_tells_values_and_origins_as_json(regie) -> None:
    shown = json.loads(regie("config", "show", "--json", REGIE_PORT="9123").stdout)
    assert shown["REGIE_PORT"] == {"value": "9123", "origin": "environment"}


def test_config_show_writes_a_table_of_words_as_it_is_read(regie) -> None:
    shown = json.loads(regie("config", "show", "--json").stdout)
    assert "Expédiée = dispatched, Livrée = delivered" in shown["REGIE_ORDERS_STATUSES"]["value"]


def test_config_show_masks_secrets(regie) -> None:
    outcome = regie("config", "show", REGIE_ORDERS_DSN="postgresql://u:p4ss@h/production")
    assert "p4ss" not in outcome.stdout
    assert "postgresql://u:••••••@h/production" in outcome.stdout


def test_a_new_secret_is_good_enough_for_production(regie) -> None:
    secret = regie("config", "new-secret").stdout.strip()
    shown = regie("doctor", REGIE_SECRET_KEY=secret, REGIE_ALLOWED_HOSTS="regie.example.fr")
    assert "production, with its secret and its hosts" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "environ", "code", "words"),
    [
        (["up"], {}, ExitCode.REFUSED, "regie config new-secret"),
        (["up", "--demo"], {"REGIE_PORT": "x"}, ExitCode.REFUSED, "REGIE_PORT (environment)"),
        (
            ["up", "--demo"],
            {"REGIE_ORDERS_DSN": "oracle://u:p4ss@h/x"},
            ExitCode.REFUSED,
            "REGIE_ORDERS_DSN (environment)",
        ),
        (["up", "--demo"], {"REGIE_APPS": "retial"}, ExitCode.REFUSED, "there are: orders"),
        (["up", "--demo"], {"REGIE_HOME": "/proc/regie"}, ExitCode.REFUSED, "another REGIE_HOME"),
        (["up", "--demo"], {"REGIE_CONFIG": "no.toml"}, ExitCode.REFUSED, "no.toml"),
        (["up", "--demo"], {"REGIE_DATABASE_URL": "p4ss"}, ExitCode.REFUSED, "REGIE_DATABASE_URL"),
        (["up", "--demo"], {"REGIE_REDIS_URL": "redis://h:p4ss"}, ExitCode.REFUSED, "REDIS_URL"),
        (["up", "--deom"], {}, ExitCode.USAGE, "--demo"),
        (["backup"], {}, ExitCode.REFUSED, "start one with `regie up`"),
        (["restore", "nowhere"], {}, None, "nowhere"),
        (
            ["migrate"],
            {"REGIE_DATABASE_URL": "postgresql://u:p4ss@/x?host=/nonexistent"},
            ExitCode.UNAVAILABLE,
            "database",
        ),
        (
            ["orders", "track", "CL-1", "RAMI"],
            {"REGIE_DATABASE_URL": "postgresql:///x", "REGIE_REDIS_URL": "none"},
            ExitCode.UNAVAILABLE,
            "REGIE_ORDERS_DSN is not set",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_refusal_says_what_to_do(regie, arguments, environ, code, words: str) -> None:
    outcome = regie(*arguments, **environ)
    assert words in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert "p4ss" not in outcome.stderr
    assert outcome.returncode == code if code is not None else outcome.returncode != 0


def test_a_misspelt_variable_is_mentioned_at_the_start(regie) -> None:
    outcome = regie("up", REGIE_WORKER="4", REGIE_ENV="demo", REGIE_DATABASE_URL="postgresql://h:x")
    assert "REGIE_WORKER is not a setting" in outcome.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Misconfigured(), ExitCode.REFUSED),
        (Unavailable(), ExitCode.UNAVAILABLE),
        (Timeout(), ExitCode.UNAVAILABLE),
        (Conflict(), ExitCode.FAILED),
        (RegieError(), ExitCode.FAILED),
        (AlreadyRunning(), ExitCode.ALREADY_RUNNING),
    ],
)
def test_each_kind_of_error_has_its_exit_code(error: RegieError, code: ExitCode) -> None:
    assert exit_code(error) == code
