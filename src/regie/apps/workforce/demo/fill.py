"""Writes the demo's figures, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import cos, pi
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

import psycopg
from psycopg import sql

from regie.apps.workforce import domain
from regie.apps.workforce.results.window import shifted
from regie.core.access import MAIN_TENANT
from regie.core.app import DemoSite
from regie.core.clock import local_date

from .catalogue import (
    AUTHORS,
    CENTRES,
    EXPIRED,
    POSTS,
    REVISED,
    SOURCES,
    TASKS,
    DemoTask,
)

MONTHS: Final = 24
_ZONE: Final = ZoneInfo("Europe/Paris")
_NET_HOURS: Final = 7.0
_UNCOUNTED: Final = {("CTR-ALBI", "COL"): 3}
"""Of a centre and the tasks of a post, the last months, which nobody has counted yet."""
_HERE: Final = "SELECT EXISTS (SELECT FROM workforce.post WHERE tenant = %s)"
_PLACES: Final = "SELECT code, id FROM identity.place WHERE tenant = %s AND code = ANY(%s)"
_RULES: Final = "INSERT INTO workforce.rules VALUES (%s, 264, 22, 7.6, 0.6, 'half', 2)"
_CENTRE: Final = (
    "INSERT INTO workforce.centre (place_id, tenant, standard_hours) VALUES (%s, %s, 7.5)"
)


def prepare_demo(site: DemoSite) -> Mapping[str, str]:
    """No setting comes of it. Where there is a post nothing is touched, and what was changed
    since stays changed."""
    today = local_date(site.clock(), _ZONE)
    with psycopg.connect(site.database_dsn) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('regie-demo-workforce'))")
        row = connection.execute(_HERE, (MAIN_TENANT,)).fetchone()
        if row == (False,):
            site.progress("workforce", 0, 1)
            _fill(connection, today)
            site.progress("workforce", 1, 1)
    return {}


def _fill(connection: psycopg.Connection, today: date) -> None:
    found = connection.execute(_PLACES, (MAIN_TENANT, list(CENTRES)))
    places: dict[str, int] = dict(found.fetchall())
    random = Random(1849)  # noqa: S311 - made-up figures, not secrets
    month = today.replace(day=1)
    connection.execute(_RULES, (MAIN_TENANT,))
    connection.execute(_CENTRE, (places["CTR-ALBI"], MAIN_TENANT))
    posts = _written(
        connection, "post", ("code", "name"), [(code, name) for code, name in POSTS.items()]
    )
    tasks = _written(
        connection,
        "task",
        ("code", "post_id", "name", "unit", "rhythm"),
        [(each.code, posts[each.post], each.name, each.unit, each.rhythm) for each in TASKS],
    )
    _copy(connection, "unit_time", _TIME, _times(tasks, today, random))
    volumes = list(_volumes(places, tasks, month, random))
    _copy(connection, "volume", ("place_id", "task_id", "period", "quantity"), volumes)
    _copy(
        connection,
        "headcount",
        ("place_id", "post_id", "present", "as_of"),
        _headcounts(places, posts, month, random),
    )


_TIME: Final = (
    *("task_id", "number", "minutes", "complexity", "productivity", "method", "source", "author"),
    *("sample", "spread", "measured_on", "valid_from", "valid_to", "recorded_by"),
)


def _times(tasks: Mapping[str, int], today: date, random: Random) -> Iterator[tuple[object, ...]]:
    for task in TASKS:
        begin = shifted(today.replace(day=1), -random.randrange(8, 30))
        revised = REVISED.get(task.code)
        source = f"{random.choice(SOURCES[task.method])}, {begin.year}"
        author = random.choice(AUTHORS)
        if revised is not None:
            before = shifted(begin, -random.randrange(24, 40))
            yield (
                *(tasks[task.code], 1, round(task.minutes * revised, 3), task.complexity, 1.0),
                *("estimate", f"Atelier d’experts métier, {before.year}", author, None, None),
                *(before - timedelta(days=21), before, begin - timedelta(days=1), "system:0"),
            )
        end = shifted(today.replace(day=1), -2) - timedelta(days=1)
        yield (
            *(tasks[task.code], 1 if revised is None else 2, task.minutes, task.complexity, 1.0),
            *(task.method, source, author, task.sample, _spread(task)),
            begin - timedelta(days=random.randrange(10, 45)),
            begin,
            end if task.code in EXPIRED else None,
            "system:0",
        )


def _spread(task: DemoTask) -> float | None:
    """Stated where something was timed often."""
    return 0.03 if task.sample is not None and task.sample > 1_000 else None


def _volumes(
    places: Mapping[str, int], tasks: Mapping[str, int], month: date, random: Random
) -> Iterator[tuple[object, ...]]:
    for centre, size in CENTRES.items():
        for task in TASKS:
            local = size * random.uniform(0.88, 1.12)
            if task.rhythm == "year":
                for year in range(shifted(month, 1 - MONTHS).year, month.year + 1):
                    volume = task.volume * local * random.uniform(0.97, 1.03)
                    yield places[centre], tasks[task.code], date(year, 1, 1), round(volume)
                continue
            for ago in range(_UNCOUNTED.get((centre, task.post), 0), MONTHS):
                period = shifted(month, -ago)
                volume = task.volume * local * _shape(task, period, ago) * random.gauss(1, 0.025)
                yield places[centre], tasks[task.code], period, round(volume)


def _shape(task: DemoTask, period: date, ago: int) -> float:
    """Trend, a peak in December, a trough in August."""
    december = max(0.0, cos((period.month - 12) * pi / 6)) ** 4
    august = 0.12 if period.month == 8 else 0.0
    return (1 + task.trend) ** (-ago / 12) * (1 + task.season * december - august)


def _headcounts(
    places: Mapping[str, int], posts: Mapping[str, int], month: date, random: Random
) -> Iterator[tuple[object, ...]]:
    for centre, size in CENTRES.items():
        for post in POSTS:
            hours = sum(_hours(task) for task in TASKS if task.post == post)
            wanted = domain.required(hours * size, _NET_HOURS)
            present = max(0.5, round(wanted * random.uniform(0.86, 1.08) * 2) / 2)
            yield places[centre], posts[post], present, month


def _hours(task: DemoTask) -> float:
    per_day = domain.volume_per_day(task.volume, task.rhythm, domain.WorkingDays())
    return domain.task_hours(per_day, task.minutes, task.complexity, 1.0)


def _written(
    connection: psycopg.Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[tuple[object, ...]],
) -> dict[str, int]:
    """Ids by code."""
    _copy(connection, table, columns, rows)
    asked = sql.SQL("SELECT code, id FROM workforce.{} WHERE tenant = %s").format(
        sql.Identifier(table)
    )
    return dict(connection.execute(asked, (MAIN_TENANT,)).fetchall())


def _copy(
    connection: psycopg.Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[tuple[object, ...]],
) -> None:
    named = sql.SQL(", ").join(map(sql.Identifier, ("tenant", *columns)))
    command = sql.SQL("COPY workforce.{} ({}) FROM STDIN").format(sql.Identifier(table), named)
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row((MAIN_TENANT, *row))
