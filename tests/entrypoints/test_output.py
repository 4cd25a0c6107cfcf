"""What commands print on a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

import pytest

ROW = "from regie.entrypoints.commands.output import print_table; print_table(['name'], [[{!r}]])"


def on_a_terminal(program: str) -> str:
    ours, theirs = os.openpty()
    subprocess.run([sys.executable, "-c", program], stdout=theirs, check=True, timeout=60)
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # the other end is closed, and all of it read
        while part := os.read(ours, 4096):
            shown += part
    os.close(ours)
    return shown.decode()


@pytest.mark.parametrize("name", ["the till [/b]", "[red]urgent", "\\[x]"])
def test_what_people_wrote_is_no_markup_of_a_table(name: str) -> None:
    assert name in on_a_terminal(ROW.format(name))
