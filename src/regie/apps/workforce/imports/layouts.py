"""The columns of the files that the workforce app reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from regie.apps.workforce.words import Method, Rhythm
from regie.core.i18n import Language
from regie.core.tabular import Check, Column, Layout

Texts = Mapping[Language, str]

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

_CENTRE: Final = Column(
    "centre",
    {"fr": "Code du centre", "en": "Centre code"},
    "text",
    aliases=("centre", "site"),
    longest=40,
)
_POST: Final = Column(
    "post",
    {"fr": "Code du poste", "en": "Post code"},
    "text",
    aliases=("poste",),
    longest=40,
)
_TASK: Final = Column(
    "task",
    {"fr": "Code de la tâche", "en": "Task code"},
    "text",
    aliases=("tâche",),
    longest=40,
)

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
        Column("code", {"fr": "Code de la tâche", "en": "Task code"}, "text", longest=40),
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
        Column(
            "complexity",
            {"fr": "Complexité (%)", "en": "Complexity (%)"},
            "number",
            required=False,
            least=-90,
            most=1_000,
        ),
        Column(
            "productivity",
            {"fr": "Productivité (%)", "en": "Productivity (%)"},
            "number",
            required=False,
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
        Column(
            "spread",
            {"fr": "Dispersion (%)", "en": "Spread (%)"},
            "number",
            required=False,
            least=0,
            most=100,
        ),
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
