"""What people read of the second factor."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "identity.code_refused": {
        "fr": "Ce code n’est pas le bon, ou a déjà servi. Attendez le suivant, ou prenez un code "
        "de secours.",
        "en": "This code is wrong, or was used already. Wait for the next one, or take a recovery "
        "code.",
    },
    "identity.code_wrong": {
        "fr": "Ce code n’est pas le bon, ou a déjà servi. Vérifiez l’heure de votre téléphone et "
        "attendez le suivant.",
        "en": "This code is wrong, or was used already. Check your phone’s clock and wait for the "
        "next one.",
    },
    "identity.proof_wrong": {
        "fr": "Ce n’est pas le bon mot de passe, ou pas le bon code.",
        "en": "The password or the code is wrong.",
    },
    "identity.factor_set": {
        "fr": "Un second facteur est déjà en place. Retirez-le avant d’en mettre un autre.",
        "en": "There is a second factor already. Remove it before you set another.",
    },
    "identity.code_wanted": {
        "fr": "Votre compte a un second facteur : confirmez avec un code.",
        "en": "Your account has a second factor: confirm with a code.",
    },
    "identity.no_factor": {
        "fr": "Il n’y a pas de second facteur. Commencez par en mettre un.",
        "en": "There is no second factor. Set one first.",
    },
    "identity.factor_required": {
        "fr": "L’un de vos rôles exige un second facteur : il ne peut pas être retiré.",
        "en": "One of your roles requires a second factor: it cannot be removed.",
    },
}
