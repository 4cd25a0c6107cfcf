"""A demo of its own: what is made up here (thousands of jobs, mails, endpoints) stays here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from served import Served, own_demo, serving


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with own_demo() as environ, serving(environ) as served:
        yield served
