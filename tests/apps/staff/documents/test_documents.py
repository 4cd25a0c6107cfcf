"""Documents: what is taken, who gets it, and what is on record."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from httpplay import SignIn
from payplay import Sites
from peopleplay import Organisation
from regie.apps.staff.demo.documents import one_page
from regie.bootstrap import Runtime
from staffplay import STAFF, Staff, answered

PDF = one_page("Contrat", "M-00001")


@pytest.fixture
async def employee(runtime: Runtime, house: Organisation, sites: Sites) -> int:
    return await Staff.of(runtime, house).hire("R1", sites.rennes)


async def send(
    client: httpx.AsyncClient,
    employee: int,
    content: bytes = PDF,
    name: str = "Contrat.pdf",
    declared: str = "application/pdf",
) -> httpx.Response:
    return await client.post(
        f"{STAFF}/people/{employee}/documents",
        params={"name": name, "kind": "contract"},
        content=content,
        headers={"content-type": declared},
    )


async def link(client: httpx.AsyncClient, employee: int, document: dict[str, Any]) -> str:
    answer = await client.post(f"{STAFF}/people/{employee}/documents/{document['id']}/link")
    assert answer.status_code == 200, answer.text
    return answer.json()["path"]


async def test_what_was_sent_comes_back_to_be_saved(sign_in: SignIn, employee: int) -> None:
    keeper = await sign_in("administrator")
    document = (await send(keeper, employee)).json()
    got = await keeper.get("/" + await link(keeper, employee, document))
    assert (got.content, got.headers["content-disposition"][:10]) == (PDF, "attachment")


async def test_a_link_is_good_for_nobody_else(sign_in: SignIn, employee: int) -> None:
    keeper = await sign_in("administrator")
    path = await link(keeper, employee, (await send(keeper, employee)).json())
    other = await sign_in("director", name="Hugo Lacroix")
    assert (await other.get("/" + path)).status_code == 404


async def test_every_download_is_on_record(
    house: Organisation, sign_in: SignIn, employee: int
) -> None:
    keeper = await sign_in("administrator")
    await link(keeper, employee, (await send(keeper, employee)).json())
    assert (await house.actions())[-2:] == ["document.add", "document.download"]


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"<script>alert(1)</script>", "Contrat.pdf", 415),
        (PDF, "Contrat.html", 415),
        (PDF + b" " * (11 * 2**20), "Contrat.pdf", 413),
    ],
    ids=["a page", "a name of another kind", "too large"],
)
async def test_what_is_no_document_is_not_kept(
    sign_in: SignIn, employee: int, content: bytes, name: str, status: int
) -> None:
    keeper = await sign_in("administrator")
    answer = await send(keeper, employee, content, name)
    left = await answered(keeper, f"/people/{employee}/documents")
    assert (answer.status_code, left["documents"]) == (status, [])


async def test_a_file_has_its_quota(
    runtime: Runtime, house: Organisation, sign_in: SignIn, employee: int
) -> None:
    keeper = await sign_in("administrator")
    await house.value(
        "INSERT INTO staff.document (tenant, employee_id, kind, name, media_type, digest,"
        " size_bytes, added_by) VALUES (:tenant, :employee, 'other', 'a', 'b', 'c', :size, 'd')"
        " RETURNING id",
        tenant=house.tenant,
        employee=employee,
        size=Staff.of(runtime, house).services.documents.quota_bytes,
    )
    assert (await send(keeper, employee)).status_code == 413


async def test_the_same_document_is_there_once(sign_in: SignIn, employee: int) -> None:
    keeper = await sign_in("administrator")
    statuses = [(await send(keeper, employee)).status_code for _ in range(2)]
    assert statuses == [201, 409]


@pytest.mark.parametrize(("role", "status"), [("manager", 403), ("agent", 403), ("director", 200)])
async def test_only_the_direction_reads_documents(
    sign_in: SignIn, sites: Sites, employee: int, role: str, status: int
) -> None:
    reader = await sign_in(role, place=sites.west)
    assert (await reader.get(f"{STAFF}/people/{employee}/documents")).status_code == status


async def test_a_director_elsewhere_does_not_reach_them(
    sign_in: SignIn, sites: Sites, employee: int
) -> None:
    reader = await sign_in("director", place=sites.nancy)
    assert (await reader.get(f"{STAFF}/people/{employee}/documents")).status_code == 404
