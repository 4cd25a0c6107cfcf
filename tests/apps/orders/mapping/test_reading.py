"""A mapping file is read, or refused with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from regie.apps.orders.domain import Status
from regie.apps.orders.mapping import read_mapping, read_mappings
from regie.apps.orders.settings import OrdersSettings
from regie.core.errors import Misconfigured

WHOLE = """
name = "atelier"
name_order = "family_first"

[connection]
dsn_env = "ATELIER_DSN"
most_connections = 8

[orders]
schema = "dbo"
table = "T_CMD"
number = { column = "N° Cmd", type = "integer" }
customer = ["Prénom", "Nom]du[client"]
status = { column = "Libellé", join = "state" }
ordered_on = { column = "Dt Cmd", format = "dd/mm/yyyy" }

[joins.state]
table = "T_ETAT"
column = "Code"
equals = "Code Etat"

[history]
table = "T_HISTO"
number = "Cmd"
of = "Id"
status = "Etat"
on = "Le"

[numbers]
formats = ["PH-0000-00000"]
stored_as = "digits"

[statuses]
in_production = ["EN PROD", "10"]
delivered = ["LIVRE"]

[answers]
address = "tu"
"""


def wrong(tmp_path: Path, text: str, environ: dict[str, str] | None = None) -> str:
    path = tmp_path / "atelier.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Misconfigured) as refused:
        read_mapping(path, environ)
    return refused.value.detail


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    path = tmp_path / "atelier.toml"
    path.write_text(WHOLE, encoding="utf-8")
    return path


def test_a_whole_file_is_read(whole: Path) -> None:
    mapping = read_mapping(whole)
    assert [column.column for column in mapping.orders.customer] == ["Prénom", "Nom]du[client"]
    assert mapping.statuses[Status.IN_PRODUCTION] == ("EN PROD", "10")
    assert mapping.answers.address == "tu"


def test_its_relations_are_what_is_read_of_each_table(whole: Path) -> None:
    read = {each.table: (set(each.columns), each.key) for each in read_mapping(whole).relations()}
    assert read == {
        "T_CMD": ({"N° Cmd", "Prénom", "Nom]du[client", "Dt Cmd", "Id", "Code Etat"}, "N° Cmd"),
        "T_ETAT": ({"Libellé", "Code"}, "Code"),
        "T_HISTO": ({"Cmd", "Etat", "Le"}, "Cmd"),
    }


def test_the_dsn_is_found_in_the_environment(whole: Path) -> None:
    mapping = read_mapping(whole, {"ATELIER_DSN": "sqlite:////srv/atelier.db"})
    assert mapping.connection.found is not None


def test_or_in_a_file_of_its_own(tmp_path: Path) -> None:
    secret = tmp_path / "dsn"
    secret.write_text("sqlite:////srv/atelier.db\n")
    path = tmp_path / "atelier.toml"
    path.write_text(WHOLE.replace('dsn_env = "ATELIER_DSN"', f'dsn_file = "{secret}"'))
    found = read_mapping(path).connection.found
    assert found is not None
    assert found.get_secret_value() == "sqlite:////srv/atelier.db"


@pytest.mark.parametrize(
    ("there", "instead", "says"),
    [
        (
            'table = "T_CMD"',
            'tables = "T_CMD"',
            "orders.tables: there is no such key; did you mean",
        ),
        ('table = "T_CMD"\n', "", "orders.table is missing: write table = … below [orders]"),
        ('"dd/mm/yyyy"', '"jj/mm/aaaa"', "a pattern with yyyy, mm and dd, such as dd/mm/yyyy"),
        ('"PH-0000-00000"', '"PH-####"', "a 0 for each digit"),
        ('join = "state"', 'join = "etat"', "no table [joins.etat]; state"),
        ("in_production", "in_produktion", "it is the meaning that stands on the left"),
        ('status = "Etat"', "status = 1", 'history.status: a column is "N° Cmd"'),
        ('"LIVRE"', '"10"', "« 10 » has two meanings"),
        ('"family_first"', '"family"', "name_order"),
        ('name = "atelier"', "name = atelier", "Text stands in quotes"),
    ],
)
def test_what_is_wrong_is_said_with_the_key_and_what_to_write(
    tmp_path: Path, there: str, instead: str, says: str
) -> None:
    assert there in WHOLE
    refusal = wrong(tmp_path, WHOLE.replace(there, instead))
    assert says in refusal
    assert "atelier.toml" in refusal


def test_a_variable_that_is_not_set_is_named(tmp_path: Path) -> None:
    assert "ATELIER_DSN is not set" in wrong(tmp_path, WHOLE, {})


def test_a_password_in_a_broken_dsn_is_never_repeated(tmp_path: Path) -> None:
    text = WHOLE.replace('dsn_env = "ATELIER_DSN"', 'dsn = "oracle://me:s3cret@host/db"')
    assert "s3cret" not in wrong(tmp_path, text)


def test_all_that_is_wrong_in_a_folder_is_said_at_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(WHOLE.replace("T_CMD", "").replace("T_HISTO", ""))
    with pytest.raises(Misconfigured) as refused:
        read_mappings([tmp_path])
    assert all(f"{name}.toml: orders.table" in refused.value.detail for name in ("a", "b"))


def test_two_files_for_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(WHOLE)
    with pytest.raises(Misconfigured, match="two mapping files call their source atelier"):
        read_mappings([tmp_path])


def test_the_settings_alone_are_one_source() -> None:
    assert [mapping.name for mapping in OrdersSettings().mappings] == ["production"]


def test_with_files_they_are_the_first_source_where_they_have_a_dsn(whole: Path) -> None:
    both = OrdersSettings(dsn="postgresql://reader@127.0.0.1/production", sources=(whole,))
    files = OrdersSettings(sources=(whole,))
    names = [[mapping.name for mapping in each.mappings] for each in (both, files)]
    assert names == [["production", "atelier"], ["atelier"]]


def test_another_mapping_has_another_fingerprint(whole: Path) -> None:
    before = read_mapping(whole).fingerprint
    whole.write_text(WHOLE.replace('"LIVRE"', '"LIVREE"'))
    assert read_mapping(whole).fingerprint != before
