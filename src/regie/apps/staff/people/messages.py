"""What people read when a file is not shown or stays as it is."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "staff.employee_not_found": {
        "fr": "Ce salarié n’existe pas.",
        "en": "There is no such employee.",
    },
    "staff.no_file": {
        "fr": "Aucun dossier du personnel n’est lié à votre compte. Demandez aux ressources "
        "humaines de le lier.",
        "en": "No personnel file is linked to your account. Ask human resources to link it.",
    },
    "staff.number_taken": {
        "fr": "Un autre salarié porte déjà ce matricule.",
        "en": "Another employee has this number already.",
    },
    "staff.account_taken": {
        "fr": "Ce compte est déjà lié à un autre dossier.",
        "en": "This account is linked to another file already.",
    },
    "staff.account_unknown": {
        "fr": "Ce compte n’existe pas.",
        "en": "There is no such account.",
    },
    "staff.manager_unknown": {
        "fr": "Ce responsable n’existe pas, ou c’est le salarié lui-même.",
        "en": "There is no such manager, or it is the employee.",
    },
    "staff.dates_out_of_order": {
        "fr": "Une date de fin précède son début.",
        "en": "An end date is before its beginning.",
    },
    "staff.still_employed": {
        "fr": "Cette personne n’est pas encore partie : son dossier est nécessaire.",
        "en": "This person has not left yet: the file is needed.",
    },
    "staff.pay_is_due": {
        "fr": "La paie de son dernier mois n’est pas encore validée : elle a besoin du dossier.",
        "en": "The salary run of the last month is not released yet: it needs the file.",
    },
}
