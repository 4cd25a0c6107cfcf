"""The columns of the files that the workforce app reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from regie.apps.workforce.words import Method, Rhythm
from regie.core.tabular import Check, Column, Layout, Texts

RHYTHMS: Final[dict[str, Rhythm]] = {
    "month": "month",
    "mois": "month",
    "year": "year",
    "année": "year",
    "an": "year",
}
METHODS: Final[dict[str, Method]] = {
    "chronometry": "chronometry",
    "chronométrage": "chronometry",
    "estimate": "estimate",
    "estimation": "estimate",
    "agreement": "agreement",
    "accord": "agreement",
}
"""As files write them, in small letters."""


def _code(name: str, fr: str, en: str, *aliases: str) -> Column:
    title: Texts = {"fr": f"Code {fr}", "en": f"{en} code"}
    return Column(name, title, "text", aliases=aliases, longest=40)


def _percent(name: str, title: Texts, *, least: int, most: int) -> Column:
    return Column(name, title, "number", required=False, least=least, most=most)


_CENTRE: Final = _code("centre", "du centre", "Centre", "centre", "site")
_POST: Final = _code("post", "du poste", "Post", "poste")
_TASK: Final = _code("task", "de la tâche", "Task", "tâche")

VOLUMES: Final = Layout(
    columns=(
        _CENTRE,
        _TASK,
        Column(
            "period",
            {"fr": "Période", "en": "Period"},
            "month",
            aliases=("mois", "month", "année", "year"),
        ),
        Column(
            "quantity",
            {"fr": "Volume", "en": "Volume"},
            "number",
            aliases=("quantité", "qty"),
            least=0,
            most=1e12,
        ),
    ),
    key=("centre", "task", "period"),
)

HEADCOUNT: Final = Layout(
    columns=(
        _CENTRE,
        _POST,
        Column(
            "present",
            {"fr": "ETP présents", "en": "Present FTE"},
            "number",
            aliases=("effectif", "ETP", "FTE"),
            least=0,
            most=1e6,
        ),
        Column("as_of", {"fr": "Au", "en": "As of"}, "date", aliases=("date",)),
    ),
    key=("centre", "post"),
)

TASKS: Final = Layout(
    columns=(
        _POST,
        _code("code", "de la tâche", "Task"),
        Column("name", {"fr": "Tâche", "en": "Task"}, "text", aliases=("libellé",)),
        Column("unit", {"fr": "Unité", "en": "Unit"}, "text"),
        Column("rhythm", {"fr": "Rythme", "en": "Rhythm"}, "text", aliases=("périodicité",)),
        Column(
            "minutes",
            {"fr": "Temps unitaire (min)", "en": "Unit time (min)"},
            "number",
            aliases=("temps unitaire", "minutes"),
            least=0.0001,
            most=100_000,
        ),
        _percent(
            "complexity", {"fr": "Complexité (%)", "en": "Complexity (%)"}, least=-90, most=1_000
        ),
        _percent(
            "productivity",
            {"fr": "Productivité (%)", "en": "Productivity (%)"},
            least=10,
            most=1_000,
        ),
        Column("method", {"fr": "Méthode", "en": "Method"}, "text"),
        Column("source", {"fr": "Source", "en": "Source"}, "text"),
        Column("author", {"fr": "Auteur", "en": "Author"}, "text"),
        Column(
            "sample",
            {"fr": "Échantillon", "en": "Sample"},
            "integer",
            required=False,
            least=1,
            most=2_000_000_000,
        ),
        _percent("spread", {"fr": "Dispersion (%)", "en": "Spread (%)"}, least=0, most=100),
        Column("measured_on", {"fr": "Mesuré le", "en": "Measured on"}, "date"),
        Column("valid_from", {"fr": "Valable du", "en": "Valid from"}, "date"),
        Column("valid_to", {"fr": "Valable au", "en": "Valid to"}, "date", required=False),
    ),
    checks=(
        Check(
            "rhythm_unknown",
            {"fr": "le rythme est « mois » ou « année »", "en": "the rhythm is “month” or “year”"},
            lambda col: ~col("rhythm").str.to_lowercase().is_in(list(RHYTHMS)),
        ),
        Check(
            "method_unknown",
            {
                "fr": "la méthode est « chronométrage », « estimation » ou « accord »",
                "en": "the method is “chronometry”, “estimate” or “agreement”",
            },
            lambda col: ~col("method").str.to_lowercase().is_in(list(METHODS)),
        ),
        Check(
            "sample_missing",
            {"fr": "un chronométrage a un échantillon", "en": "a chronometry has a sample"},
            lambda col: (
                col("method").str.to_lowercase().is_in(["chronometry", "chronométrage"])
                & col("sample").is_null()
            ),
        ),
        Check(
            "validity_backwards",
            {"fr": "la validité finit avant de commencer", "en": "it ends before it begins"},
            lambda col: col("valid_to") < col("valid_from"),
        ),
    ),
    key=("code",),
)

TITLES: Final[Mapping[str, Texts]] = {
    "tasks": {"fr": "Tâches et temps de référence", "en": "Tasks and reference times"},
    "volumes": {"fr": "Volumes", "en": "Volumes"},
    "headcount": {"fr": "Effectifs présents", "en": "Headcount"},
}
UNKNOWN_CENTRE: Final[Texts] = {
    "fr": "ce centre n’existe pas, ou n’est pas dans votre périmètre",
    "en": "there is no such centre, or it is out of your reach",
}
UNKNOWN_TASK: Final[Texts] = {"fr": "cette tâche n’existe pas", "en": "there is no such task"}
UNKNOWN_POST: Final[Texts] = {"fr": "ce poste n’existe pas", "en": "there is no such post"}
NOT_JANUARY: Final[Texts] = {
    "fr": "une tâche annuelle se compte au mois de janvier de son année",
    "en": "a yearly task is counted in January of its year",
}
OTHER_RHYTHM: Final[Texts] = {
    "fr": "le rythme d’une tâche qui existe ne change pas",
    "en": "the rhythm of a task that exists does not change",
}
OTHER_POST: Final[Texts] = {
    "fr": "cette tâche est d’un autre poste",
    "en": "this task is of another post",
}
