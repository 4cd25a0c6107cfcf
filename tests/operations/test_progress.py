"""Long work says how far it is."""

from __future__ import annotations

import io

import pytest

from regie.operations.progress import shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["elsewhere", "terminal"])
def test_every_activity_is_named(stream: io.StringIO) -> None:
    with shown(stream) as progress:
        for activity in ("saving", "packing"):
            for done in range(0, 101, 10):
                progress(activity, done, 100)
    assert "saving" in stream.getvalue()
    assert "packing" in stream.getvalue()


def test_elsewhere_an_activity_is_one_line_while_it_is_short() -> None:
    stream = io.StringIO()
    with shown(stream) as progress:
        for done in range(1000):
            progress("packing", done, 1000)
    assert stream.getvalue() == "packing\n"
