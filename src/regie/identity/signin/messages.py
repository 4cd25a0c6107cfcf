"""What people read who are not signed in, or choose a password."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "identity.sign_in_refused": {
        "fr": "L’adresse électronique ou le mot de passe ne convient pas.",
        "en": "The e-mail address or the password is not right.",
    },
    "identity.too_many_tries": {
        "fr": "Trop de tentatives. Réessayez dans {minutes} min.",
        "en": "Too many tries. Try again in {minutes} min.",
    },
    "identity.hashing_full": {
        "fr": "Trop de personnes se connectent au même moment. Réessayez dans un instant.",
        "en": "Too many people are signing in at the same moment. Try again shortly.",
    },
    "field.password_short": {
        "fr": "Au moins {least} caractères ; 15 ou plus, une phrase par exemple, valent mieux.",
        "en": "At least {least} characters; 15 or more, such as a sentence, are better.",
    },
    "field.password_long": {
        "fr": "Au plus {most} octets.",
        "en": "At most {most} bytes.",
    },
    "field.password_common": {
        "fr": "Ce mot de passe est parmi ceux que l’on essaie en premier. Choisissez-en un autre.",
        "en": "This password is among those that are tried first. Choose another one.",
    },
    "field.password_yours": {
        "fr": "Ce mot de passe est fait de votre nom ou de votre adresse. Choisissez-en un autre.",
        "en": "This password is made of your name or your address. Choose another one.",
    },
    "field.password_characters": {
        "fr": "Ce mot de passe contient un caractère qui ne peut pas être transmis.",
        "en": "This password contains a character that cannot be sent.",
    },
    "field.password_wrong": {
        "fr": "Ce n’est pas votre mot de passe actuel.",
        "en": "This is not your current password.",
    },
}
