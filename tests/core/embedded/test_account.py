"""The servers run as root, as a service account and as an ordinary user."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from regie.core.embedded import Account, FolderRefused, choose_account, open_home

NOBODY = 65_534
NAMELESS = 54_321

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can change users")


def run_as(uid: int, folder: Path) -> list[object]:
    """[in a namespace, owner of the data, answered]"""
    os.chown(folder, uid, uid)
    script = str(Path(__file__).with_name("as_user.py"))
    done = subprocess.run(
        [sys.executable, script, str(uid), str(folder / "home")],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def unshare_works() -> bool:
    return subprocess.run(["unshare", "--user", "true"], check=False).returncode == 0


@needs_root
def test_an_ordinary_user_runs_them_directly(short_folder: Path) -> None:
    assert run_as(NOBODY, short_folder) == [False, NOBODY, True]


@needs_root
def test_a_user_without_a_name_runs_them_in_a_namespace(
    short_folder: Path, require_component: Callable[[str, object], None]
) -> None:
    require_component("a kernel with user namespaces", unshare_works())
    assert run_as(NAMELESS, short_folder) == [True, NAMELESS, True]


@needs_root
def test_for_root_the_files_stay_roots(
    short_folder: Path, require_component: Callable[[str, object], None]
) -> None:
    require_component("a kernel with user namespaces", unshare_works())
    home = open_home(short_folder, account=choose_account())
    home.postgres.start()
    owners = {(short_folder / "data" / "postgres" / name).stat().st_uid for name in ("base", "")}
    home.postgres.stop(quick=True)
    assert owners == {0}


@needs_root
def test_without_namespaces_root_uses_a_service_account(short_folder: Path) -> None:
    account = choose_account(["nobody"], namespaces=False)
    short_folder.chmod(0o711)
    home = open_home(short_folder / "home", account=account)
    try:
        for server in (home.postgres, home.state):
            server.start()
        uids = {p.uids().real for server in (home.postgres, home.state) for p in server.processes()}
        with psycopg.connect(home.postgres.superuser_url()) as connection:
            connection.execute("SELECT 1")
    finally:
        for server in (home.postgres, home.state):
            server.stop(quick=True)
    assert uids == {account.uid}


@needs_root
def test_a_home_out_of_the_service_accounts_reach_is_named(short_folder: Path) -> None:
    locked = short_folder / "locked"
    locked.mkdir(mode=0o700)
    short_folder.chmod(0o711)
    home = open_home(locked / "home", account=choose_account(["nobody"], namespaces=False))
    with pytest.raises(FolderRefused, match=f"nobody.* cannot enter {locked}: run `chmod o\\+x"):
        home.postgres.start()


@needs_root
def test_a_missing_service_account_is_named() -> None:
    with pytest.raises(FolderRefused, match="useradd --system regie"):
        choose_account(["no-such-account"], namespaces=False)


@needs_root
def test_a_folder_of_another_account_is_taken_over(short_folder: Path) -> None:
    (short_folder / "file").touch()
    Account("nobody", NOBODY, NOBODY).own(short_folder)
    assert (short_folder / "file").stat().st_uid == NOBODY
