"""The folder of the sockets is short and private."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from regie.core.embedded import Account, FolderRefused
from regie.core.embedded.sockets import socket_folder

ME = Account("me", os.geteuid(), os.getegid())


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    """A run folder whose sockets would have too long a path."""
    run = tmp_path / ("d" * 60) / ("e" * 60)
    run.mkdir(parents=True)
    return run


def test_a_short_home_keeps_its_sockets_inside(short_folder: Path) -> None:
    assert socket_folder(short_folder, ME, []) == short_folder / "sockets"


def test_the_folder_is_private_even_if_it_was_not(short_folder: Path) -> None:
    (short_folder / "sockets").mkdir(mode=0o755)
    folder = socket_folder(short_folder, ME, [])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_deep_home_gets_a_short_private_folder(deep: Path, short_folder: Path) -> None:
    folder = socket_folder(deep, ME, [short_folder])
    assert (folder.parent, stat.S_IMODE(folder.stat().st_mode)) == (short_folder, 0o700)


def test_every_socket_of_a_deep_home_can_be_bound(deep: Path, short_folder: Path) -> None:
    longest = socket_folder(deep, ME, [short_folder]) / ".s.PGSQL.5432"
    assert len(os.fsencode(longest)) <= 107


def test_the_recorded_folder_is_found_again_with_other_bases(
    deep: Path, short_folder: Path
) -> None:
    """`regie backup` in a cron job has no XDG_RUNTIME_DIR."""
    other = short_folder / "other"
    other.mkdir()
    assert socket_folder(deep, ME, [short_folder]) == socket_folder(deep, ME, [other])


def test_a_folder_removed_by_a_reboot_is_made_again(deep: Path, short_folder: Path) -> None:
    folder = socket_folder(deep, ME, [short_folder])
    folder.rmdir()
    assert socket_folder(deep, ME, [short_folder]).is_dir()


def test_a_base_that_is_missing_is_passed_over(deep: Path, short_folder: Path) -> None:
    folder = socket_folder(deep, ME, [short_folder / "missing", short_folder])
    assert folder.parent == short_folder


@pytest.mark.parametrize("trap", ["link", "file", "open folder", "strange folder"])
def test_a_name_taken_by_somebody_else_is_refused(
    deep: Path, short_folder: Path, trap: str
) -> None:
    if trap == "strange folder" and os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    folder = socket_folder(deep, ME, [short_folder])
    folder.rmdir()
    match trap:
        case "link":
            folder.symlink_to(deep)
        case "file":
            folder.touch()
        case "open folder":
            folder.mkdir()
            folder.chmod(0o777)
        case _:
            folder.mkdir(mode=0o700)
            os.chown(folder, 12_345, 12_345)
    with pytest.raises(FolderRefused, match="not the private folder"):
        socket_folder(deep, ME, [short_folder])


def test_no_base_at_all_is_refused(deep: Path) -> None:
    with pytest.raises(FolderRefused, match="too long for a socket"):
        socket_folder(deep, ME, [])


def test_a_comma_would_make_two_hosts_of_one(tmp_path: Path, short_folder: Path) -> None:
    run = short_folder / "Lyon, Paris"
    run.mkdir()
    assert socket_folder(run, ME, [short_folder]).parent == short_folder
