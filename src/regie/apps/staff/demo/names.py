"""Names and posts of people who do not exist."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Final, NamedTuple

_WOMEN: Final = """
    Agnès Alice Alix Andréa Anne-Sophie Audrey Capucine Caroline Catherine Charlotte Christelle
    Clémence Coralie Élodie Emma Estelle Eugénie Florence Gaëlle Gisèle Jeanne Juliette Justine Lila
    Louise Madeleine Manon Margaux Marine Marion Myriam Nadia Ophélie Pauline Rachel Sabrina Salomé
    Sandrine Sarah Ségolène Sylvie Vanessa Violette
"""
_MEN: Final = """
    Adrien Alexandre Antoine Arnaud Aurélien Bastien Bruno Cédric Christophe Denis Dimitri Emmanuel
    Étienne Florian François Gilles Grégoire Guillaume Hervé Hicham Ibrahim Jean-Marc Kevin Laurent
    Léo Lucas Marc Mathieu Maxime Moussa Nathan Patrick Philippe Quentin Romain Samuel Simon
    Sylvain Théo Tristan Vincent Xavier Yannick
"""
_FAMILY: Final = """
    ALLARD ANDRIEU ARNAUD BAILLY BARRE BEAUMONT BÉGUIN BELLANGER BESSON BLONDEL BODIN BONNEAU BOYER
    BRETON CARPENTIER CHARPENTIER COLLET CORNU COURTOIS COUSIN DA SILVA DE OLIVEIRA DELAHAYE DENIAU
    DIOP DROUET DUPRÉ DUVAL EL AMRANI ÉVRARD FAUCHER FERRAND FOUCAULT GAUTHIER GILBERT GODARD
    GUICHARD GUILLOU HAMEL HUBERT IMBERT JACOB JOLY KACI KERVELLA LACOMBE LAROCHE LE BIHAN LE ROUX
    LECLERC LEGRAND MALLET MASSON MAURY MICHAUD MONNIER MORVAN NAVARRO OUÉDRAOGO PAGÈS PASQUIER
    PERRAULT PICHON PRIGENT QUERÉ RAYNAUD ROCHER SAUVAGE TANGUY THOMAS VALLET YILMAZ
"""
_PARTICLES: Final = ("DA", "DE", "EL", "LE")

_WOMEN_OF_IDENTITY: Final = """
    Adèle Aïcha Amélie Anaïs Aurélie Béatrice Camille Cécile Céline Chloé Claire Delphine Élise
    Fatima Françoise Geneviève Hélène Inès Isabelle Laurence Léa Lucie Maëlle Mathilde Naïma
    Nathalie Noémie Samia Solène Sophie Thérèse Valérie Véronique Yasmine Zoé
"""
WOMEN: Final = frozenset((_WOMEN + _WOMEN_OF_IDENTITY).split())


class Post(NamedTuple):
    """What somebody's work is called, of a woman and of a man."""

    woman: str
    man: str
    gross_euros: int
    """A month, about."""


POSTS: Final = {
    "centre": (
        Post("Opératrice de tri", "Opérateur de tri", 1_980),
        Post("Préparatrice de commandes", "Préparateur de commandes", 1_960),
        Post("Conductrice de ligne", "Conducteur de ligne", 2_180),
        Post("Cheffe d’équipe", "Chef d’équipe", 2_620),
        Post("Technicienne de maintenance", "Technicien de maintenance", 2_480),
        Post("Agente d’expédition", "Agent d’expédition", 1_990),
    ),
    "store": (
        Post("Conseillère de vente", "Conseiller de vente", 1_930),
        Post("Hôtesse de caisse", "Hôte de caisse", 1_870),
        Post("Responsable de rayon", "Responsable de rayon", 2_420),
        Post("Vendeuse spécialisée", "Vendeur spécialisé", 2_050),
    ),
}
OF_ROLES: Final = {
    "administrator": Post("Directrice des ressources humaines", "Directeur des RH", 5_900),
    "director": Post("Directrice régionale", "Directeur régional", 6_400),
    "manager": Post("Responsable de site", "Responsable de site", 3_450),
    "analyst": Post("Contrôleuse de gestion", "Contrôleur de gestion", 3_100),
    "agent": Post("Gestionnaire du personnel", "Gestionnaire du personnel", 2_250),
    "employee": POSTS["store"][0],
}


class DemoName(NamedTuple):
    given: str
    family: str


def is_woman(given: str) -> bool:
    return given in WOMEN


def names(random: Random) -> Iterator[DemoName]:
    """No two alike, and none of identity's demo."""
    pairs = [DemoName(*pair) for pair in product((*_WOMEN.split(), *_MEN.split()), _families())]
    random.shuffle(pairs)
    yield from pairs


def address_of(name: DemoName) -> str:
    letters = unicodedata.normalize(
        "NFKD", f"{name.given}.{name.family}".lower().replace("œ", "oe")
    )
    plain = letters.encode("ascii", "ignore").decode()
    return f"{plain.replace(' ', '-')}@demo.example"


def split_name(name: str) -> DemoName:
    """`Élodie LE GOFF`: the family name is what is written in capitals."""
    given = [word for word in name.split() if not word.isupper()]
    family = [word for word in name.split() if word.isupper()]
    return DemoName(" ".join(given), " ".join(family))


def _families() -> Iterator[str]:
    words = iter(_FAMILY.split())
    for word in words:
        yield f"{word} {next(words)}" if word in _PARTICLES else word
