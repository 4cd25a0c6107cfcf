"""A person per role, two for agents, who can sign in: each installation has its own passwords."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable
from hashlib import sha256
from typing import Final, NamedTuple

from regie.identity.roles import Role

_GROUPS: Final = 4
_LETTERS: Final = 4
"""Of a group; each has 5 bits: 80 in all, and nothing that is mistaken when it is typed."""


class DemoSignIn(NamedTuple):
    role: Role
    name: str
    email: str
    place: str | None
    """The code of the place that the role is for; None is everywhere."""
    password: str


_CUSTOMER_SERVICE: Final = "service.client@demo.example"
_PEOPLE: Final[tuple[tuple[Role, str, str, str | None], ...]] = (
    ("administrator", "Claire FONTAINE", "administrateur@demo.example", None),
    ("director", "Hugo LACROIX", "directeur@demo.example", None),
    ("manager", "Élodie LE GOFF", "responsable@demo.example", "DIR-OUEST"),
    ("analyst", "Karim BENALI", "analyste@demo.example", None),
    ("agent", "Anaïs PRÉVOST", "agent@demo.example", "CTR-RENNES"),
    ("agent", "Maud KERVELLA", _CUSTOMER_SERVICE, None),
    ("employee", "Noé QUÉMÉNEUR", "salarie@demo.example", "MAG-NANTES"),
)
_SECRET_OF: Final = {_CUSTOMER_SERVICE: "demo-customer-service"}
"""For a second one of a role; the first one's secret is called after it."""


def demo_sign_ins(secret: Callable[[str], str]) -> list[DemoSignIn]:
    """`secret` gives the installation's own of a name, made at its first use."""
    return [
        DemoSignIn(
            role, name, email, place, _readable(secret(_SECRET_OF.get(email, f"demo-{role}")))
        )
        for role, name, email, place in _PEOPLE
    ]


def _readable(secret: str) -> str:
    """`k7fq-2mza-x5wd-e4tn`, for people who type it."""
    letters = b32encode(sha256(secret.encode()).digest()).decode().lower()
    starts = range(0, _GROUPS * _LETTERS, _LETTERS)
    return "-".join(letters[start : start + _LETTERS] for start in starts)
