"""What the demo's models answer."""

from __future__ import annotations

from typing import Final

TEXTS: Final = (
    "Bonjour, et merci de votre message. Votre commande est partie de l’atelier ce matin ; le "
    "transporteur l’annonce pour jeudi avant midi. Vous recevrez un lien de suivi dès son "
    "passage au centre de tri. Si le créneau ne vous convient pas, répondez simplement à ce "
    "message avec une date : la livraison sera reportée sans frais.",
    "Voici un résumé en trois points. D’abord, les ventes de la région progressent de 4 % sur un "
    "an, portées par la papeterie. Ensuite, la marge recule d’un demi-point, à cause de "
    "promotions plus fréquentes. Enfin, deux magasins restent sous leur objectif : il serait "
    "utile de comparer leurs horaires d’ouverture avant de conclure.",
    "Une proposition de réponse : « Madame, Monsieur, nous avons bien reçu votre réclamation et "
    "nous vous prions de nous excuser de ce retard. Un nouvel exemplaire part aujourd’hui. Vous "
    "n’avez rien à renvoyer. » Le ton est posé ; la date d’expédition mérite d’être ajoutée dès "
    "qu’elle est connue.",
    "Pour calculer les effectifs nécessaires, on part du volume de l’année, on le ramène au jour "
    "ouvré, puis on le multiplie par le temps unitaire de chaque tâche. La somme, divisée par les "
    "heures nettes d’une personne, donne l’équivalent temps plein. L’écart avec l’effectif présent "
    "se lit ensuite poste par poste.",
)
