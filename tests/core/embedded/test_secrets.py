"""Secrets are made once and kept from others."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from regie.core.embedded import FolderRefused, read_or_create


def test_a_secret_stays_the_same(tmp_path: Path) -> None:
    assert read_or_create(tmp_path, "key") == read_or_create(tmp_path, "key")


def test_two_secrets_differ(tmp_path: Path) -> None:
    assert read_or_create(tmp_path, "key") != read_or_create(tmp_path, "other")


def test_a_secret_has_256_bits(tmp_path: Path) -> None:
    assert len(read_or_create(tmp_path, "key")) == 43


def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    read_or_create(tmp_path / "secrets", "key")
    paths = (tmp_path / "secrets", tmp_path / "secrets" / "key")
    assert [stat.S_IMODE(path.stat().st_mode) for path in paths] == [0o700, 0o600]


def test_first_readers_at_once_get_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as threads:
        secrets = list(threads.map(lambda _: read_or_create(tmp_path, "key"), range(64)))
    assert len(set(secrets)) == 1


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    read_or_create(tmp_path, "key")
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_an_empty_secret_is_refused_rather_than_replaced(tmp_path: Path) -> None:
    (tmp_path / "key").touch()
    with pytest.raises(FolderRefused, match="from a backup"):
        read_or_create(tmp_path, "key")
