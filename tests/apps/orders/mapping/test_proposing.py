"""A mapping is proposed from names and types as other systems have them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

import pytest

from regie.apps.orders.domain import Status
from regie.apps.orders.mapping import SourceMapping
from regie.apps.orders.mapping.checking import check_mapping
from regie.apps.orders.mapping.proposing import meaning_guessed, propose, write_proposal
from regie.apps.orders.mapping.proposing.concepts import concepts
from regie.core.sqlguard import CatalogueTable

from . import schemas

WHOLE = {
    "sage": schemas.SAGE,
    "sap": schemas.SAP,
    "woocommerce": schemas.WOOCOMMERCE,
    "dolibarr": schemas.DOLIBARR,
    "odoo": schemas.ODOO,
    "prestashop": schemas.PRESTASHOP,
    "own": schemas.OWN,
    "lower": schemas.LOWER,
    "demo": schemas.DEMO,
}

EXPECTED = {
    "sage": ("F_DOCENTETE", "DO_Piece", "CT_Intitule", "DO_Statut", "DO_Date", "DO_DateLivr"),
    "sap": ("VBAK", "VBELN", "NAME1", "GBSTK", "ERDAT", "VDATU"),
    "woocommerce": ("wp_wc_orders", "id", "first_name", "status", "date_created_gmt", None),
    "dolibarr": ("llx_commande", "ref", "nom", "fk_statut", "date_commande", "date_livraison"),
    "odoo": ("sale_order", "name", "name", "state", "date_order", "commitment_date"),
    "prestashop": (
        "ps_orders",
        "reference",
        "firstname",
        "current_state",
        "date_add",
        "delivery_date",
    ),
    "own": ("T_CMD", "N° Cmd", "Nom Client", "Lib Etat", "Dt Cmd", "Dt Liv Prévue"),
    "lower": (
        "commandes",
        "numcommande",
        "nomclient",
        "etatcommande",
        "datecommande",
        "datelivraisonprevue",
    ),
    "demo": (
        "Commandes",
        "NumeroCommande",
        "NomClient",
        "Statut",
        "DateCommande",
        "DateExpéditionPrévue",
    ),
}


def written(tables: Sequence[CatalogueTable], **how: Any) -> dict[str, Any]:
    proposal = propose(tables)
    assert proposal is not None
    return tomllib.loads(write_proposal(proposal, "proposed", "fr", **how))


@pytest.mark.parametrize("system", WHOLE)
def test_the_columns_of_known_systems_are_found(system: str) -> None:
    mapping = SourceMapping.model_validate(written(WHOLE[system]))
    orders = mapping.orders
    found = (
        orders.table,
        orders.number.column,
        orders.customer[0].column,
        orders.status.column,
        orders.ordered_on.column,
        orders.expected_on.column if orders.expected_on else None,
    )
    assert found == EXPECTED[system]


@pytest.mark.parametrize("system", WHOLE)
def test_what_is_proposed_stands_the_check_against_its_own_catalogue(system: str) -> None:
    mapping = SourceMapping.model_validate(written(WHOLE[system]))
    findings = check_mapping(mapping, WHOLE[system])
    assert [(finding.check, finding.verdict) for finding in findings] == [("mapping.names", "pass")]


@pytest.mark.parametrize(
    ("system", "history"),
    [("own", "T_CMD_HISTO"), ("prestashop", "ps_order_history"), ("demo", "HistoriqueStatuts")],
)
def test_a_table_of_steps_is_found(system: str, history: str) -> None:
    assert written(WHOLE[system])["history"]["table"] == history


def test_a_history_that_points_to_the_orders_id_says_so() -> None:
    assert written(schemas.PRESTASHOP)["history"]["of"] == "id_order"


def test_without_a_table_of_orders_nothing_is_proposed() -> None:
    assert propose(schemas.UNRELATED) is None


def test_words_of_statuses_are_put_under_their_meaning() -> None:
    words = ["Expédiée", "En préparation expédition", "Annulée", "Bof"]
    assert written(schemas.DEMO, statuses=words)["statuses"] == {
        "preparing_dispatch": ["En préparation expédition"],
        "dispatched": ["Expédiée"],
        "cancelled": ["Annulée"],
    }


@pytest.mark.parametrize(
    ("wording", "meaning"),
    [
        ("wc-processing", Status.IN_PRODUCTION),
        ("wc-completed", Status.DELIVERED),
        ("Livré au client", Status.DELIVERED),
        ("Prêt à expédier", Status.PREPARING_DISPATCH),
        ("7", None),
    ],
)
def test_a_word_of_a_status_tells_its_meaning(wording: str, meaning: Status | None) -> None:
    assert meaning_guessed(wording) is meaning


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("N° Cmd", {"number", "order"}),
        ("DateExpéditionPrévue", {"date", "delivery", "expected"}),
        ("datecommande", {"date", "order"}),
        ("fk_soc", {"id", "customer"}),
        ("xyz", set[str]()),
    ],
)
def test_names_are_taken_apart(name: str, said: set[str]) -> None:
    assert concepts(name) == said
