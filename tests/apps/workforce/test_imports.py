"""Files of tasks, volumes and headcount: new, identical, changed, refused, within a reach."""

from __future__ import annotations

import pytest

from importplay import Importer
from regie.apps.workforce.services import Services
from regie.core.access import EVERYWHERE, Reach
from regie.core.tabular import ImportView
from workforceplay import Sized

VOLUMES = (
    "Code du centre;Code de la tâche;Période;Volume\r\n"
    "CTR-METZ;TRI-MANU;2027-01;1200\r\n"
    "CTR-RENNES;TRI-MANU;01/2027;900,5\r\n"
    "CTR-METZ;GUI-INVENT;2027-01;60\r\n"
)
HEADCOUNT = "centre;poste;ETP;au\r\nCTR-METZ;TRI;31;01/12/2026\r\nCTR-METZ;GUI;16;01/11/2026\r\n"
TASKS = (
    "poste;code;tâche;unité;rythme;minutes;complexité (%);méthode;source;auteur;échantillon;"
    "mesuré le;valable du\r\n"
    "TRI;TRI-NEUF;Tri neuf;pli;mois;0,5;10;Chronométrage;Campagne;M. X;40;01/10/2026;01/11/2026\r\n"
    "TRI;TRI-MANU;Tâche TRI-MANU;objet;mois;0,05;10;chronométrage;Campagne 2025;M. LE GOFF;400;"
    "14/03/2025;01/04/2025\r\n"
    "TRI;TRI-COLIS;Tâche TRI-COLIS;objet;mois;0,7;;estimation;Atelier;M. X;;01/10/2026;"
    "01/11/2026\r\n"
)


def counts(view: ImportView) -> tuple[int, int, int, int]:
    return (view.new or 0, view.identical or 0, view.changed or 0, view.rejected or 0)


def importer(own: Sized, services: Services, reach: Reach = EVERYWHERE) -> Importer:
    return Importer(services.imports, own.house.tenant, reach)


async def test_volumes_are_new_then_identical_then_changed(own: Sized, services: Services) -> None:
    bringing = importer(own, services)
    found = [
        counts(await bringing.bring(text.encode(), kind="volumes"))
        for text in (VOLUMES, VOLUMES + "\r\n", VOLUMES.replace("1200", "1300"))
    ]
    assert found == [(3, 0, 0, 0), (0, 3, 0, 0), (0, 2, 1, 0)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("CTR-INCONNU;TRI-MANU;2027-01;5", "ce centre n’existe pas"),
        ("CTR-METZ;TRI-INCONNU;2027-01;5", "cette tâche n’existe pas"),
        ("CTR-METZ;GUI-INVENT;2027-03;5", "janvier"),
        ("MAG-NANTES;TRI-MANU;2027-01;5", "ce centre n’existe pas"),
    ],
)
async def test_a_refused_volume_is_given_back_with_its_reason(
    own: Sized, services: Services, line: str, reason: str
) -> None:
    bringing = importer(own, services)
    view = await bringing.bring(f"{VOLUMES}{line}\r\n".encode(), kind="volumes")
    text = (await bringing.rejects(view.id)).decode("utf-8-sig")
    assert counts(view) == (3, 0, 0, 1)
    assert reason in text


async def test_who_imports_for_a_direction_reaches_its_centres(
    own: Sized, services: Services
) -> None:
    west = await own.house.path(own.places["DIR-OUEST"])
    bringing = importer(own, services, Reach(frozenset({west or ""})))
    view = await bringing.bring(VOLUMES.encode(), kind="volumes")
    assert counts(view) == (1, 0, 0, 2)


async def test_another_tenants_centre_of_the_same_code_is_left_alone(
    own: Sized, services: Services, kept: Sized
) -> None:
    before = await kept.run("SELECT count(*), sum(quantity) FROM workforce.volume")
    stranger = importer(own, services)
    await stranger.bring(HEADCOUNT.encode(), kind="headcount")
    untouched = await kept.run(
        "SELECT DISTINCT version FROM workforce.headcount WHERE tenant = :tenant"
    )
    after = await kept.run("SELECT count(*), sum(quantity) FROM workforce.volume")
    assert (untouched, after) == ([(1,)], before)


async def test_headcount_is_changed_where_it_differs(own: Sized, services: Services) -> None:
    view = await importer(own, services).bring(HEADCOUNT.encode(), kind="headcount")
    assert counts(view) == (0, 1, 1, 0)


async def test_a_task_of_a_file_gets_a_version_when_its_time_differs(
    own: Sized, services: Services
) -> None:
    view = await importer(own, services).bring(TASKS.encode(), kind="tasks")
    versions = await own.run(
        "SELECT code, max(number) FROM workforce.task JOIN workforce.unit_time ON task_id = id"
        " WHERE task.tenant = :tenant AND post_id = :post GROUP BY code ORDER BY code",
        post=own.posts["TRI"],
    )
    assert counts(view) == (1, 1, 1, 0)
    assert versions == [("TRI-COLIS", 2), ("TRI-MANU", 1), ("TRI-NEUF", 1)]


@pytest.mark.parametrize(
    ("wrong", "right", "reason"),
    [
        ("TRI;TRI-NEUF", "ABC;TRI-NEUF", "ce poste n’existe pas"),
        ("TRI;TRI-MANU", "GUI;TRI-MANU", "d’un autre poste"),
        ("TRI-COLIS;objet;mois", "TRI-COLIS;objet;année", "ne change pas"),
        ("Chronométrage;Campagne;M. X;40", "Chronométrage;Campagne;M. X;", "échantillon"),
        ("pli;mois", "pli;semaine", "« mois » ou « année »"),
    ],
)
async def test_a_task_that_cannot_be_is_refused_with_its_reason(
    own: Sized, services: Services, wrong: str, right: str, reason: str
) -> None:
    bringing = importer(own, services)
    assert wrong in TASKS
    view = await bringing.bring(TASKS.replace(wrong, right).encode(), kind="tasks")
    text = (await bringing.rejects(view.id)).decode("utf-8-sig").replace("\u202f", " ")
    assert view.rejected == 1
    assert reason in text.replace("\xa0", " ")


async def test_what_an_import_changes_is_told(own: Sized, services: Services) -> None:
    waiting = "SELECT count(*) FROM core.outbox WHERE kind = 'cache.invalidated'"
    [(before,)] = await own.run(waiting)
    await importer(own, services).bring(VOLUMES.encode(), kind="volumes")
    assert await own.run(waiting) > [(before,)]
