"""Settings come from the command line, the environment and a file, in that order."""

from __future__ import annotations

from pathlib import Path

import pytest

from regie.core.errors import Misconfigured
from regie.core.settings import Settings, load, read_toml

GOOD_KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
PRODUCTION = {"REGIE_SECRET_KEY": GOOD_KEY, "REGIE_ALLOWED_HOSTS": "regie.example.fr"}
DEMO = {"REGIE_ENV": "demo"}


def settings(environ: dict[str, str], **file_values: object) -> Settings:
    return load(Settings, environ=environ, file_values=file_values).values


@pytest.mark.parametrize(
    ("overrides", "environ", "file_values", "port", "origin"),
    [
        ({}, DEMO, {}, 9000, "default"),
        ({}, DEMO, {"port": 9001}, 9001, "regie.toml"),
        ({}, {**DEMO, "REGIE_PORT": "9002"}, {"port": 9001}, 9002, "environment"),
        ({"port": 9003}, {**DEMO, "REGIE_PORT": "9002"}, {"port": 9001}, 9003, "command line"),
    ],
)
def test_the_nearest_source_wins_and_is_remembered(
    overrides: dict, environ: dict, file_values: dict, port: int, origin: str
) -> None:
    loaded = load(Settings, environ=environ, file_values=file_values, overrides=overrides)
    assert (loaded.values.port, loaded.origins["port"]) == (port, origin)


def test_the_process_environment_is_not_read_behind_our_back(monkeypatch) -> None:
    monkeypatch.setenv("REGIE_PORT", "1234")
    assert settings(DEMO).port == 9000


def test_a_list_is_separated_by_commas() -> None:
    assert settings({**DEMO, "REGIE_APPS": "orders, gateway,"}).apps == ("orders", "gateway")


@pytest.mark.parametrize(
    ("given", "kept"), [("/mppeep/", "/mppeep"), ("/", ""), ("", ""), ("/a/b", "/a/b")]
)
def test_a_root_path_is_brought_into_one_shape(given: str, kept: str) -> None:
    assert settings({**DEMO, "REGIE_ROOT_PATH": given}).root_path == kept


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("REGIE_PORT", "70000"),
        ("REGIE_PORT", "nine"),
        ("REGIE_ROOT_PATH", "mppeep"),
        ("REGIE_ROOT_PATH", "/a//b"),
        ("REGIE_ROOT_PATH", '/"><script>'),
        ("REGIE_ROOT_PATH", "/a;Path=b"),
        ("REGIE_ROOT_PATH", "/a\nb"),
        ("REGIE_ROOT_PATH", "/a/../b"),
        ("REGIE_TIME_ZONE", "Mars/Olympus"),
        ("REGIE_TRUSTED_PROXIES", "everyone"),
        ("REGIE_ENV", "staging"),
        ("REGIE_WORKERS", "0"),
    ],
)
def test_a_bad_value_is_refused_by_the_name_of_its_variable(variable: str, value: str) -> None:
    with pytest.raises(Misconfigured, match=f"{variable} \\(environment\\)"):
        settings({**DEMO, variable: value})


def test_a_refusal_never_repeats_the_value() -> None:
    with pytest.raises(Misconfigured) as refusal:
        settings({**DEMO, "REGIE_TIME_ZONE": "s3cret-in-the-wrong-place"})
    assert "s3cret" not in str(refusal.value)


def test_an_unknown_key_in_the_file_is_refused() -> None:
    with pytest.raises(Misconfigured, match=r"REGIE_PROT \(regie.toml\)"):
        settings(DEMO, prot=9000)


@pytest.mark.parametrize(
    ("environ", "advice"),
    [
        ({}, "regie config new-secret"),
        ({**PRODUCTION, "REGIE_SECRET_KEY": "short"}, "regie config new-secret"),
        ({**PRODUCTION, "REGIE_SECRET_KEY": "a" * 64}, "regie config new-secret"),
        ({**PRODUCTION, "REGIE_ALLOWED_HOSTS": ""}, "REGIE_ALLOWED_HOSTS"),
    ],
    ids=["no secret", "short secret", "regular secret", "no hosts"],
)
def test_production_says_what_is_missing(environ: dict[str, str], advice: str) -> None:
    with pytest.raises(Misconfigured, match=advice):
        settings(environ).require_complete()


def test_production_starts_when_complete() -> None:
    settings(PRODUCTION).require_complete()


def test_a_demo_needs_nothing() -> None:
    settings(DEMO).require_complete()


def test_a_file_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert read_toml(tmp_path / "regie.toml") == {}


def test_one_server_of_three_is_not_enough() -> None:
    with pytest.raises(Misconfigured, match="REGIE_BROKER_URL and REGIE_RESULTS_URL are missing"):
        settings({**DEMO, "REGIE_CACHE_URL": "redis://h/0"})


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="cannot be read"):
        read_toml(tmp_path)


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "regie.toml").write_text("port = = 9000")
    with pytest.raises(Misconfigured, match="not valid TOML"):
        read_toml(tmp_path / "regie.toml")
