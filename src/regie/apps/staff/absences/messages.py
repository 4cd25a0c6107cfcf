"""What people read of absences."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "staff.absence_not_found": {
        "fr": "Cette absence n’existe pas.",
        "en": "There is no such absence.",
    },
    "staff.absence_kind_unknown": {
        "fr": "Ce type d’absence n’existe pas.",
        "en": "There is no such kind of absence.",
    },
    "staff.no_working_day": {
        "fr": "Cette période ne compte aucun jour travaillé.",
        "en": "There is no working day in this period.",
    },
    "staff.outside_employment": {
        "fr": "La période sort des dates d’emploi.",
        "en": "The period is outside the employment.",
    },
    "staff.balance_too_low": {
        "fr": "Le solde ne suffit pas\u202f: il reste {days}\u202fj.",
        "en": "The balance is too low: {days} days are left.",
    },
    "staff.absence_overlaps": {
        "fr": "Une autre absence couvre déjà une partie de cette période.",
        "en": "Another absence covers part of this period already.",
    },
    "staff.absence_not_pending": {
        "fr": "Cette demande a déjà reçu une réponse.",
        "en": "This request has been answered already.",
    },
    "staff.absence_not_cancellable": {
        "fr": "Cette absence ne peut plus être annulée.",
        "en": "This absence can no longer be cancelled.",
    },
    "staff.own_absence": {
        "fr": "Personne ne répond à sa propre demande.",
        "en": "Nobody decides on their own request.",
    },
    "staff.no_balance": {
        "fr": "Ce type d’absence n’a pas de solde.",
        "en": "This kind of absence has no balance.",
    },
    "staff.why.balance": {"fr": "Solde\u202f: {kind}", "en": "Balance: {kind}"},
    "staff.why.balance_formula": {
        "fr": "{accrual} acquis − {taken} pris − {pending} en attente",
        "en": "{accrual} accrued − {taken} taken − {pending} pending",
    },
    "staff.why.balance_formula_corrected": {
        "fr": "{accrual} acquis − {taken} pris − {pending} en attente + {correction} corrigés",
        "en": "{accrual} accrued − {taken} taken − {pending} pending + {correction} corrected",
    },
    "staff.why.accrual": {"fr": "Acquis", "en": "Accrued"},
    "staff.why.taken": {"fr": "Pris", "en": "Taken"},
    "staff.why.pending": {"fr": "En attente", "en": "Pending"},
    "staff.why.correction": {"fr": "Corrections", "en": "Corrections"},
    "staff.why.month": {"fr": "Mois de {month}", "en": "Month of {month}"},
    "staff.why.rule": {
        "fr": "{days}\u202fj par an, comptés à partir de {month}",
        "en": "{days} days a year, counted from {month}",
    },
    "staff.why.absence": {"fr": "Du {first} au {last}", "en": "From {first} to {last}"},
    "staff.why.absence_number": {"fr": "Demande n°\u202f{id}", "en": "Request {id}"},
}
