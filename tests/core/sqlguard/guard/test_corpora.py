"""Statements that must be refused and statements that people need, in four dialects."""

from __future__ import annotations

import pytest

from regie.core.sqlguard.guard import Allowed, Denied, Dialect, check

from .statements import POLICY, cases, harmless


@pytest.mark.parametrize(("dialect", "sql"), cases("deny"))
def test_what_must_be_denied_is(dialect: Dialect, sql: str) -> None:
    assert isinstance(check(sql, dialect, POLICY), Denied)


@pytest.mark.parametrize(("dialect", "sql"), cases("allow"))
def test_what_analysts_write_is_allowed(dialect: Dialect, sql: str) -> None:
    assert isinstance(check(sql, dialect, POLICY), Allowed)


@pytest.mark.parametrize(("dialect", "sql"), [*cases("allow"), *harmless()])
def test_what_is_allowed_is_allowed_again_and_stays_as_it_is(dialect: Dialect, sql: str) -> None:
    first = check(sql, dialect, POLICY)
    assert isinstance(first, Allowed)
    assert check(first.sql, dialect, POLICY) == first


def test_there_are_enough_of_both() -> None:
    assert (len(cases("deny")) >= 250, len(cases("allow")) >= 120) == (True, True)
