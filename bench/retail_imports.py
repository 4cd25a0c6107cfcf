"""Lines into PostgreSQL, and lines checked, beside what a developer would pick instead."""

from __future__ import annotations

import csv
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import polars as pl
import psutil
import psycopg
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError
from rich.console import Console
from rich.progress import track

from bench.command import Mode, Taken
from bench.harness import Aim, CaseFacts, Run, interleaved, resident_mb
from bench.retail_lines import COLUMNS, CREATE, TABLE, TillFile, stored
from bench.stage import stage
from regie.apps.retail.sales_import.layout import LAYOUT
from regie.core.embedded.binaries import postgres_programs
from regie.core.tabular.checking import Checker
from regie.core.tabular.headers import Headers
from regie.core.tabular.loading import copy_fixed
from regie.core.tabular.reading import open_table

LOADED: Final = 400_000
ROW_BY_ROW: Final = 20_000
"""Of the slow ones; the rate is what counts."""
CHECKED: Final = 400_000
CHUNK: Final = 100_000
PARIS: Final = ZoneInfo("Europe/Paris")

LOADS: Final = {
    "regie": ("Régie: COPY BINARY laid out by numpy", ("numpy", "psycopg")),
    "psql": ("psql \\copy, CSV", ()),
    "psycopg-csv": ("psycopg COPY, the bytes of the CSV", ("psycopg",)),
    "polars-csv": ("polars write_csv, psycopg COPY", ("polars", "psycopg")),
    "psycopg-rows": (f"psycopg write_row, {ROW_BY_ROW:,} rows", ("psycopg",)),
    "executemany": (f"psycopg executemany, {ROW_BY_ROW:,} rows", ("psycopg",)),
}
CHECKS: Final = {
    "regie": ("Régie: CSV in, every reason of every row", ("polars",)),
    "read": ("polars, the read alone, all text", ("polars",)),
    "pydantic": (f"csv and a pydantic model per row, {ROW_BY_ROW:,} rows", ("pydantic",)),
}
LOAD_AIMS: Final = (Aim("regie", "psql", at_least=0.85, measure="throughput"),)
CHECK_AIMS: Final = (Aim("regie", "pydantic", at_least=20, measure="throughput"),)


@dataclass(frozen=True, slots=True)
class Case:
    run: Callable[[], int]
    """How many rows it took."""
    before: Callable[[], None] = lambda: None
    wrong: Callable[[int], int] = lambda _: 0
    """Of that many rows; neither is on the clock."""


def take_loads(mode: Mode, console: Console) -> Iterator[Taken]:
    with stage() as ground, ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="regie-bench-"))
        connection = stack.enter_context(psycopg.connect(ground.database_url, autocommit=True))
        connection.execute(CREATE)
        runs = _runs(_loads(connection, ground.database_url, Path(folder)), mode, console)
        yield Taken("retail-load", "regie", "loader", _facts(LOADS), LOAD_AIMS, runs)


def take_checks(mode: Mode, console: Console) -> Iterator[Taken]:
    with tempfile.TemporaryDirectory(prefix="regie-bench-") as folder:
        file = TillFile.written(Path(folder) / "till.csv", CHECKED)
        runs = _runs(_checks(file), mode, console)
        yield Taken("retail-checks", "regie", "checker", _facts(CHECKS), CHECK_AIMS, runs)


def _loads(connection: psycopg.Connection, url: str, folder: Path) -> dict[str, Case]:
    columns = stored(LOADED)
    frame = pl.DataFrame(columns)
    path = folder / "lines.csv"
    frame.write_csv(path, include_header=False)
    few = frame.head(ROW_BY_ROW).rows()
    sums = frame["excl_cents"].cum_sum()
    copying = f"COPY {TABLE} FROM STDIN (FORMAT CSV)"

    def regie() -> int:
        return copy_fixed(connection, f"public.{TABLE}", columns)

    def psql() -> int:
        command = [postgres_programs() / "psql", "-qX", url, "-c"]
        subprocess.run([*command, f"\\copy {TABLE} from '{path}' (format csv)"], check=True)
        return LOADED

    def csv_bytes() -> int:
        with path.open("rb") as file, connection.cursor().copy(copying) as copy:
            while data := file.read(1_048_576):
                copy.write(data)
        return LOADED

    def polars_csv() -> int:
        with connection.cursor().copy(copying) as copy:
            for piece in frame.iter_slices(50_000):
                copy.write(piece.write_csv(include_header=False))
        return LOADED

    def rows() -> int:
        with connection.cursor().copy(f"COPY {TABLE} FROM STDIN") as copy:
            for row in few:
                copy.write_row(row)
        return ROW_BY_ROW

    def executemany() -> int:
        marks = ", ".join(["%s"] * len(COLUMNS))
        with connection.transaction(), connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", few)  # noqa: S608 - ours
        return ROW_BY_ROW

    def emptied() -> None:
        connection.execute(f"TRUNCATE {TABLE}")

    def wrong(count: int) -> int:
        asked = f"SELECT count(*), sum(excl_cents) FROM {TABLE}"  # noqa: S608 - ours
        found = connection.execute(asked).fetchone()
        return int(found != (count, sums[count - 1]))

    loads = (regie, psql, csv_bytes, polars_csv, rows, executemany)
    return {name: Case(load, emptied, wrong) for name, load in zip(LOADS, loads, strict=True)}


def _checks(file: TillFile) -> dict[str, Case]:
    refused = 0

    def regie() -> int:
        nonlocal refused
        headers = Headers(LAYOUT)
        table = open_table(file.path, "csv", headers)
        checker = Checker(LAYOUT, headers.positions(table.headers), PARIS)
        rows = refused = 0
        for batch in table.batches(CHUNK):
            masks = checker.check(batch).masks()
            rows, refused = rows + batch.height, refused + int((masks != 0).sum())
        return rows

    def read() -> int:
        return pl.read_csv(file.path, separator=";", infer_schema=False).height

    def pydantic() -> int:
        nonlocal refused
        refused = 0
        with file.path.open(newline="", encoding="utf-8") as source:
            for row in islice(csv.DictReader(source, delimiter=";"), ROW_BY_ROW):
                try:
                    Line.model_validate(row)
                except ValidationError:
                    refused += 1
        return ROW_BY_ROW

    def wrong(rows: int) -> int:
        return int(refused != file.wrong_among(rows))

    return {
        "regie": Case(regie, wrong=wrong),
        "read": Case(read),
        "pydantic": Case(pydantic, wrong=wrong),
    }


def _point(text: str) -> str:
    return text.replace(",", ".")


def _local(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=PARIS)


def _not_nothing(quantity: Decimal) -> Decimal:
    if quantity == 0:
        raise ValueError("quantity")
    return quantity


class Line(BaseModel):
    """The same rules, but for the number of a line that is there twice, which it leaves out."""

    sale: Annotated[str, Field(alias="Vente", min_length=1, max_length=80)]
    line: Annotated[int, Field(alias="Ligne", ge=1, le=1_000_000)]
    store: Annotated[str, Field(alias="Magasin", min_length=1, max_length=80)]
    sold_at: Annotated[datetime, BeforeValidator(_local), Field(alias="Vendu le")]
    sku: Annotated[str, Field(alias="Article", min_length=1, max_length=80)]
    quantity: Annotated[
        Decimal,
        BeforeValidator(_point),
        AfterValidator(_not_nothing),
        Field(alias="Quantité", ge=-1_000_000, le=1_000_000, decimal_places=3),
    ]
    unit_price: Annotated[
        Decimal,
        BeforeValidator(_point),
        Field(alias="Prix unitaire HT", ge=0, le=10_000_000, decimal_places=4),
    ]


def _runs(cases: Mapping[str, Case], mode: Mode, console: Console) -> list[Run]:
    """The first of each is not counted."""
    for case in cases.values():
        case.before()
        case.run()
    turns = list(interleaved(list(cases.items()), mode.rounds))
    return [
        _run(number, name, case)
        for number, (name, case) in track(turns, "measuring", console=console)
    ]


def _run(number: int, name: str, case: Case) -> Run:
    case.before()
    began, cpu = perf_counter(), _cpu_s()
    rows = case.run()
    wall_s, cpu_s = perf_counter() - began, _cpu_s() - cpu
    return Run(
        case=name,
        round=number,
        connections=1,
        requests=rows,
        failures=0,
        sampled=1,
        wrong=case.wrong(rows),
        wall_s=wall_s,
        cpu_s=cpu_s,
        postgres_cpu_s=0.0,
        valkey_cpu_s=0.0,
        p50_ms=wall_s * 1000,
        p99_ms=wall_s * 1000,
        resident_mb=resident_mb([psutil.Process()]),
    )


def _cpu_s() -> float:
    """Ours, and that of the programs that we waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _facts(titles: Mapping[str, tuple[str, tuple[str, ...]]]) -> list[CaseFacts]:
    return [
        CaseFacts(name, title, {package: version(package) for package in packages})
        for name, (title, packages) in titles.items()
    ]
