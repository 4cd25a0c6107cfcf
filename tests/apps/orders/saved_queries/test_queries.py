"""Saved queries over HTTP: kept, changed, judged, run, and on record."""

from __future__ import annotations

import json
from typing import Any

import pytest

from orderplay import LATE, MINE
from tokenplay import House

from .asking import BASE, CHECK, DRAFT, MINA, SOURCES, Headers, add, made, run


async def on_record(house: House, id_: int) -> list[tuple[str, str, dict[str, Any]]]:
    told = await house.organisation.value(
        "SELECT json_agg(json_build_array(action, outcome, payload) ORDER BY number)"
        " FROM identity.audit_entry LEFT JOIN identity.audit_payload USING (tenant, number)"
        " WHERE subject = :subject AND tenant = :tenant",
        subject=f"query:{id_}",
        tenant=house.organisation.tenant,
    )
    return [*map(tuple, told if isinstance(told, list) else json.loads(str(told)))]


async def test_a_new_query_is_listed_with_who_wrote_it(house: House, manager: Headers) -> None:
    id_ = await made(house, manager)
    (seen,) = (await house.client.get(BASE, headers=manager)).json()["queries"]
    assert (seen["id"], seen["sql"], seen["created_by"]) == (id_, DRAFT["sql"], "Ada")


async def test_a_list_goes_on_where_it_ended(house: House, manager: Headers) -> None:
    for name in ("a", "b", "c"):
        await made(house, manager, name=name)
    first = (await house.client.get(f"{BASE}?limit=2", headers=manager)).json()
    rest = await house.client.get(f"{BASE}?limit=2&after={first['next']}", headers=manager)
    names = [each["name"] for page in (first, rest.json()) for each in page["queries"]]
    assert names == ["a", "b", "c"]


async def test_two_queries_have_two_names(house: House, manager: Headers) -> None:
    await made(house, manager)
    assert (await add(house, manager)).json()["code"] == "orders.query_name_taken"


async def test_a_change_of_a_state_that_is_gone_is_refused(house: House, manager: Headers) -> None:
    id_ = await made(house, manager)
    said: list[int] = []
    for tag in ({}, {"If-Match": '"1"'}, {"If-Match": '"1"'}):
        answer = await house.client.put(
            f"{BASE}/{id_}", json=DRAFT | {"description": "Par nom"}, headers=manager | tag
        )
        said.append(answer.status_code)
    assert said == [428, 200, 412]


async def test_what_was_removed_is_gone(house: House, manager: Headers) -> None:
    id_ = await made(house, manager)
    tagged = manager | {"If-Match": '"1"'}
    removed = await house.client.delete(f"{BASE}/{id_}", headers=tagged)
    read = await house.client.get(f"{BASE}/{id_}", headers=manager)
    assert (removed.status_code, read.json()["code"]) == (204, "orders.query_not_found")


async def test_another_tenants_administrator_runs_no_query(house: House, manager: Headers) -> None:
    id_ = await made(house, manager)
    _, stranger = await house.beside().administrator()
    assert (await run(house, stranger, id_)).json()["code"] == "forbidden"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"sql": "DELETE FROM commandes"}, "orders.query_denied"),
        ({"sql": "SELECT mot_de_passe FROM commandes WHERE client = {client}"}, None),
        ({"sql": "SELECT * FROM sqlite_master WHERE name = {client}"}, "orders.query_denied"),
        ({"sql": "SELECT numero FROM commandes"}, "orders.query_denied"),
        ({"parameters": []}, "orders.query_denied"),
        ({"source": "nulle-part"}, "orders.source_not_found"),
        ({"parameters": [{"name": "client", "type": "sql"}]}, "invalid"),
        ({"parameters": [{"name": "client; --", "type": "text"}]}, "invalid"),
        ({"sql": ""}, "invalid"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_what_may_not_run_is_not_kept(
    house: House, manager: Headers, wrong: dict[str, object], code: str | None
) -> None:
    answer = await add(house, manager, **wrong)
    assert answer.json()["code"] == (code or "orders.query_denied")


async def test_a_run_answers_with_columns_and_rows(
    house: House, manager: Headers, agent: Headers
) -> None:
    answer = await run(house, agent, await made(house, manager))
    told = answer.json()
    assert told["columns"] == [
        {"name": "numero", "type": "text"},
        {"name": "statut", "type": "text"},
        {"name": "exemplaires", "type": "number"},
    ]
    assert told["rows"][:2] == [
        [MINE, "En production", 250],
        [LATE, "En préparation expédition", 1000],
    ]


async def test_a_value_is_a_value_whatever_it_says(house: House, manager: Headers) -> None:
    id_ = await made(house, manager)
    value = {"parameters": [{"name": "client", "value": "x' OR '1'='1"}]}
    assert (await run(house, manager, id_, value)).json()["rows"] == []


@pytest.mark.parametrize(
    ("type_", "value", "status"),
    [
        ("number", "250", 200),
        ("number", "-1.5", 200),
        ("number", "1e9", 409),
        ("number", "", 409),
        ("date", "2026-01-31", 200),
        ("date", "2026-02-31", 409),
        ("date", "31/01/2026", 409),
        ("text", "", 200),
    ],
)
async def test_a_value_has_the_type_of_its_parameter(
    house: House, manager: Headers, type_: str, value: str, status: int
) -> None:
    id_ = await made(
        house,
        manager,
        sql="SELECT numero FROM commandes WHERE exemplaires = {x}",
        parameters=[{"name": "x", "type": type_}],
    )
    answer = await run(house, manager, id_, {"parameters": [{"name": "x", "value": value}]})
    assert answer.status_code == status


@pytest.mark.parametrize(
    "given", [[], [{"name": "other", "value": "x"}, *MINA["parameters"]]], ids=len
)
async def test_values_are_those_that_the_query_wants(
    house: House, manager: Headers, given: list[dict[str, str]]
) -> None:
    answer = await run(house, manager, await made(house, manager), {"parameters": given})
    assert answer.json()["code"] == "orders.query_parameter"


async def test_a_run_is_on_record_with_its_rows_and_without_values(
    house: House, manager: Headers
) -> None:
    id_ = await made(house, manager)
    await run(house, manager, id_)
    action, outcome, payload = (await on_record(house, id_))[-1]
    told = {"name": DRAFT["name"], "source": "atelier", "version": 1, "rows": 4}
    assert (action, outcome, payload | told == payload, "Mina" in str(payload)) == (
        "query.run",
        "done",
        True,
        False,
    )


async def test_a_run_that_failed_is_on_record(house: House, manager: Headers) -> None:
    id_ = await made(house, manager)
    await run(house, manager, id_, {"parameters": []})
    action, outcome, payload = (await on_record(house, id_))[-1]
    assert (action, outcome, payload["problem"]) == (
        "query.run",
        "failed",
        "orders.query_parameter",
    )


async def test_each_change_is_on_record(house: House, manager: Headers) -> None:
    id_ = await made(house, manager)
    for method, tag in (("PUT", '"1"'), ("DELETE", '"2"')):
        await house.client.request(
            method,
            f"{BASE}/{id_}",
            json=DRAFT if method == "PUT" else None,
            headers=manager | {"If-Match": tag},
        )
    actions = [action for action, _, _ in await on_record(house, id_)]
    assert actions == ["query.add", "query.change", "query.remove"]


async def test_a_file_of_the_answer_has_no_formula(house: House, manager: Headers) -> None:
    sql = "SELECT '=1+1' AS piège, exemplaires FROM commandes WHERE exemplaires = 250"
    id_ = await made(house, manager, sql=sql, parameters=[])
    answer = await house.client.post(f"{BASE}/{id_}/export", json={}, headers=manager)
    assert answer.content.decode("utf-8-sig") == '"piège";"exemplaires"\r\n"\'=1+1";250\r\n'


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        (BASE, "GET", 200),
        (SOURCES, "GET", 200),
        (CHECK, "POST", 403),
        (BASE, "POST", 403),
    ],
)
async def test_an_agent_reads_and_does_not_write(
    house: House, agent: Headers, path: str, method: str, status: int
) -> None:
    body = {key: DRAFT[key] for key in ("source", "sql", "parameters")}
    answer = await house.client.request(
        method,
        path,
        json=(DRAFT if path == BASE else body) if method == "POST" else None,
        headers=agent,
    )
    assert answer.status_code == status


async def test_who_writes_sees_what_would_run(house: House, manager: Headers) -> None:
    body = {"source": "atelier", "sql": "select numero from commandes limit 3"}
    answer = await house.client.post(CHECK, json=body, headers=manager)
    assert answer.json()["sql"] == (
        'SELECT "commandes"."numero" FROM "main"."commandes" AS "commandes" LIMIT 3'
    )


async def test_who_writes_is_told_why_not_in_their_language(house: House, manager: Headers) -> None:
    body = {"source": "atelier", "sql": "SELECT secret FROM commandes"}
    answer = await house.client.post(CHECK, json=body, headers=manager | {"accept-language": "fr"})
    told = answer.json()
    assert (told["allowed"], told["reason"], told["message"].startswith("Cette colonne")) == (
        False,
        "column",
        True,
    )


async def test_who_writes_sees_what_may_be_read(house: House, manager: Headers) -> None:
    (source,) = (await house.client.get(SOURCES, headers=manager)).json()["sources"]
    tables = {table["name"]: table["columns"] for table in source["tables"]}
    assert (source["engine"], tables["etapes"]) == ("sqlite", ["numero", "statut", "le"])
