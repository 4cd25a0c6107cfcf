"""What may be done on the console's pages, and who may.

Mechanisms stand once for the whole installation: what they show and do is everybody's, whichever
tenant it came of, so it is for the main tenant's people alone.
"""

from __future__ import annotations

from typing import Final

from regie.core.access import Permission

_ADMINISTRATORS: Final = frozenset({"administrator"})


def _of_installation(
    name: str, french: str, english: str, *, dangerous: bool = False
) -> Permission:
    return Permission(
        f"console.{name}",
        {"fr": french, "en": english},
        _ADMINISTRATORS,
        of_installation=True,
        dangerous=dangerous,
    )


PERMISSIONS: Final = (
    _of_installation("jobs.read", "Voir les tâches", "See jobs"),
    _of_installation("jobs.manage", "Lancer et arrêter des tâches", "Start and stop jobs"),
    _of_installation("mail.read", "Voir les messages envoyés", "See the mail that was sent"),
    _of_installation("mail.manage", "Renvoyer des messages", "Send mail again"),
    _of_installation("webhooks.read", "Voir les webhooks", "See webhooks"),
    _of_installation("webhooks.manage", "Gérer les webhooks", "Manage webhooks"),
    _of_installation(
        "webhooks.revoke",
        "Supprimer un webhook, changer son secret",
        "Delete a webhook, change its secret",
        dangerous=True,
    ),
    _of_installation("cache.read", "Voir le cache", "See the cache"),
    _of_installation(
        "cache.manage",
        "Vider en partie et couper le cache",
        "Clear parts of the cache, switch it off",
    ),
    _of_installation("cache.empty", "Vider tout le cache", "Empty the whole cache", dangerous=True),
    _of_installation("retention.read", "Voir ce qui est conservé", "See what is kept"),
    _of_installation(
        "retention.manage", "Purger ce qui est échu", "Purge what is out of date", dangerous=True
    ),
    _of_installation("slow_queries.read", "Voir les requêtes lentes", "See slow queries"),
    _of_installation("locks.read", "Voir les verrous", "See locks"),
    _of_installation("counters.read", "Voir les compteurs", "See counters"),
)
