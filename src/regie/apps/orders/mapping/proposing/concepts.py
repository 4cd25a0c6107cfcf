"""What the words in names of tables and columns stand for, French, English, and as systems that
many have abbreviate them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_WORDS: Final = {
    "order": "commande commandes cmd cmde cde cdes com order orders ordre ordres vbak docentete",
    "number": "numero num no nr nro n number ref reference piece vbeln",
    "code": "code",
    "id": "id rowid fk pk key cle uid uuid",
    "customer": "client clients cli clt customer customers cust tiers partner soc societe acheteur"
    " buyer contact thirdparty comptet kna kunnr billing destinataire adherent",
    "name": "nom noms name intitule raison denomination fullname",
    "given": "prenom firstname first given",
    "family": "lastname last surname family",
    "status": "statut statuts status etat etats state avancement stade phase gbstk",
    "date": "date dates dt dat jour day datetime erdat vdatu horodatage timestamp",
    "created": "creation created crea cree saisie add placed erdat entry enregistrement",
    "expected": "prevue prevu prev expected due promise promised commitment promesse delai vdatu"
    " echeance estimated souhaitee requested",
    "delivery": "livraison livr liv delivery deliver expedition exped exp shipping shipped ship"
    " depart dispatch",
    "copies": "qte qty quantite quantity nb nbr nbre nombre exemplaires exemplaire ex copies"
    " tirage",
    "designation": "designation design desig libelle lib label description produit product article"
    " titre title objet",
    "email": "email mail courriel mel emails",
    "history": "histo historique history hist log logs journal suivi tracking evolution",
    "line": "ligne lignes line lines detail details item items docligne product products article"
    " articles lookup stats meta",
    "other": "facture factures invoice invoices devis quote paiement payment payments panier cart"
    " carrier transporteur retour return refund avoir slip message tax taxe remise coupon discount"
    " currency devise montant prix price total adresse address addresses ville pays phone tel",
    "changed": "modif modification modified updated update upd maj tms last changed cloture close",
}
_CONCEPTS: Final = {word: concept for concept, words in _WORDS.items() for word in words.split()}
_ALSO: Final = {
    "erdat": frozenset({"date", "created"}),
    "vdatu": frozenset({"date", "expected"}),
    "vbeln": frozenset({"number", "order"}),
    "kunnr": frozenset({"customer", "id"}),
}
"""Words that say two things."""
_SHORTEST: Final = 3
"""Letters of a word that is found without anything to part it from its neighbour."""
_PIECES: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@lru_cache(maxsize=4096)
def concepts(name: str) -> frozenset[str]:
    """« N° Cmd » → number, order; `DateExpéditionPrévue` → date, delivery, expected. Of a word that
    nobody knows nothing is said."""
    return frozenset(
        concept
        for piece in pieces(name)
        for concept in _ALSO.get(piece, {_CONCEPTS.get(piece, "")})
        if concept
    )


def pieces(name: str) -> list[str]:
    """The words of a name, without accents and case: « datecommande » is two of them."""
    flat = unicodedata.normalize("NFKD", name.replace("°", "o ").replace("º", "o "))
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    return [word for piece in _PIECES.findall(flat) for word in _apart(piece.lower())]


def _apart(piece: str) -> list[str]:
    """A piece that is no word but made of words; itself when it is not."""
    if piece in _CONCEPTS:
        return [piece]
    for cut in range(len(piece) - _SHORTEST, _SHORTEST - 1, -1):
        if piece[:cut] in _CONCEPTS:
            rest = _apart(piece[cut:])
            if all(word in _CONCEPTS for word in rest):
                return [piece[:cut], *rest]
    return [piece]
