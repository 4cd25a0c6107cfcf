"""Customers who do not exist: French names in the shapes that real ones have."""

from __future__ import annotations

import unicodedata
from random import Random
from typing import Final

CUSTOMERS: Final = 2600


def _listed(text: str) -> list[str]:
    return text.split()


_GIVEN: Final = _listed(
    """
    Adèle Aïcha Alain Alice Amélie Anaïs André Anne Antoine Arthur Aurélie Baptiste Béatrice
    Benoît Bernard Brigitte Bruno Camille Capucine Catherine Cécile Céline Charlotte Chloé
    Christelle Claire Clément Corinne Damien Daniel Delphine Denis Didier Élise Élodie Émile
    Emma Éric Étienne Eva Fabien Fatima Florence Françoise François Frédéric Gaël Geneviève
    Gérard Gilles Grégory Guillaume Hélène Héloïse Henri Hugo Inès Isabelle Jacques Jérôme Joël
    Julie Julien Karim Laetitia Laurence Léa Léo Loïc Lucas Lucie Lydie Maëlle Manon Marc
    Margaux Marine Mathilde Maxime Mehdi Michel Mireille Nadia Naïma Nathalie Nicolas Noé Noémie
    Olivier Pascal Patrick Paul Pauline Philippe Pierre Raphaël Rémi Romain Sabrina Samia
    Sandrine Sébastien Simon Solène Sophie Stéphane Sylvie Thérèse Thibault Thomas Valérie
    Véronique Victor Vincent Virginie Xavier Yann Yasmine Youssef Yves Zoé Jean-Pierre Jean-Luc
    Jean-François Marie-Claire Marie-Ève Anne-Sophie Pierre-Yves Marie-Thérèse Jean-Noël Anne-
    Lise
    """
)

_FAMILY: Final = _listed(
    """
    ADAM AUBERT BARBIER BARON BENALI BENOÎT BERGER BERNARD BERTRAND BESNARD BLANC BLANCHARD
    BONNET BOUCHER BOULANGER BOURGEOIS BRETON BRUN BRUNET CARON CARPENTIER CHARPENTIER CHEVALIER
    CLÉMENT COLIN COLLET CORDIER COUSIN DA-SILVA DAVID DELATTRE DENIS DIALLO DUBOIS DUFOUR DUMAS
    DUMONT DUPONT DUPUIS DURAND DUVAL FABRE FAURE FERNANDES FERRÉ FLEURY FONTAINE FOURNIER
    GAILLARD GARCIA GARNIER GAUTIER GÉRARD GIRARD GIRAUD GUÉRIN GUILLOT HADDAD HAMEL HENRY HERVÉ
    HUBERT JACQUET JOLY JULIEN LACROIX LAMBERT LAURENT LEBLANC LEBRUN LECLERC LECOMTE LEFEBVRE
    LEFÈVRE LEGRAND LEMAIRE LEMOINE LEROUX LEROY LÉVÊQUE LUCAS MAILLARD MALLET MARCHAL MARCHAND
    MARIE MARTEL MARTIN MASSON MATHIEU MERCIER MEUNIER MEYER MICHEL MOREAU MOREL MORIN MOULIN
    NGUYEN NICOLAS NOËL OLIVIER PARIS PELLETIER PEREIRA PERRIN PETIT PICARD PIERRE POIRIER
    PRÉVOST RENARD RENAUD REY RICHARD RIVIÈRE ROBERT ROCHE ROGER ROUSSEAU ROUX ROY SANCHEZ
    SCHMITT SIMON SOW THOMAS TRAORÉ VASSEUR VIDAL VINCENT WEBER ZIMMERMANN
    """
)

_LONG_FAMILY: Final = (
    "de LA FONTAINE",
    "de LA TOUR",
    "du BELLAY",
    "de VILLIERS",
    "des ROCHES",
    "d’ARTAGNAN",
    "d'ORMESSON",
    "LE GOFF",
    "LE BIHAN",
    "L’HERMITTE",
    "L'ÉTÉ",
    "O'BRIEN",
    "VAN DEN BERG",
    "von HARTMANN",
    "EL AMRANI",
    "BEN SALAH",
    "MARTIN-DUPRÉ",
    "GARCIA-LOPEZ",
    "LEROY-BEAULIEU",
    "SAINT-EXUPÉRY",
    "QUÉMÉNEUR",
    "CŒURET",
    "AUDOÜIN",
    "MÜLLER",
    "NUÑEZ",
)

_COMPANIES: Final = (
    "Librairie {family}",
    "Imprimerie {family} SARL",
    "Cabinet {family} & Associés",
    "Éditions {family}",
    "Atelier {family} SARL",
    "Pharmacie {family}",
    "Établissements {family} SAS",
    "Garage {family} EURL",
    "Mairie de {town}",
    "Lycée de {town}",
    "Office de tourisme de {town}",
    "Théâtre de {town}",
    "Université de {town}",
    "Association sportive de {town}",
)

_TOWNS: Final = (
    "Saint-Étienne",
    "L’Haÿ-les-Roses",
    "Bourg-en-Bresse",
    "Besançon",
    "Nîmes",
    "Châteauroux",
    "Aix-en-Provence",
    "Orléans",
    "Évreux",
    "Villeneuve-d’Ascq",
    "Béziers",
    "Angoulême",
    "Saint-Malo",
    "Mâcon",
    "Thionville",
    "Alès",
)


def customers() -> list[str]:
    """The same people on every day and every machine, the family name in capitals; no RAMI."""
    random = Random(1969)  # noqa: S311 - made-up people, not secrets
    return [_customer(random) for _ in range(CUSTOMERS)]


def _customer(random: Random) -> str:
    if random.random() < 0.12:
        family = random.choice(_FAMILY).capitalize()
        return random.choice(_COMPANIES).format(family=family, town=random.choice(_TOWNS))
    family = random.choice(_LONG_FAMILY if random.random() < 0.15 else _FAMILY)
    return f"{random.choice(_GIVEN)} {family}"


def address_of(customer: str) -> str:
    """« Jean de LA FONTAINE » → `jean.de.la.fontaine@example.org`: a domain that nobody has."""
    apart = unicodedata.normalize("NFKD", customer.casefold().replace("œ", "oe"))
    letters = "".join(c if c.isascii() and c.isalnum() else " " for c in apart if not _marks(c))
    return f"{'.'.join(letters.split())}@example.org"


def _marks(character: str) -> bool:
    return unicodedata.combining(character) != 0
