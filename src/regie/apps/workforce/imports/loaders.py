"""What becomes of the rows of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import polars as pl
import psycopg

from regie.core.tabular import Brought, Check, Delivery, Loader, Rule

from . import repository
from .layouts import (
    METHODS,
    NOT_JANUARY,
    OTHER_POST,
    OTHER_RHYTHM,
    RHYTHMS,
    UNKNOWN_CENTRE,
    UNKNOWN_POST,
    UNKNOWN_TASK,
)

_TIME: Final = (
    *("minutes", "complexity", "productivity", "method", "source", "author", "sample", "spread"),
    *("measured_on", "valid_from", "valid_to"),
)
_NAMED: Final = ("name", "unit")


def _unknown(column: str, known: Iterable[str]) -> Rule:
    return lambda col: ~col(column).is_in(list(known))


class VolumeLoader:
    def __init__(self, connection: psycopg.Connection, delivery: Delivery):
        self._delivery = delivery
        self._centres = repository.centres_by_code(connection, delivery)
        self._tasks = repository.tasks_by_code(connection, delivery.tenant)

    def checks(self, connection: psycopg.Connection, rows: pl.DataFrame) -> Iterable[Check]:
        del connection, rows
        yearly = [code for code, (_, rhythm) in self._tasks.items() if rhythm == "year"]
        yield Check("centre_unknown", UNKNOWN_CENTRE, _unknown("centre", self._centres))
        yield Check("task_unknown", UNKNOWN_TASK, _unknown("task", self._tasks))
        yield Check(
            "not_january",
            NOT_JANUARY,
            lambda col: col("task").is_in(yearly) & (col("period").dt.month() != 1),
        )

    def write(
        self, connection: psycopg.Connection, accepted: pl.DataFrame, refused: pl.DataFrame
    ) -> Brought:
        del refused
        columns = (
            [self._centres[code] for code in accepted["centre"]],
            [self._tasks[code][0] for code in accepted["task"]],
            accepted["period"].to_list(),
            accepted["quantity"].to_list(),
        )
        return repository.write_volumes(connection, self._delivery, columns)


class HeadcountLoader:
    def __init__(self, connection: psycopg.Connection, delivery: Delivery):
        self._delivery = delivery
        self._centres = repository.centres_by_code(connection, delivery)
        self._posts = repository.posts_by_code(connection, delivery.tenant)

    def checks(self, connection: psycopg.Connection, rows: pl.DataFrame) -> Iterable[Check]:
        del connection, rows
        yield Check("centre_unknown", UNKNOWN_CENTRE, _unknown("centre", self._centres))
        yield Check("post_unknown", UNKNOWN_POST, _unknown("post", self._posts))

    def write(
        self, connection: psycopg.Connection, accepted: pl.DataFrame, refused: pl.DataFrame
    ) -> Brought:
        del refused
        columns = (
            [self._centres[code] for code in accepted["centre"]],
            [self._posts[code] for code in accepted["post"]],
            accepted["present"].to_list(),
            accepted["as_of"].to_list(),
        )
        return repository.write_headcounts(connection, self._delivery, columns)


class TaskLoader:
    """A task that is there gets a new version of its time when the file's differs from the newest
    in anything; what it had stays in its history."""

    def __init__(self, connection: psycopg.Connection, delivery: Delivery):
        self._delivery = delivery
        self._posts = repository.posts_by_code(connection, delivery.tenant)
        self._newest: Mapping[str, Mapping[str, Any]] = {}

    def checks(self, connection: psycopg.Connection, rows: pl.DataFrame) -> Iterable[Check]:
        codes = rows["code"].drop_nulls().to_list()
        self._newest = repository.newest_times(connection, self._delivery.tenant, codes)
        there = {code: task["post"] for code, task in self._newest.items()}
        rhythms = {code: task["rhythm"] for code, task in self._newest.items()}
        yield Check("post_unknown", UNKNOWN_POST, _unknown("post", self._posts))
        yield Check("other_post", OTHER_POST, _differs("post", there))
        yield Check("other_rhythm", OTHER_RHYTHM, _differs("rhythm", rhythms, RHYTHMS))

    def write(
        self, connection: psycopg.Connection, accepted: pl.DataFrame, refused: pl.DataFrame
    ) -> Brought:
        del refused
        new = changed = 0
        for row in accepted.iter_rows(named=True):
            wanted = self._wanted(row)
            before = self._newest.get(wanted["code"])
            if before is None:
                wanted["id"] = repository.add_task(connection, wanted)
                repository.add_time(connection, wanted | {"number": 1})
                new += 1
            elif self._change(connection, before, wanted):
                changed += 1
        return Brought(new=new, changed=changed, identical=accepted.height - new - changed)

    def _change(
        self, connection: psycopg.Connection, before: Mapping[str, Any], wanted: dict[str, Any]
    ) -> bool:
        timed = any(before[name] != wanted[name] for name in _TIME)
        if not timed and all(before[name] == wanted[name] for name in _NAMED):
            return False
        wanted["id"] = before["id"]
        repository.change_task(connection, wanted)
        if timed:
            number = (before["number"] or 0) + 1
            repository.add_time(connection, wanted | {"number": number})
        return True

    def _wanted(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **row,
            "tenant": self._delivery.tenant,
            "post_id": self._posts[row["post"]],
            "rhythm": RHYTHMS[row["rhythm"].lower()],
            "method": METHODS[row["method"].lower()],
            "complexity": _part(row["complexity"], 0.0),
            "productivity": _part(row["productivity"], 1.0),
            "spread": None if row["spread"] is None else _part(row["spread"], 0.0),
            "recorded_by": self._delivery.by,
        }


def _part(percent: float | None, otherwise: float) -> float:
    return otherwise if percent is None else round(percent / 100, 6)


def _differs(column: str, there: Mapping[str, str], words: Mapping[str, str] | None = None) -> Rule:
    """From what a task that exists has; null, which refuses nothing, for one that does not."""
    now = pl.col("code").replace_strict(there, default=None, return_dtype=pl.String)
    given = pl.col(column)
    if words is not None:
        given = given.str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.String)
    return lambda _: given != now


LOADERS: Final[Mapping[str, Callable[[psycopg.Connection, Delivery], Loader]]] = {
    "volumes": VolumeLoader,
    "headcount": HeadcountLoader,
    "tasks": TaskLoader,
}
