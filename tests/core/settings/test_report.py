"""The effective settings can be shown to anybody: secrets are masked."""

from __future__ import annotations

import pytest

from regie.core.settings import Settings, describe, load, mask


@pytest.mark.parametrize(
    ("secret", "shown"),
    [
        (
            "postgresql://u:p4ss@db.example.fr:5432/regie",
            "postgresql://u:••••••@db.example.fr:5432/regie",
        ),
        ("postgresql://db/regie?password=p4ss", "postgresql://db/regie"),
        ("redis://:p4ss@cache:6379", "redis://:••••••@cache:6379"),
        ("p4ss", "••••••"),
        ("none", "none"),
    ],
)
def test_of_a_secret_only_the_address_is_shown(secret: str, shown: str) -> None:
    assert mask(secret) == shown


def test_no_secret_appears_in_the_report() -> None:
    environ = {
        "REGIE_ENV": "demo",
        "REGIE_SECRET_KEY": "0123456789-Secret-0123456789-Secret",
        "REGIE_DATABASE_URL": "postgresql://u:Secret@h/x?password=Secret",
    }
    loaded = load(Settings, environ=environ, file_values={})
    assert "Secret" not in "".join(line.value for line in describe(loaded))


def test_every_setting_is_reported_with_its_origin() -> None:
    loaded = load(Settings, environ={"REGIE_ENV": "demo"}, file_values={"port": 9001})
    origins = {line.variable: line.origin for line in describe(loaded)}
    assert (origins["REGIE_ENV"], origins["REGIE_PORT"], origins["REGIE_HOST"]) == (
        "environment",
        "regie.toml",
        "default",
    )
