"""What may be done in the orders app, and who may."""

from __future__ import annotations

from typing import Final

from regie.core.access import Permission

READ_DESK: Final = "orders.desk.read"
ANSWER_DESK: Final = "orders.desk.answer"
READ_QUERIES: Final = "orders.queries.read"
RUN_QUERIES: Final = "orders.queries.run"
MANAGE_QUERIES: Final = "orders.queries.manage"
READ_SOURCES: Final = "orders.sources.read"
MANAGE_TEMPLATES: Final = "orders.templates.manage"
MANAGE_WIDGETS: Final = "orders.widgets.manage"

DESK_ROLES: Final = frozenset({"administrator", "manager", "agent"})

PERMISSIONS: Final[tuple[Permission, ...]] = (
    Permission(
        READ_DESK,
        {
            "fr": "Lire les conversations et chercher une commande",
            "en": "Read conversations and look orders up",
        },
        DESK_ROLES,
        of_installation=True,
    ),
    Permission(
        ANSWER_DESK,
        {"fr": "Répondre aux clients", "en": "Answer customers"},
        DESK_ROLES,
        of_installation=True,
    ),
    Permission(
        READ_QUERIES,
        {"fr": "Voir les requêtes enregistrées", "en": "See saved queries"},
        DESK_ROLES,
        of_installation=True,
    ),
    Permission(
        RUN_QUERIES,
        {"fr": "Exécuter les requêtes enregistrées", "en": "Run saved queries"},
        DESK_ROLES,
        of_installation=True,
    ),
    Permission(
        MANAGE_QUERIES,
        {"fr": "Écrire les requêtes enregistrées", "en": "Write saved queries"},
        frozenset({"administrator", "manager"}),
        of_installation=True,
    ),
    Permission(
        READ_SOURCES,
        {
            "fr": "Voir l’état des bases et les scores de l’assistant",
            "en": "See the state of databases and the assistant’s scores",
        },
        frozenset({"administrator"}),
        of_installation=True,
    ),
    Permission(
        MANAGE_TEMPLATES,
        {"fr": "Changer les phrases de l’assistant", "en": "Change the assistant’s sentences"},
        frozenset({"administrator"}),
        of_installation=True,
    ),
    Permission(
        MANAGE_WIDGETS,
        {"fr": "Gérer les clés du widget", "en": "Manage the widget’s keys"},
        frozenset({"administrator"}),
        of_installation=True,
    ),
)
