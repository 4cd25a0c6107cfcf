"""« Pourquoi ce chiffre ? » of payslips and of runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from regie.core.explain import Explained
from regie.core.i18n import Language, typeset

from .beside import Cause
from .domain import Line
from .reading import ReadPayslip
from .runs import Site
from .scheme import SOURCE, TITLES
from .writing import read_lines

Words = Mapping[Language, str]

_NET: Final[Words] = {"fr": "Net à payer", "en": "Net salary"}
_NET_FORMULA: Final[Words] = {
    "fr": "brut − cotisations − retenues",
    "en": "gross − contributions − deductions",
}
_PARTS: Final[Mapping[str, Words]] = {
    "gross": {"fr": "Salaire brut", "en": "Gross salary"},
    "contribution": {"fr": "Cotisations", "en": "Contributions"},
    "deduction": {"fr": "Retenues", "en": "Deductions"},
}
_FORMULAS: Final[Mapping[str, Words]] = {
    "base": {
        "fr": "salaire mensuel × jours employés ÷ jours du mois",
        "en": "monthly salary × days employed ÷ days of the month",
    },
    "unpaid": {"fr": "heures × taux horaire", "en": "hours × hourly rate"},
    "contribution": {"fr": "salaire brut × taux", "en": "gross salary × rate"},
}
_TERMS: Final[Mapping[str, Words]] = {
    "monthly": {"fr": "Salaire mensuel", "en": "Monthly salary"},
    "days": {"fr": "Jours employés", "en": "Days employed"},
    "of_days": {"fr": "Jours du mois", "en": "Days of the month"},
    "hours": {"fr": "Heures", "en": "Hours"},
    "hourly": {"fr": "Taux horaire", "en": "Hourly rate"},
    "gross": {"fr": "Salaire brut", "en": "Gross salary"},
    "rate": {"fr": "Taux", "en": "Rate"},
}
_ITEM: Final[Words] = {"fr": "Élément variable du mois", "en": "Variable item of the month"}
_SALARY: Final[Words] = {"fr": "Dossier de paie du salarié", "en": "The employee’s pay file"}
_CORRECTED: Final[Words] = {
    "fr": "Ce que le bulletin normal disait en moins ou en trop",
    "en": "What the regular payslip said too little or too much",
}
_DIFFERENCE: Final[Words] = {
    "fr": "Écart du brut avec le mois précédent",
    "en": "Difference of gross salaries with the month before",
}
_DIFFERENCE_FORMULA: Final[Words] = {
    "fr": "somme des causes, personne par personne",
    "en": "sum of the causes, person by person",
}
_CAUSES: Final[Mapping[str, Words]] = {
    "joined": {"fr": "Arrivées", "en": "Joined"},
    "left": {"fr": "Départs", "en": "Left"},
    "base": {"fr": "Salaires de base", "en": "Base salaries"},
    "bonus": {"fr": "Primes", "en": "Bonuses"},
    "unpaid": {"fr": "Absences non rémunérées", "en": "Unpaid absences"},
}
_OTHERS: Final[Words] = {"fr": "{count} autres", "en": "{count} others"}
_RUN_NET: Final[Words] = {"fr": "Net à payer de la paie", "en": "Net salaries of the run"}
_SITES: Final[Words] = {"fr": "somme des lieux", "en": "sum of the sites"}


def payslip_explained(found: ReadPayslip, language: Language) -> Explained:
    """Down to the salary, the rates and the items."""
    lines = read_lines(found.lines)
    signed = {"gross": 1, "contribution": -1, "deduction": -1}
    return _money(
        "net",
        typeset(_NET, language),
        found.net_cents,
        formula=typeset(_NET_FORMULA, language),
        terms=[
            _money(
                part,
                typeset(_PARTS[part], language),
                sign * sum(line.cents for line in lines if line.part == part),
                terms=[
                    _line(line, sign, corrected=found.kind == "correction", language=language)
                    for line in lines
                    if line.part == part
                ],
            )
            for part, sign in signed.items()
        ],
    )


def difference_explained(causes: Iterable[Cause], language: Language) -> Explained:
    told = sorted(causes, key=lambda each: [*_CAUSES].index(each.name))
    return _money(
        "gross_difference",
        typeset(_DIFFERENCE, language),
        sum(each.cents for each in told),
        formula=typeset(_DIFFERENCE_FORMULA, language),
        terms=[
            _money(
                each.name,
                typeset(_CAUSES[each.name], language),
                each.cents,
                terms=_people(each, language),
            )
            for each in told
        ],
    )


def net_explained(sites: Sequence[Site], language: Language) -> Explained:
    """Site by site."""
    return _money(
        "net",
        typeset(_RUN_NET, language),
        sum(each.now.net_cents for each in sites),
        formula=typeset(_SITES, language),
        terms=[
            _money(
                f"site_{each.id}",
                each.name,
                each.now.net_cents,
                formula=typeset(_NET_FORMULA, language),
                terms=[
                    _money("gross", typeset(_PARTS["gross"], language), each.now.gross_cents),
                    _money(
                        "contribution",
                        typeset(_PARTS["contribution"], language),
                        each.now.contributions_cents,
                    ),
                    _money(
                        "deduction",
                        typeset(_PARTS["deduction"], language),
                        each.now.deductions_cents,
                    ),
                ],
            )
            for each in sites
            if each.now.people
        ],
    )


def _people(cause: Cause, language: Language) -> list[Explained]:
    named = [
        _money(f"person_{at}", name, cents) for at, (name, cents) in enumerate(cause.first, start=1)
    ]
    others = cause.people - len(named)
    if others:
        rest = cause.cents - sum(cents for _, cents in cause.first)
        named.append(_money("others", typeset(_OTHERS, language).format(count=others), rest))
    return named


def _line(line: Line, sign: int, *, corrected: bool, language: Language) -> Explained:
    title = typeset(TITLES[line.code], language)
    label = title if line.label is None else f"{title} · {line.label}"
    cents = sign * line.cents
    if corrected:
        return _money(line.code, label, cents, source=typeset(_CORRECTED, language))
    if line.part == "contribution":
        return _money(
            line.code,
            label,
            cents,
            formula=typeset(_FORMULAS["contribution"], language),
            terms=[
                _money("gross", typeset(_TERMS["gross"], language), line.basis or 0),
                Explained(
                    name="rate",
                    label=typeset(_TERMS["rate"], language),
                    value=(line.rate or 0) / 100,
                    unit="percent",
                    source=typeset(SOURCE, language),
                ),
            ],
        )
    if line.code in ("base", "unpaid"):
        return _money(
            line.code,
            label,
            cents,
            formula=typeset(_FORMULAS[line.code], language),
            terms=_base(line, language) if line.code == "base" else _unpaid(line, language),
        )
    return _money(line.code, label, cents, source=typeset(_ITEM, language))


def _base(line: Line, language: Language) -> list[Explained]:
    return [
        _money(
            "monthly",
            typeset(_TERMS["monthly"], language),
            line.basis or 0,
            source=typeset(_SALARY, language),
        ),
        _count("days", line.quantity, language),
        _count("of_days", line.rate, language),
    ]


def _unpaid(line: Line, language: Language) -> list[Explained]:
    return [
        Explained(
            name="hours",
            label=typeset(_TERMS["hours"], language),
            value=(line.quantity or 0) / 100,
            unit="hours",
            source=typeset(_ITEM, language),
        ),
        _money(
            "hourly",
            typeset(_TERMS["hourly"], language),
            line.basis or 0,
            source=typeset(_SALARY, language),
        ),
    ]


def _count(name: str, value: int | None, language: Language) -> Explained:
    return Explained(name=name, label=typeset(_TERMS[name], language), value=value, unit="days")


def _money(
    name: str,
    label: str,
    cents: int,
    *,
    formula: str | None = None,
    source: str | None = None,
    terms: list[Explained] | None = None,
) -> Explained:
    return Explained(
        name=name,
        label=label,
        value=cents,
        unit="eur_cents",
        formula=formula,
        source=source,
        terms=terms or [],
    )
