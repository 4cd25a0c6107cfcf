"""What the shop says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from regie.core.i18n import Language

WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "title": {
        "fr": "Papier & Plomb, imprimeurs à Nantes",
        "en": "Papier & Plomb, printers in Nantes",
    },
    "demo": {
        "fr": "Boutique de démonstration : rien ne s’y vend.",
        "en": "A shop for the demo: nothing is sold here.",
    },
    "other": {"fr": "English", "en": "Français"},
    "other_path": {"fr": "/en", "en": ""},
    "other_lang": {"fr": "en", "en": "fr"},
    "nav": {"fr": "Rayons", "en": "Departments"},
    "nav_books": {"fr": "Livres et mémoires", "en": "Books and theses"},
    "nav_cards": {"fr": "Cartes", "en": "Cards"},
    "nav_posters": {"fr": "Affiches", "en": "Posters"},
    "kicker": {
        "fr": "Imprimeurs à Nantes depuis 1974",
        "en": "Printers in Nantes since 1974",
    },
    "headline": {
        "fr": "Votre mémoire mérite mieux qu’une agrafe.",
        "en": "Your thesis deserves better than a staple.",
    },
    "lead": {
        "fr": "Dos carré collé, couverture au choix, papier certifié. Déposez votre PDF ce soir : "
        "il part de l’atelier sous cinq jours ouvrés.",
        "en": "Perfect binding, the cover of your choice, certified paper. Send your PDF tonight: "
        "it leaves the workshop within five working days.",
    },
    "call": {"fr": "Composer mon livre", "en": "Make my book"},
    "second": {"fr": "Recevoir des échantillons", "en": "Get samples"},
    "range": {"fr": "Les plus demandés", "en": "Most asked for"},
    "book": {"fr": "Dos carré collé", "en": "Perfect bound book"},
    "book_text": {
        "fr": "Couverture 300 g pelliculée, intérieur 90 g ivoire.",
        "en": "Laminated 300 g cover, ivory 90 g pages.",
    },
    "book_price": {"fr": "dès 7,90 € l’exemplaire", "en": "from €7.90 a copy"},
    "card": {"fr": "Cartes de visite", "en": "Business cards"},
    "card_text": {
        "fr": "Coton 600 g, pressé en creux, par 100.",
        "en": "600 g cotton, letterpressed, by the hundred.",
    },
    "card_price": {"fr": "dès 39 € les 100", "en": "from €39 for 100"},
    "poster": {"fr": "Affiches d’art", "en": "Art posters"},
    "poster_text": {
        "fr": "Six encres pigmentaires, papier mat 240 g.",
        "en": "Six pigment inks, 240 g matt paper.",
    },
    "poster_price": {"fr": "dès 18 € le 40 × 60", "en": "from €18 for 40 × 60"},
    "promise": {
        "fr": "Livré à l’heure, ou réimprimé à nos frais.",
        "en": "Delivered on time, or printed again at our cost.",
    },
    "promise_text": {
        "fr": "Chaque commande a son numéro. Pour savoir où elle en est, posez la question en bas "
        "de la page : la réponse vient de l’atelier.",
        "en": "Every order has its number. To know where yours is, ask at the bottom of the page: "
        "the answer comes from the workshop.",
    },
    "try": {
        "fr": "Pour essayer : commande CL-401372-487531, au nom de Mina RAMI.",
        "en": "To try it: order CL-401372-487531, in the name of Mina RAMI.",
    },
}
