"""What may be done in the staff app, and who may.

Fields of a file have classes: who and where somebody is goes with `people.read`, birth, address,
telephone and contract with `private.read`, pay with `salaries.read`. Each holds below the places of
its role; one's own file is read with `own.read`, whole.
"""

from __future__ import annotations

from typing import Final

from regie.core.access import Permission
from regie.identity.roles import ADMINISTRATORS, EVERYBODY

READ_PEOPLE: Final = "staff.people.read"
MANAGE_PEOPLE: Final = "staff.people.manage"
READ_PRIVATE: Final = "staff.private.read"
READ_SALARIES: Final = "staff.salaries.read"
RUN_SALARIES: Final = "staff.salaries.run"
ASK_ABSENCES: Final = "staff.absences.ask"
APPROVE_ABSENCES: Final = "staff.absences.approve"
READ_EVALUATIONS: Final = "staff.evaluations.read"
MANAGE_EVALUATIONS: Final = "staff.evaluations.manage"
READ_DOCUMENTS: Final = "staff.documents.read"
MANAGE_DOCUMENTS: Final = "staff.documents.manage"
READ_ACTIVITY: Final = "staff.activity.read"
READ_OWN: Final = "staff.own.read"

_DIRECTION: Final = frozenset({"administrator", "director"})
_SUPERIORS: Final = frozenset({"administrator", "director", "manager"})

PERMISSIONS: Final[tuple[Permission, ...]] = (
    Permission(
        READ_PEOPLE,
        {"fr": "Voir les salariés", "en": "See employees"},
        _SUPERIORS | {"agent"},
    ),
    Permission(
        MANAGE_PEOPLE,
        {"fr": "Tenir les dossiers du personnel", "en": "Keep the personnel files"},
        ADMINISTRATORS,
    ),
    Permission(
        READ_PRIVATE,
        {
            "fr": "Voir dans les dossiers naissance, adresse, téléphone et contrat",
            "en": "See birth, address, telephone and contract in files",
        },
        _SUPERIORS,
        fields=True,
    ),
    Permission(
        READ_SALARIES,
        {"fr": "Voir les salaires", "en": "See salaries"},
        _DIRECTION,
    ),
    Permission(
        RUN_SALARIES,
        {"fr": "Lancer la paie", "en": "Run the payroll"},
        ADMINISTRATORS,
        dangerous=True,
    ),
    Permission(
        ASK_ABSENCES,
        {"fr": "Demander une absence", "en": "Ask for an absence"},
        EVERYBODY,
    ),
    Permission(
        APPROVE_ABSENCES,
        {"fr": "Accepter ou refuser des absences", "en": "Approve or refuse absences"},
        _SUPERIORS,
    ),
    Permission(
        READ_EVALUATIONS,
        {"fr": "Voir les évaluations", "en": "See evaluations"},
        _SUPERIORS,
    ),
    Permission(
        MANAGE_EVALUATIONS,
        {"fr": "Évaluer", "en": "Evaluate"},
        _SUPERIORS,
    ),
    Permission(
        READ_DOCUMENTS,
        {"fr": "Voir les documents des dossiers", "en": "See the files’ documents"},
        _DIRECTION,
    ),
    Permission(
        MANAGE_DOCUMENTS,
        {"fr": "Ajouter et retirer des documents", "en": "Add and remove documents"},
        _DIRECTION,
    ),
    Permission(
        READ_ACTIVITY,
        {"fr": "Voir l’activité du personnel", "en": "See the staff’s activity"},
        _DIRECTION,
    ),
    Permission(
        READ_OWN,
        {"fr": "Voir son propre dossier", "en": "See one’s own file"},
        EVERYBODY,
    ),
)
