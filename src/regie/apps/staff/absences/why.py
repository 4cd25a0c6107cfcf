"""« Pourquoi ce solde ? »: a balance down to the lines of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from regie.core.explain import Explained
from regie.core.i18n import Catalogue, Language, typeset

from .domain import Account, Entry, Kind, fold

Say = Callable[..., str]

_SIGN: Final = {"accrual": 1, "correction": 1, "taken": -1, "pending": -1}
"""How an account stands in the formula: what is taken is told as a positive number."""


def explain(
    kind: Kind, entries: list[Entry], catalogue: Catalogue, language: Language
) -> Explained:
    """`entries` are added up by what they are of; their sum is the balance."""

    def say(code: str, **params: object) -> str:
        return catalogue.text(f"staff.why.{code}", language, params)

    balance = fold(entries)
    told = {
        "accrual": days_text(balance.accrual, language),
        "taken": days_text(-balance.taken, language),
        "pending": days_text(-balance.pending, language),
        "correction": days_text(balance.correction, language),
    }
    formula = "balance_formula_corrected" if balance.correction else "balance_formula"
    title = typeset(kind.titles, language)
    return Explained(
        name="balance",
        label=say("balance", kind=title),
        value=balance.half_days / 2,
        unit="days",
        formula=say(formula, **told),
        terms=[
            _account(account, entries, say, language)
            for account in ("accrual", "taken", "pending", "correction")
            if account != "correction" or balance.correction
        ],
    )


def days_text(half_days: int, language: Language) -> str:
    """`12,5` or `12.5`; a whole number has no decimals."""
    whole, odd = divmod(abs(half_days), 2)
    sign = "−" if half_days < 0 else ""
    decimals = ("," if language == "fr" else ".") + "5" if odd else ""
    return f"{sign}{whole}{decimals}"


def _account(account: Account, entries: Iterable[Entry], say: Say, language: Language) -> Explained:
    mine = [entry for entry in entries if entry.account == account]
    sign = _SIGN[account]
    return Explained(
        name=account,
        label=say(account),
        value=sign * sum(entry.half_days for entry in mine) / 2,
        unit="days",
        terms=[_line(entry, sign, say, language) for entry in mine],
    )


def _line(entry: Entry, sign: int, say: Say, language: Language) -> Explained:
    label, source = entry.note or "", None
    if entry.month is not None:
        label = say("month", month=_month(entry.month, language))
        source = _rule(entry.rule, say, language)
    elif entry.first_on is not None and entry.last_on is not None:
        label = say(
            "absence", first=_day(entry.first_on, language), last=_day(entry.last_on, language)
        )
        source = say("absence_number", id=entry.absence_id)
    return Explained(
        name=entry.account,
        label=label,
        value=sign * entry.half_days / 2,
        unit="days",
        source=source,
    )


def _rule(rule: str | None, say: Say, language: Language) -> str | None:
    """As `rule_of` wrote it."""
    if rule is None:
        return None
    yearly, _, month = rule.partition("/2@")
    name = _MONTHS[language].split()[int(month) - 1]
    return say("rule", days=days_text(int(yearly), language), month=name)


_MONTHS: Final = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}


def _month(month: date, language: Language) -> str:
    return f"{_MONTHS[language].split()[month.month - 1]} {month.year}"


def _day(day: date, language: Language) -> str:
    return f"{day:%d/%m/%Y}" if language == "fr" else f"{day.day} {_month(day, language)}"
