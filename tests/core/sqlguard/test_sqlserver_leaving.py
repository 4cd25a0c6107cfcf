"""Ways out of a SQL Server's database, and what it does not tell of them."""

from __future__ import annotations

import pytest

from .sqlserver_workshop import MAPPED, found
from .tds import Workshop
from .tds.fixtures import OpenSqlServer
from .tds.workshop import OWN_ID


@pytest.mark.parametrize(
    "logins",
    [
        [(0, False, None)],
        [(OWN_ID, False, None), (0, False, "sa")],
    ],
    ids=["to nobody", "its own to nobody"],
)
async def test_a_linked_server_that_nothing_of_ours_opens_is_none(
    open_sql_server: OpenSqlServer, shop: Workshop, logins: list[tuple[int, bool, str | None]]
) -> None:
    shop.link_server("STOCK", *logins)
    finding = found((await open_sql_server().prove([MAPPED])).findings, "linked")
    assert finding.verdict == "pass"


class TestWhatTheServerDoesNotTell:
    """SQL Server 2022 shows these views to accounts with VIEW SERVER SECURITY STATE only."""

    @pytest.mark.parametrize(
        ("view", "check"),
        [("linked_logins", "linked"), ("configurations", "adhoc"), ("configurations", "chains")],
    )
    async def test_is_unknown(
        self, open_sql_server: OpenSqlServer, shop: Workshop, view: str, check: str
    ) -> None:
        shop.link_server("STOCK", (0, True, None))
        shop.sql.execute(f"DROP TABLE sys.{view}")
        proof = await open_sql_server().prove([MAPPED])
        assert found(proof.findings, check).verdict == "unknown"

    @pytest.mark.parametrize("logins", [[], [(99, False, "sa")]], ids=["none", "another's"])
    async def test_is_unknown_too_where_it_leaves_rows_out(
        self,
        open_sql_server: OpenSqlServer,
        shop: Workshop,
        logins: list[tuple[int, bool, str | None]],
    ) -> None:
        shop.link_server("STOCK", *logins)
        finding = found((await open_sql_server().prove([MAPPED])).findings, "linked")
        assert (finding.verdict, finding.facts) == ("unknown", {"servers": "[STOCK]", "count": 1})

    async def test_of_one_linked_server_hides_nothing_of_another(
        self, open_sql_server: OpenSqlServer, shop: Workshop
    ) -> None:
        shop.link_server("STOCK", (0, False, "sa"))
        shop.link_server("PAYROLL")
        findings = (await open_sql_server().prove([MAPPED])).findings
        assert {
            finding.facts["servers"]: finding.verdict
            for finding in findings
            if finding.check == "linked"
        } == {"[STOCK]": "fail", "[PAYROLL]": "unknown"}

    @pytest.mark.parametrize(
        ("switch", "check"),
        [
            ("Ad Hoc Distributed Queries", "adhoc"),
            ("cross db ownership chaining", "chains"),
        ],
    )
    async def test_of_one_switch_is_unknown(
        self, open_sql_server: OpenSqlServer, shop: Workshop, switch: str, check: str
    ) -> None:
        shop.sql.execute("DELETE FROM sys.configurations WHERE name = ?", (switch,))
        proof = await open_sql_server().prove([MAPPED])
        assert found(proof.findings, check).verdict == "unknown"

    async def test_of_its_switch_makes_a_program_a_failure(
        self, open_sql_server: OpenSqlServer, shop: Workshop
    ) -> None:
        shop.rights.grant("master.sys.xp_cmdshell", "EXECUTE")
        shop.sql.execute("DELETE FROM sys.configurations WHERE name = 'xp_cmdshell'")
        proof = await open_sql_server().prove([MAPPED])
        assert found(proof.findings, "programs").verdict == "fail"

    async def test_makes_a_program_that_may_be_switched_on_a_failure(
        self, open_sql_server: OpenSqlServer, shop: Workshop
    ) -> None:
        shop.rights.grant("master.sys.xp_cmdshell", "EXECUTE")
        shop.sql.execute("DROP TABLE sys.configurations")
        proof = await open_sql_server().prove([MAPPED])
        assert found(proof.findings, "programs").verdict == "fail"


class TestADatabaseOfAzure:
    """It has no logins and no roles of a server: their views are not there."""

    @pytest.mark.parametrize("check", ["attributes", "becomes"])
    @pytest.mark.parametrize(("edition", "harmless"), [(5, True), (3, False)])
    async def test_is_held_against_no_account_for_what_it_has_not(
        self,
        open_sql_server: OpenSqlServer,
        shop: Workshop,
        edition: int,
        harmless: bool,
        check: str,
    ) -> None:
        shop.properties["EngineEdition"] = edition
        shop.sql.execute("DROP TABLE sys.server_principals")
        proof = await open_sql_server().prove([MAPPED])
        unknown = {each.check for each in proof.findings if each.verdict == "unknown"}
        assert (proof.harmless, check in unknown) == (harmless, harmless)

    async def test_hides_nobody_whom_the_account_can_become_there(
        self, open_sql_server: OpenSqlServer, shop: Workshop
    ) -> None:
        shop.properties["EngineEdition"] = 5
        shop.sql.execute("DROP TABLE sys.server_principals")
        shop.rights.principals.update({("USER", "[dbo]"): {"IMPERSONATE"}})
        proof = await open_sql_server().prove([MAPPED])
        assert found(proof.findings, "becomes").verdict == "fail"
