"""Imports over HTTP, of any app: here of one whose rows are counts of places."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import polars as pl
import psycopg
import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from importplay import Context
from peopleplay import opened_services
from regie.core.access import EVERYWHERE, Actor, Permission, Permissions, Reach
from regie.core.app import Core
from regie.core.db import DatabaseUrl, ensure_days
from regie.core.files import MemoryStore
from regie.core.i18n import french
from regie.core.observe import Health
from regie.core.tabular import (
    Brought,
    Check,
    Column,
    Delivery,
    ImportKind,
    Imports,
    Layout,
    carry_out,
)
from regie.core.tasks import JobContext, job
from regie.core.tasks.tables import jobs_ended
from regie.core.web import EdgeOptions, Routes, build_app, import_routes

from .known import KnownPeople
from .sample import about

READ, MANAGE = "trial.imports.read", "trial.imports.manage"
PERMISSIONS = Permissions(
    Permission(name, {"fr": name, "en": name}, frozenset()) for name in (READ, MANAGE)
)
ROOT = "/api/v1/trial/imports"
GOOD = b"Lieu;Nombre\r\n1.1.;3\r\n1.2.;4\r\n"
COUNTS = Layout(
    (
        Column("place", {"fr": "Lieu", "en": "Place"}, "text"),
        Column("number", {"fr": "Nombre", "en": "Number"}, "integer", least=0),
    )
)


class Counting:
    """Every row is new; those of a place that is out of reach are refused."""

    def __init__(self, delivery: Delivery):
        self._reach = Reach(None if delivery.paths is None else frozenset(delivery.paths))

    def checks(
        self,
        connection: psycopg.Connection,  # noqa: ARG002
        rows: pl.DataFrame,
    ) -> Iterator[Check]:
        out = [place is not None and not self._reach.covers(place) for place in rows["place"]]
        texts: Any = {"fr": "ce lieu est hors de portée", "en": "out of reach"}
        yield Check("out_of_reach", texts, lambda _: pl.lit(pl.Series(out, dtype=pl.Boolean)))

    def write(
        self,
        connection: psycopg.Connection,  # noqa: ARG002
        accepted: pl.DataFrame,
        refused: pl.DataFrame,  # noqa: ARG002
    ) -> Brought:
        return Brought(new=accepted.height)


def counting(connection: psycopg.Connection, delivery: Delivery, *, whole: bool) -> Counting:
    del connection, whole
    return Counting(delivery)


@job(name="trial.import")
def import_counts(context: JobContext, import_id: int) -> None:
    """Carried out by the tests themselves."""


async def names(
    connection: AsyncConnection, tenant: str, keys: Collection[str]
) -> Mapping[str, str]:
    return {key: "Nadia Benali" for key in keys if key == "person:7"}


def somebody(number: int, reach: Reach, *permissions: str, tenant: str = "main") -> Actor:
    return Actor(tenant, "person", number, reaches=dict.fromkeys(permissions, reach))


PEOPLE = {
    "nadia": somebody(7, EVERYWHERE, READ, MANAGE),
    "west": somebody(8, Reach(frozenset(["1.1."])), READ, MANAGE),
    "east": somebody(9, Reach(frozenset(["1.2."])), READ, MANAGE),
    "reader": somebody(10, EVERYWHERE, READ),
    "nobody": somebody(11, EVERYWHERE),
    "stranger": somebody(7, EVERYWHERE, READ, MANAGE, tenant="other"),
}


@dataclass(frozen=True)
class Trial:
    core: Core
    imports: Imports
    http: httpx.AsyncClient

    async def ask(self, who: str, method: str, path: str = "", **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {who}", **more.pop("headers", {})}
        return await self.http.request(method, ROOT + path, headers=headers, **more)

    async def send(self, who: str, data: bytes = GOOD, **params: Any) -> httpx.Response:
        asked = {"kind": "counts", "name": "comptes.csv", **params}
        headers = {"Content-Type": "text/csv"}
        return await self.ask(who, "POST", params=asked, content=data, headers=headers)

    async def brought(self, who: str, data: bytes = GOOD) -> dict[str, Any]:
        """Sent, and carried out."""
        sent = (await self.send(who, data)).json()
        context = Context(asyncio.get_running_loop())
        await asyncio.to_thread(carry_out, self.imports, context, sent["id"])
        return (await self.ask(who, "GET", f"/{sent['id']}")).json()


@pytest.fixture(scope="module")
async def core(migrated: DatabaseUrl) -> AsyncIterator[Core]:
    async with opened_services(migrated) as services:
        async with services.core.database.begin() as connection:
            await ensure_days(connection, jobs_ended)
        yield services.core


@pytest.fixture(scope="module")
async def opened(core: Core) -> AsyncIterator[Trial]:
    kinds = (
        ImportKind("counts", {"fr": "Comptes", "en": "Counts"}, COUNTS, counting),
        ImportKind(
            "rules",
            {"fr": "Règles", "en": "Rules"},
            COUNTS,
            counting,
            scoped=False,
        ),
    )
    zone = core.settings.zone
    imports = Imports("trial", kinds, database=core.database, files=MemoryStore(), zone=zone)
    people = KnownPeople()
    people.people = dict(PEOPLE)
    app = build_app(
        [
            Routes(
                api=(
                    import_routes(
                        core, imports, import_counts, read=READ, manage=MANAGE, names=names
                    ),
                )
            )
        ],
        EdgeOptions(environment="development"),
        health=Health("0", []),
        about=about,
        catalogue=core.catalogue,
        version="0",
        webapp=None,
        permissions=PERMISSIONS,
        authenticator=people,
    )
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
        yield Trial(core, imports, http)


@pytest.fixture
async def trial(opened: Trial) -> Trial:
    """Nothing was imported yet."""
    async with opened.core.database.begin() as connection:
        await connection.execute(text("TRUNCATE core.import CASCADE"))
        await connection.execute(text("TRUNCATE core.jobs, core.jobs_ended"))
    return opened


async def test_a_file_is_taken_and_waits_for_its_job(trial: Trial) -> None:
    answer = await trial.send("nadia")
    found = answer.json()
    assert answer.status_code == 202
    assert found["job_id"] is not None
    assert found | {"id": 0, "job_id": 0, "created_at": ""} == {
        "id": 0,
        "kind": "counts",
        "kind_title": "Comptes",
        "file": {"name": "comptes.csv", "size_bytes": len(GOOD)},
        "state": "waiting",
        "job_id": 0,
        "by": {"key": "person:7", "name": "Nadia Benali"},
        "created_at": "",
        "ended_at": None,
        "rows": None,
        "new": None,
        "identical": None,
        "changed": None,
        "rejected": None,
        "same_as": None,
        "reason": None,
    }


async def test_counts_are_told_when_it_is_done(trial: Trial) -> None:
    found = await trial.brought("nadia", b"Lieu;Nombre\n1.1.;3\n1.2.;x\n")
    told = [found[name] for name in ("state", "rows", "new", "rejected")]
    assert told == ["done", 2, 1, 1]


async def test_a_file_that_is_being_imported_is_one_import(trial: Trial) -> None:
    first = (await trial.send("nadia")).json()
    assert (await trial.send("nadia", name="copie.csv")).json()["id"] == first["id"]


async def test_a_file_that_was_imported_is_not_imported_again(trial: Trial) -> None:
    first = await trial.brought("nadia")
    again = (await trial.send("nadia")).json()
    told = [again[name] for name in ("state", "same_as", "job_id", "new", "identical")]
    assert told == ["done", first["id"], None, 0, 2]


async def test_a_file_is_imported_again_when_that_is_wanted(trial: Trial) -> None:
    await trial.brought("nadia")
    assert (await trial.send("nadia", again=True)).json()["state"] == "waiting"


async def test_a_file_that_is_no_table_fails_with_its_reason(trial: Trial) -> None:
    found = await trial.brought("nadia", b"Nom;Nombre\n1;2\n")
    assert (found["state"], found["reason"]) == (
        "failed",
        "Il manque des colonnes\u00a0: Lieu.",
    )


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"kind": "others"}, 404, "imports.unknown_kind"),
        ({"name": "comptes.pdf"}, 415, "files.type"),
        ({"name": "comptes.xlsx"}, 415, "files.type"),
        ({"name": ""}, 422, "invalid"),
    ],
)
async def test_what_cannot_be_imported_is_refused(
    trial: Trial, more: dict[str, str], status: int, code: str
) -> None:
    answer = await trial.send("nadia", **more)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_sending_nothing_is_refused_whatever_it_was_to_be(trial: Trial) -> None:
    answer = await trial.ask("nadia", "POST", "?kind=others&name=comptes.csv")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "missing")


@pytest.mark.parametrize(
    ("who", "method", "path"),
    [
        ("reader", "POST", "?kind=counts&name=a.csv"),
        ("reader", "DELETE", "/1"),
        ("nobody", "GET", ""),
        ("nobody", "GET", "/1/rejects"),
    ],
)
async def test_who_lacks_the_permission_is_refused(
    trial: Trial, who: str, method: str, path: str
) -> None:
    assert (await trial.ask(who, method, path)).status_code == 403


async def test_what_is_of_the_whole_organisation_is_not_for_a_region(trial: Trial) -> None:
    assert (await trial.send("west", kind="rules")).status_code == 403


async def test_rows_out_of_reach_are_refused(trial: Trial) -> None:
    assert (await trial.brought("west"))["rejected"] == 1


@pytest.mark.parametrize("path", ["", "/events", "/rejects"])
@pytest.mark.parametrize("who", ["east", "stranger"])
async def test_an_import_of_elsewhere_is_not_there(trial: Trial, who: str, path: str) -> None:
    found = await trial.brought("west")
    answer = await trial.ask(who, "GET", f"/{found['id']}{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "imports.not_found")


async def test_a_list_has_what_is_within_reach(trial: Trial) -> None:
    for who in ("nadia", "west", "east", "stranger"):
        await trial.brought(who)
    seen = {
        who: [each["by"]["key"] for each in (await trial.ask(who, "GET")).json()["imports"]]
        for who in PEOPLE
        if who != "nobody"
    }
    every = ["person:9", "person:8", "person:7"]
    assert seen == {
        "nadia": every,
        "reader": every,
        "west": ["person:8"],
        "east": ["person:9"],
        "stranger": ["person:7"],
    }


async def test_a_list_goes_on_behind_its_last(trial: Trial) -> None:
    sent = [await trial.brought("nadia", GOOD + f"1.1.;{n}\n".encode()) for n in range(3)]
    first = (await trial.ask("nadia", "GET", params={"limit": 2})).json()
    rest = (await trial.ask("nadia", "GET", params={"limit": 2, "after": first["next"]})).json()
    pages = [[each["id"] for each in page["imports"]] for page in (first, rest)]
    assert pages == [[sent[2]["id"], sent[1]["id"]], [sent[0]["id"]]]
    assert rest["next"] is None


async def test_one_that_waits_is_cancelled(trial: Trial) -> None:
    found = (await trial.send("nadia")).json()
    answer = await trial.ask("nadia", "DELETE", f"/{found['id']}")
    assert (answer.status_code, answer.json()["state"]) == (202, "cancelled")


async def test_after_a_cancelled_one_the_file_may_come_again(trial: Trial) -> None:
    found = (await trial.send("nadia")).json()
    await trial.ask("nadia", "DELETE", f"/{found['id']}")
    assert (await trial.send("nadia")).json()["id"] != found["id"]


async def test_one_that_has_ended_is_not_cancelled(trial: Trial) -> None:
    await trial.brought("nadia")
    again = (await trial.send("nadia")).json()
    answer = await trial.ask("nadia", "DELETE", f"/{again['id']}")
    assert (answer.status_code, answer.json()["code"]) == (409, "imports.ended")


async def test_events_tell_where_its_job_is(trial: Trial) -> None:
    found = (await trial.send("nadia")).json()
    await trial.ask("nadia", "DELETE", f"/{found['id']}")
    answer = await trial.ask(
        "nadia", "GET", f"/{found['id']}/events", headers={"Accept": "text/event-stream"}
    )
    assert '"state":"cancelled"' in answer.text


async def test_rejects_are_the_rows_as_they_came_with_their_reasons(trial: Trial) -> None:
    found = await trial.brought("nadia", "Lieu;Note;Nombre\n1.1.;=1+1;-3\n;é;2\n".encode("cp1252"))
    answer = await trial.ask("nadia", "GET", f"/{found['id']}/rejects")
    assert answer.headers["content-disposition"].startswith(
        'attachment; filename="comptes.rejets.csv"'
    )
    assert answer.content.decode("utf-8-sig").splitlines() == [
        '"N° de ligne du fichier";"Lieu";"Note";"Nombre";"Motifs du rejet"',
        french('2;"1.1.";"\'=1+1";"-3";"« Nombre » doit être au moins 0"'),
        french('3;;"é";"2";"« Lieu » est vide"'),
    ]


async def test_rejects_are_an_excel_file_as_well(trial: Trial) -> None:
    found = await trial.brought("nadia", b"Lieu;Nombre\n;=1+1\n")
    answer = await trial.ask(
        "nadia",
        "GET",
        f"/{found['id']}/rejects",
        params={"format": "xlsx"},
        headers={"Accept-Language": "en"},
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.get_sheet_by_index(0).to_python() == [
        ["File row", "Lieu", "Nombre", "Reasons for rejection"],
        [2, "", "'=1+1", "“Place” is empty; “Number” is not a whole number"],
    ]


async def test_kinds_are_told_with_their_columns_in_the_readers_language(trial: Trial) -> None:
    answer = await trial.ask("reader", "GET", "/kinds", headers={"Accept-Language": "en"})
    assert answer.json()["kinds"][0] == {
        "name": "counts",
        "title": "Counts",
        "columns": [
            {"name": "place", "title": "Place", "type": "text", "required": True},
            {"name": "number", "title": "Number", "type": "integer", "required": True},
        ],
    }


async def test_a_template_has_the_headers(trial: Trial) -> None:
    answer = await trial.ask("reader", "GET", "/template", params={"kind": "counts"})
    assert answer.content.decode("utf-8-sig") == '"Lieu";"Nombre"\r\n'
