"""Colleagues who do not exist, and of whom nobody signs in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from random import Random
from typing import Final, NamedTuple

from regie.identity.people.domain import Status
from regie.identity.roles import Role

from .places import DemoPlace, demo_places

_GIVEN: Final = """
    Adèle Aïcha Amélie André Aurélie Baptiste Béatrice Benoît Camille Cécile Céline Chloé Clément
    Damien Delphine Didier Élise Émile Éric Fabien Fatima Françoise Frédéric Gaël Geneviève Gérard
    Hélène Inès Isabelle Jérôme Joël Julien Laurence Léa Loïc Lucie Maëlle Mathilde Mehdi Michel
    Naïma Nathalie Nicolas Noémie Olivier Pascal Raphaël Rémi Samia Sébastien Solène Sophie
    Stéphane Thérèse Thibault Valérie Véronique Victor Yasmine Zoé
"""
_FAMILY: Final = """
    AUBERT BARBIER BERTRAND BLANCHARD BOUCHER BOURGEOIS BRUNET CARON CHEVALIER COLIN CORDIER
    DELATTRE DIALLO DUFOUR DUMAS DURAND FABRE FERNANDES FERRÉ FLEURY FOURNIER GAILLARD GARNIER
    GÉRARD GIRAUD GUÉRIN HADDAD HERVÉ JACQUET LAMBERT LEBRUN LEFÈVRE LEMOINE LEROUX LÉVÊQUE
    MAILLARD MARCHAND MARTEL MERCIER MEUNIER MOREAU NGUYEN NOËL PELLETIER PEREIRA PERRIN POIRIER
    RENAUD RIVIÈRE ROUSSEAU SANCHEZ SCHMITT SIMON TRAORÉ VASSEUR VIDAL WEBER ZIMMERMANN CŒURET
    AUDOÜIN
"""

_OF_A_DIRECTION: Final[tuple[Role, ...]] = ("director", "analyst")
_OF_A_SITE: Final[tuple[Role, ...]] = ("manager", "agent", "employee")
_HINDERED: Final[dict[int, Status]] = {7: "invited", 23: "disabled", 41: "invited"}
"""Every state is there to be seen."""


class DemoPerson(NamedTuple):
    name: str
    email: str
    status: Status
    role: Role
    place: str
    """Its code."""


def demo_people() -> Iterator[DemoPerson]:
    """The same ones on every day and every machine; no two of one name."""
    random = Random(1789)  # noqa: S311 - made-up people, not secrets
    given, family = _GIVEN.split(), _FAMILY.split()
    random.shuffle(given)
    random.shuffle(family)
    for number, (place, role) in enumerate(_posts()):
        name = f"{given[number]} {family[number]}"
        status = _HINDERED.get(number, "active")
        yield DemoPerson(name, _email(name), status, role, place.code)


def _posts() -> Iterator[tuple[DemoPlace, Role]]:
    for place in demo_places():
        if place.kind == "direction":
            roles = _OF_A_DIRECTION
        elif place.kind in ("centre", "store"):
            roles = _OF_A_SITE
        else:
            roles = ()
        for role in roles:
            yield place, role


def _email(name: str) -> str:
    plain = name.lower().replace("œ", "oe")
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return f"{letters.replace(' ', '.')}@demo.example"
