"""The roles that there are. What each may do stands with the permissions that apps declare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from regie.core.i18n import Language

Role = Literal["administrator", "director", "manager", "analyst", "agent", "employee"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

ADMINISTRATORS: Final = frozenset({"administrator"})
EVERYBODY: Final = frozenset(ROLES)

TITLES: Final[Mapping[Role, Mapping[Language, str]]] = {
    "administrator": {"fr": "Administrateur", "en": "Administrator"},
    "director": {"fr": "Directeur", "en": "Director"},
    "manager": {"fr": "Responsable", "en": "Manager"},
    "analyst": {"fr": "Analyste", "en": "Analyst"},
    "agent": {"fr": "Agent", "en": "Agent"},
    "employee": {"fr": "Salarié", "en": "Employee"},
}
