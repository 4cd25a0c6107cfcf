"""What is copied is what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date

import numpy as np
import polars as pl
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regie.core.db import DatabaseUrl
from regie.core.tabular.loading import copy_fixed, copy_frame

TABLE = """
    CREATE TABLE copied (tenant text, big bigint, small smallint, number integer, share float8,
        yes boolean, day date, at timestamptz)
"""

NOT_NUL = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


@pytest.fixture(scope="module")
def connection(new_database: Callable[[], DatabaseUrl]) -> Iterator[psycopg.Connection]:
    with psycopg.connect(new_database().for_libpq(), options="-c timezone=UTC") as connection:
        connection.execute(TABLE)
        connection.execute("CREATE TABLE noted (n bigint, note text)")
        yield connection


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(-(2**63), 2**63 - 1),
            st.integers(-(2**15), 2**15 - 1),
            st.integers(-(2**31), 2**31 - 1),
            st.floats(allow_nan=False),
            st.booleans(),
            st.dates(date(1, 1, 1), date(9999, 12, 31)),
            st.datetimes(timezones=st.just(UTC)),
        ),
        max_size=20,
    )
)
def test_columns_of_fixed_width_arrive_as_they_were(
    connection: psycopg.Connection, rows: list[tuple[object, ...]]
) -> None:
    types = ("int64", "int16", "int32", "float64", "bool", "datetime64[D]")
    names = ("big", "small", "number", "share", "yes", "day")
    columns = {
        name: np.array([row[place] for row in rows], dtype)
        for place, (name, dtype) in enumerate(zip(names, types, strict=True))
    }
    moments = [row[6].replace(tzinfo=None) for row in rows]  # type: ignore[attr-defined]
    connection.execute("TRUNCATE copied")
    copy_fixed(
        connection,
        "public.copied",
        {"tenant": "été", **columns, "at": np.array(moments, "datetime64[us]")},
    )
    assert connection.execute("SELECT * FROM copied").fetchall() == [("été", *row) for row in rows]


def test_more_rows_than_a_block_arrive_in_their_order(connection: psycopg.Connection) -> None:
    connection.execute("TRUNCATE copied")
    copy_fixed(connection, "copied", {"big": np.arange(40_000)})
    found = connection.execute("SELECT count(*), min(big), max(big), sum(big) FROM copied")
    assert found.fetchone() == (40_000, 0, 39_999, 40_000 * 39_999 // 2)


@pytest.mark.parametrize(
    "columns",
    [
        {"big": np.arange(2), "number": np.arange(3, dtype=np.int32)},
        {"tenant": np.array(["a"])},
        {"tenant": "a"},
    ],
)
def test_columns_that_do_not_fit_are_refused(
    connection: psycopg.Connection, columns: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match=r"rows|width"):
        copy_fixed(connection, "copied", columns)  # type: ignore[arg-type]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
)
def test_texts_and_nulls_arrive_as_they_were(
    connection: psycopg.Connection, notes: list[str | None]
) -> None:
    connection.execute("TRUNCATE noted")
    frame = pl.DataFrame({"n": range(len(notes)), "note": pl.Series(notes, dtype=pl.String)})
    copy_frame(connection, "noted", frame)
    found = connection.execute("SELECT note FROM noted ORDER BY n").fetchall()
    assert [row[0] for row in found] == notes
