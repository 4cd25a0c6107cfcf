"""What people read when a value is refused, by the type of the refusal.

The catalogue's own types stand a floor above; the shape is the same.
"""

from __future__ import annotations

from typing import Final, Literal

INPUT_MESSAGES: Final[dict[str, dict[Literal["fr", "en"], str]]] = {
    "field.text_control": {
        "fr": "Ce texte contient un caractère de commande invisible (position {position}).",
        "en": "This text contains an invisible control character (position {position}).",
    },
    "field.text_direction": {
        "fr": "Ce texte contient une commande de sens d’écriture (position {position}).",
        "en": "This text contains a text-direction command (position {position}).",
    },
    "field.text_surrogate": {
        "fr": "Ce texte contient un demi-codet isolé (position {position}).",
        "en": "This text contains a lone surrogate (position {position}).",
    },
    "field.text_noncharacter": {
        "fr": "Ce texte contient un code qui n’est pas un caractère (position {position}).",
        "en": "This text contains a code that is no character (position {position}).",
    },
    "field.text_line_break": {
        "fr": "Une seule ligne, sans tabulation, est attendue.",
        "en": "A single line without tabs is expected.",
    },
    "field.text_combining": {
        "fr": "Trop de signes se superposent (position {position}).",
        "en": "Too many marks are stacked (position {position}).",
    },
    "field.text_markup": {
        "fr": "Ce texte contient des balises (position {position}).",
        "en": "This text contains markup (position {position}).",
    },
    "field.name_letters": {
        "fr": "Un nom contient des lettres.",
        "en": "A name has letters.",
    },
    "field.name_characters": {
        "fr": "Un nom se compose de lettres, d’espaces, d’apostrophes, de traits d’union, "
        "de points et de virgules.",
        "en": "A name is made of letters, blanks, apostrophes, hyphens, dots and commas.",
    },
    "field.file_name": {
        "fr": "Ce nom de fichier n’est pas accepté par tous les systèmes.",
        "en": "Not every system accepts this file name.",
    },
    "field.datetime": {
        "fr": "Un instant est attendu, avec son décalage horaire : 2026-01-31T08:00:00+01:00.",
        "en": "A moment is expected, with its offset: 2026-01-31T08:00:00+01:00.",
    },
    "field.email": {
        "fr": "Cette adresse électronique n’est pas valide.",
        "en": "This is not an e-mail address.",
    },
    "field.url_scheme": {
        "fr": "L’adresse doit commencer par https:// ou http://.",
        "en": "The address must begin with https:// or http://.",
    },
    "field.url_characters": {
        "fr": "L’adresse est trop longue ou contient un caractère interdit.",
        "en": "The address is too long or contains a forbidden character.",
    },
    "field.url_userinfo": {
        "fr": "L’adresse ne doit pas contenir de nom d’utilisateur.",
        "en": "The address must not contain a user name.",
    },
    "field.url_host": {
        "fr": "Le nom du serveur dans l’adresse n’est pas valide.",
        "en": "The server’s name in the address is not valid.",
    },
    "field.url_port": {
        "fr": "Le port dans l’adresse n’est pas valide.",
        "en": "The port in the address is not valid.",
    },
}
