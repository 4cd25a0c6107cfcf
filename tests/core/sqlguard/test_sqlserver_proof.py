"""What a SQL Server says of good and of sloppy accounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from regie.core.i18n import LANGUAGES, Catalogue
from regie.core.sqlguard import (
    MESSAGES,
    Finding,
    Limits,
    Relation,
    SourceRefused,
)
from regie.core.sqlguard.address import read_address
from regie.core.sqlguard.driver import Examined
from regie.core.sqlguard.engines.sqlserver.proof_session import link

from .sqlserver_workshop import MAPPED, found
from .tds import Batch, Call, SqlError, TdsServer, Workshop
from .tds.fixtures import OpenSqlServer
from .tds.workshop import OWN_ID

ORDERS_PATH = "[dbo].[orders]"

Arrange = Callable[[Workshop], object]

SLOPPY: dict[str, tuple[str, Arrange]] = {
    "attributes": (
        "ALTER SERVER ROLE [sysadmin] DROP MEMBER [order_reader];",
        lambda shop: shop.rights.server_roles.add("sysadmin"),
    ),
    "attributes without a role": (
        "REVOKE ALTER ANY LOGIN TO [order_reader];",
        lambda shop: shop.rights.server.add("ALTER ANY LOGIN"),
    ),
    "memberships": (
        "ALTER ROLE [db_datawriter] DROP MEMBER [order_reader];",
        lambda shop: shop.rights.roles.add("db_datawriter"),
    ),
    "writes": (
        "DENY INSERT, UPDATE, DELETE, ALTER ON [dbo].[orders] TO [order_reader];"
        " -- an owner needs another account",
        lambda shop: shop.rights.grant(ORDERS_PATH, "INSERT"),
    ),
    "writes to one column": (
        "DENY INSERT, UPDATE, DELETE, ALTER ON [dbo].[orders] TO [order_reader];"
        " -- an owner needs another account",
        lambda shop: shop.rights.grant(ORDERS_PATH, "UPDATE", "client"),
    ),
    "creates": (
        "REVOKE CREATE TABLE TO [order_reader]; -- and from the roles that it is in",
        lambda shop: shop.rights.database.add("CREATE TABLE"),
    ),
    "creates in a schema": (
        "REVOKE ALTER ON SCHEMA::[dbo] TO [order_reader]; -- and from the roles that it is in",
        lambda shop: shop.rights.schemas.update({"[dbo]": {"ALTER"}}),
    ),
    "creates by a schema that is one's own": (
        "REVOKE CONTROL ON SCHEMA::[dbo] TO [order_reader]; -- and from the roles that it is in",
        lambda shop: shop.rights.schemas.update({"[dbo]": {"CONTROL"}}),
    ),
    "creates rows in every table of a schema": (
        "REVOKE INSERT ON SCHEMA::[dbo] TO [order_reader]; -- and from the roles that it is in",
        lambda shop: shop.rights.schemas.update({"[dbo]": {"INSERT"}}),
    ),
    **{
        f"writes by {right}": (
            "REVOKE CONTROL, TAKE OWNERSHIP ON [dbo].[orders] FROM [order_reader];"
            " DENY INSERT, UPDATE, DELETE, ALTER ON [dbo].[orders] TO [order_reader];"
            " -- an owner needs another account",
            lambda shop, right=right: shop.rights.grant(ORDERS_PATH, right),
        )
        for right in ("CONTROL", "TAKE OWNERSHIP")
    },
    "becomes another user": (
        "REVOKE IMPERSONATE ON USER::[dbo] FROM [order_reader];"
        " -- and from the roles that it is in",
        lambda shop: shop.rights.principals.update({("USER", "[dbo]"): {"IMPERSONATE"}}),
    ),
    "becomes another login": (
        "USE [master]; REVOKE IMPERSONATE ON LOGIN::[sa] FROM [order_reader];"
        " -- and from the roles that it is in",
        lambda shop: shop.rights.principals.update({("LOGIN", "[sa]"): {"IMPERSONATE"}}),
    ),
    "becomes a member of a role that it may alter": (
        "REVOKE ALTER ON ROLE::[db_datawriter] FROM [order_reader];"
        " -- and from the roles that it is in",
        lambda shop: shop.rights.principals.update({("ROLE", "[db_datawriter]"): {"ALTER"}}),
    ),
    "becomes a member of a server role": (
        "USE [master]; REVOKE CONTROL ON SERVER ROLE::[sysadmin] FROM [order_reader];"
        " -- and from the roles that it is in",
        lambda shop: shop.rights.principals.update({("SERVER ROLE", "[sysadmin]"): {"CONTROL"}}),
    ),
    "programs": (
        "USE [master]; REVOKE EXECUTE ON [sys].[xp_cmdshell] FROM public;"
        " -- and from the users and roles there that it comes through",
        lambda shop: (
            shop.rights.grant("master.sys.xp_cmdshell", "EXECUTE"),
            shop.switch_on("xp_cmdshell"),
        ),
    ),
    "programs of COM": (
        "USE [master]; REVOKE EXECUTE ON [sys].[sp_OACreate] FROM public;"
        " -- and from the users and roles there that it comes through",
        lambda shop: (
            shop.rights.grant("master.sys.sp_OACreate", "EXECUTE"),
            shop.switch_on("Ole Automation Procedures"),
        ),
    ),
    "programs that have no switch": (
        "USE [master]; REVOKE EXECUTE ON [sys].[xp_regwrite] FROM public;"
        " -- and from the users and roles there that it comes through",
        lambda shop: shop.rights.grant("master.sys.xp_regwrite", "EXECUTE"),
    ),
    "linked as another": (
        "EXEC sp_addlinkedsrvlogin N'O''Neil', 'false', N'order_reader', NULL, NULL;",
        lambda shop: shop.link_server("O'Neil", (0, False, "sa")),
    ),
    "linked by a mapping of its own": (
        "EXEC sp_addlinkedsrvlogin N'STOCK', 'false', N'order_reader', NULL, NULL;",
        lambda shop: shop.link_server("STOCK", (0, True, None), (OWN_ID, False, "writer")),
    ),
    "procedures": (
        "DENY EXECUTE TO [order_reader];",
        lambda shop: shop.create_procedure("close_order", executable=True),
    ),
    "mapping": (
        "GRANT SELECT ([N° commande], [client], [le], [ex]) ON [dbo].[orders] TO [order_reader];",
        lambda shop: shop.rights.revoke(ORDERS_PATH, "SELECT"),
    ),
    "readable": (
        "GRANT SELECT ([N° commande], [client], [le], [ex]) ON [dbo].[orders] TO [order_reader];",
        lambda shop: shop.rights.grant(ORDERS_PATH, "SELECT", "N° commande"),
    ),
}
WARNED: dict[str, tuple[str, Arrange]] = {
    "memberships": (
        "ALTER ROLE [db_datareader] DROP MEMBER [order_reader];",
        lambda shop: shop.rights.roles.add("db_datareader"),
    ),
    "sees_more": (
        "REVOKE SELECT ON [dbo].[salaries] TO [order_reader];",
        lambda shop: shop.rights.grant("[dbo].[salaries]", "SELECT", "amount"),
    ),
    "programs that are switched off": (
        "USE [msdb]; REVOKE EXECUTE ON [dbo].[sp_add_job] FROM public;"
        " -- and from the users and roles there that it comes through",
        lambda shop: shop.rights.grant("msdb.dbo.sp_add_job", "EXECUTE"),
    ),
    "linked as itself": (
        "EXEC sp_addlinkedsrvlogin N'STOCK', 'false', N'order_reader', NULL, NULL;",
        lambda shop: shop.link_server("STOCK", (0, True, None)),
    ),
    "adhoc": (
        "EXEC sp_configure 'show advanced options', 1; RECONFIGURE;"
        " EXEC sp_configure 'Ad Hoc Distributed Queries', 0; RECONFIGURE;",
        lambda shop: shop.switch_on("Ad Hoc Distributed Queries"),
    ),
    "outside": (
        "DENY EXECUTE ON [dbo].[fetch_page] TO [order_reader];",
        lambda shop: shop.create_function("fetch_page"),
    ),
    "chains of a trustworthy database": (
        "ALTER DATABASE [shop] SET TRUSTWORTHY OFF;",
        lambda shop: shop.sql.execute("UPDATE sys.databases SET is_trustworthy_on = 1"),
    ),
    "chains into other databases": (
        "ALTER DATABASE [shop] SET DB_CHAINING OFF;"
        " EXEC sp_configure 'show advanced options', 1; RECONFIGURE;"
        " EXEC sp_configure 'cross db ownership chaining', 0; RECONFIGURE;",
        lambda shop: (
            shop.sql.execute("UPDATE sys.databases SET is_db_chaining_on = 1"),
            shop.switch_on("cross db ownership chaining"),
        ),
    ),
    "databases": (
        "USE [payroll]; DROP USER [order_reader]; -- or REVOKE CONNECT FROM guest there",
        lambda shop: shop.rights.databases.add("payroll"),
    ),
    "index": (
        "CREATE INDEX [ix_orders_N° commande] ON [dbo].[orders] ([N° commande]);",
        lambda shop: shop.sql.execute("DELETE FROM sys.index_columns"),
    ),
    "snapshot": (
        "ALTER DATABASE [shop] SET READ_COMMITTED_SNAPSHOT ON;",
        lambda shop: shop.sql.execute("UPDATE sys.databases SET is_read_committed_snapshot_on = 0"),
    ),
}


async def test_an_account_that_reads_what_is_mapped_passes_every_line(
    open_sql_server: OpenSqlServer,
) -> None:
    proof = await open_sql_server().prove([MAPPED])
    assert {finding.verdict for finding in proof.findings} == {"pass"}


@pytest.mark.parametrize(("check", "arranged"), SLOPPY.items(), ids=list(SLOPPY))
async def test_an_account_that_can_do_harm_fails_and_is_told_how_to_mend_it(
    open_sql_server: OpenSqlServer, shop: Workshop, check: str, arranged: tuple[str, Arrange]
) -> None:
    remedy, arrange = arranged
    arrange(shop)
    finding = found((await open_sql_server().prove([MAPPED])).findings, check)
    assert (finding.verdict, finding.remedy) == ("fail", remedy)


@pytest.mark.parametrize(("check", "arranged"), WARNED.items(), ids=list(WARNED))
async def test_what_is_more_than_needed_is_a_warning_with_its_remedy(
    open_sql_server: OpenSqlServer, shop: Workshop, check: str, arranged: tuple[str, Arrange]
) -> None:
    remedy, arrange = arranged
    arrange(shop)
    proof = await open_sql_server().prove([MAPPED])
    finding = found(proof.findings, check)
    assert (proof.harmless, finding.verdict, finding.remedy) == (True, "warn", remedy)


async def test_a_counter_that_it_may_set_back_is_told_apart_from_a_table(
    open_sql_server: OpenSqlServer, shop: Workshop
) -> None:
    shop.create_table("tickets", {"n": "int"}, kind="SO")
    shop.rights.grant("[dbo].[tickets]", "UPDATE")
    finding = found((await open_sql_server().prove([MAPPED])).findings, "writes")
    assert (finding.remedy or "").startswith("DENY UPDATE, ALTER ON [dbo].[tickets] TO")


async def test_a_server_role_of_sql_server_2022_that_only_looks_is_no_power(
    open_sql_server: OpenSqlServer, shop: Workshop
) -> None:
    shop.rights.server_roles.add("##MS_ServerStateReader##")
    proof = await open_sql_server().prove([MAPPED])
    assert found(proof.findings, "attributes").verdict == "pass"


@pytest.mark.parametrize("role", ["db_denydatawriter", "db_denydatareader"])
async def test_a_role_that_only_forbids_is_no_power(
    open_sql_server: OpenSqlServer, shop: Workshop, role: str
) -> None:
    shop.rights.roles.add(role)
    proof = await open_sql_server().prove([MAPPED])
    assert found(proof.findings, "memberships").verdict == "pass"


@pytest.mark.parametrize("right", ["VIEW SERVER STATE", "VIEW ANY DEFINITION"])
async def test_a_right_that_only_looks_is_no_power(
    open_sql_server: OpenSqlServer, shop: Workshop, right: str
) -> None:
    shop.rights.server.add(right)
    proof = await open_sql_server().prove([MAPPED])
    assert found(proof.findings, "attributes").verdict == "pass"


async def test_a_table_that_is_mapped_in_part_is_to_be_seen_in_part(
    open_sql_server: OpenSqlServer,
) -> None:
    relation = Relation("orders", ("N° commande", "client"), key="N° commande", schema="dbo")
    proof = await open_sql_server().prove([relation])
    assert found(proof.findings, "sees_more").facts == {"tables": ORDERS_PATH, "count": 1}


async def test_a_table_without_a_schema_is_looked_for_in_that_of_the_account(
    open_sql_server: OpenSqlServer,
) -> None:
    proof = await open_sql_server().prove([Relation("orders", MAPPED.columns, MAPPED.key)])
    assert {finding.verdict for finding in proof.findings} == {"pass"}


async def test_a_column_that_does_not_exist_fails(open_sql_server: OpenSqlServer) -> None:
    relation = Relation("orders", ("N° commande", "couleur"), key="N° commande", schema="dbo")
    proof = await open_sql_server().prove([relation])
    assert found(proof.findings, "mapping").facts["columns"] == "couleur"


async def test_whether_a_view_has_an_index_is_unknown(
    open_sql_server: OpenSqlServer, shop: Workshop
) -> None:
    shop.create_table("v_orders", {"number": "varchar(20)"}, kind="V")
    shop.rights.grant("[dbo].[v_orders]", "SELECT")
    proof = await open_sql_server().prove([Relation("v_orders", ("number",), "number", "dbo")])
    assert found(proof.findings, "index").verdict == "unknown"


@pytest.mark.parametrize(
    ("probe", "verdict"), [("snapshot", "unknown"), ("writes", "fail"), ("procedures", "fail")]
)
async def test_what_the_catalogue_refuses_to_tell_is_no_failure_unless_it_is_a_right(
    open_sql_server: OpenSqlServer, shop: Workshop, probe: str, verdict: str
) -> None:
    text = "VIEW SERVER STATE permission was denied on object 'server', database 'master'."
    shop.failure = SqlError(300, text)
    proof = await open_sql_server().prove([MAPPED])
    (closed,) = (finding for finding in proof.findings if finding.facts.get("probe") == probe)
    assert closed.verdict == verdict


class TestTheLink:
    async def test_a_checked_certificate_is_proof_enough(
        self, open_sql_server: OpenSqlServer
    ) -> None:
        proof = await open_sql_server().prove([MAPPED])
        assert found(proof.findings, "link").facts == {"link": "TLS"}

    async def test_on_this_machine_nobody_listens(
        self, open_sql_server: OpenSqlServer, sql_server_dsn: Callable[..., str]
    ) -> None:
        proof = await open_sql_server(sql_server_dsn(query="tls=off")).prove([MAPPED])
        assert found(proof.findings, "link").facts == {"link": "local"}

    @pytest.mark.parametrize(
        ("told", "check", "verdict"),
        [("TRUE", "certificate", "warn"), ("FALSE", "link", "warn"), (None, "link", "unknown")],
    )
    async def test_unchecked_it_is_as_told_by_the_server(
        self, told: str | None, check: str, verdict: str
    ) -> None:
        async def fetch(_: str) -> Sequence[dict[str, str]]:
            if told is None:
                raise SourceRefused("VIEW SERVER STATE")
            return [{"encrypted": told}]

        far = read_address("sqlserver://reader:secret@sql.example/shop?tls=off")
        (finding,) = await link(Examined(fetch, far, Limits()), [])
        assert (finding.check, finding.verdict) == (check, verdict)


async def test_a_proof_asks_and_never_tries(
    open_sql_server: OpenSqlServer, sql_server: TdsServer
) -> None:
    await open_sql_server().prove([MAPPED])
    asked = [said.text for said in sql_server.wire.statements() if said.text is not None]
    assert {text.split()[0] for text in asked} == {"SELECT", "SET"}


async def test_names_of_a_mapping_travel_as_parameters_in_a_proof(
    open_sql_server: OpenSqlServer, sql_server: TdsServer
) -> None:
    await open_sql_server().prove([MAPPED])
    said = sql_server.wire.of(Batch) + sql_server.wire.of(Call)
    assert not [one for one in said if "commande" in (one.text or "")]


async def test_every_line_can_be_read_in_every_language(
    open_sql_server: OpenSqlServer, shop: Workshop
) -> None:
    catalogue = Catalogue(MESSAGES)
    findings = list((await open_sql_server().prove([MAPPED])).findings)
    for _, arrange in (*SLOPPY.values(), *WARNED.values()):
        arrange(shop)
        findings += (await open_sql_server().prove([MAPPED])).findings
    findings += [Finding("link", "unknown"), Finding("certificate", "warn")]
    findings += [
        Finding(check, "unknown") for check in ("adhoc", "chains", "becomes", "attributes")
    ]
    findings.append(Finding("linked", "unknown", {"servers": "[STOCK]", "count": 1}))
    for finding in findings:
        for language in LANGUAGES:
            code = f"proof.{finding.check}.{finding.verdict}"
            assert catalogue.text(code, language, finding.facts)
