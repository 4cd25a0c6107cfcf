"""The request to the other team: complete for each engine, and without a secret."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regie.apps.orders.doctor.letter import LetterAbout, write_letter
from regie.apps.orders.doctor.network import Way
from regie.apps.orders.mapping import SourceMapping
from regie.core.i18n import Language
from regie.core.sqlguard import Engine, read_address

ENGINES: tuple[Engine, ...] = ("postgresql", "mysql", "sqlserver", "sqlite")
MAPPING = SourceMapping.model_validate(
    {
        "name": "production",
        "orders": {
            "schema": "ventes",
            "table": "T_CMD",
            "number": "N° Cmd",
            "customer": 'Nom"du]client`',
            "status": "Etat",
            "ordered_on": "Le",
        },
    }
)
ABOUT = LetterAbout(MAPPING, "postgresql", "Imprimerie Martin", None, None, 12)
CONNECTED = replace(
    ABOUT,
    address=read_address("postgresql://lecteur:s3cret@10.0.0.9/production"),
    way=Way("10.0.0.9", 5432, "private", "10.0.0.5"),
)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("engine", ENGINES)
def test_it_is_whole_without_an_account_yet(engine: Engine, language: Language) -> None:
    text = write_letter(replace(ABOUT, engine=engine), language)
    assert "T_CMD" in text
    assert "{" not in text


@pytest.mark.parametrize(
    ("engine", "grant"),
    [
        (
            "postgresql",
            'GRANT SELECT ("N° Cmd", "Nom""du]client`", "Etat", "Le") ON "ventes"."T_CMD"'
            ' TO "regie_reader";',
        ),
        (
            "mysql",
            'GRANT SELECT (`N° Cmd`, `Nom"du]client```, `Etat`, `Le`) ON `ventes`.`T_CMD`'
            " TO 'regie_reader'@'<notre adresse>';",
        ),
        (
            "sqlserver",
            'GRANT SELECT ([N° Cmd], [Nom"du]]client`], [Etat], [Le]) ON [ventes].[T_CMD]'
            " TO regie_orders;",
        ),
    ],
)
def test_the_account_is_given_the_columns_that_are_read_and_no_others(
    engine: Engine, grant: str
) -> None:
    assert grant in write_letter(replace(ABOUT, engine=engine), "fr")


@pytest.mark.parametrize("engine", ENGINES)
def test_the_index_is_on_the_number(engine: Engine) -> None:
    text = write_letter(replace(ABOUT, engine=engine), "en")
    (index,) = [line for line in text.splitlines() if "CREATE INDEX" in line]
    assert "N° Cmd" in index


def test_an_account_that_there_is_is_named_and_its_password_is_not() -> None:
    text = write_letter(CONNECTED, "fr")
    assert '"lecteur"' in text
    assert "s3cret" not in text


def test_the_network_is_told_from_where_to_where() -> None:
    assert "from 10.0.0.5 to 10.0.0.9, port 5432" in write_letter(CONNECTED, "en")


def test_a_file_needs_no_network() -> None:
    assert ", port" not in write_letter(replace(ABOUT, engine="sqlite"), "en")


def test_french_spaces_do_not_break() -> None:
    assert "«\u202fproduction\u202f»" in write_letter(ABOUT, "fr")


@pytest.mark.parametrize(
    ("language", "written"), [("fr", "jamais plus de 2,5\u00a0s"), ("en", "longer than 2.5 s")]
)
def test_its_limit_is_written_as_the_language_does(language: Language, written: str) -> None:
    slow = SourceMapping.model_validate(
        {**MAPPING.model_dump(by_alias=True), "connection": {"statement_timeout_s": 2.5}}
    )
    assert written in write_letter(replace(ABOUT, mapping=slow), language)


def test_what_is_denied_in_sql_server_leaves_reading_alone() -> None:
    text = write_letter(replace(ABOUT, engine="sqlserver"), "en")
    (denied,) = [line for line in text.splitlines() if "DENY" in line]
    assert "SELECT" not in denied
    assert "CONTROL" not in denied
