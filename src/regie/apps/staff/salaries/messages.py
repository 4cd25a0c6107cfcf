"""What people read when salaries and runs stay as they are."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "staff.run_not_found": {
        "fr": "Ce traitement de paie n’existe pas.",
        "en": "There is no such salary run.",
    },
    "staff.payslip_not_found": {
        "fr": "Ce bulletin n’existe pas.",
        "en": "There is no such payslip.",
    },
    "staff.salary_not_found": {
        "fr": "Ce salaire n’existe pas.",
        "en": "There is no such salary.",
    },
    "staff.item_not_found": {
        "fr": "Cet élément variable n’existe pas.",
        "en": "There is no such variable item.",
    },
    "staff.salary_day_taken": {
        "fr": "Un salaire commence déjà ce jour-là.",
        "en": "A salary begins on that day already.",
    },
    "staff.four_eyes": {
        "fr": "La paie est validée par une autre personne que celle qui l’a lancée.",
        "en": "A salary run is released by another person than the one who started it.",
    },
    "staff.run_not_computed": {
        "fr": "Cette paie n’est pas encore calculée.",
        "en": "This salary run is not computed yet.",
    },
    "staff.run_released": {
        "fr": "Cette paie est validée : rien n’y change plus. Lancez une régularisation.",
        "en": "This salary run is released: nothing in it changes any more. Start a correction.",
    },
    "staff.run_under_way": {
        "fr": "Cette paie est en cours de calcul.",
        "en": "This salary run is being computed.",
    },
    "staff.run_outdated": {
        "fr": "Des données ont changé depuis le calcul : {count} bulletins seraient différents. "
        "Recalculez la paie.",
        "en": "Data changed since the computation: {count} payslips would differ. Compute again.",
    },
    "staff.regular_not_released": {
        "fr": "La paie normale de ce mois n’est pas validée : il n’y a rien à régulariser.",
        "en": "The regular run of this month is not released: there is nothing to correct.",
    },
    "staff.month_ahead": {
        "fr": "Ce mois n’a pas encore commencé.",
        "en": "This month has not begun yet.",
    },
}
