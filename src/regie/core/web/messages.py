"""What the edge says to people, besides the core's own texts."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

WEB_MESSAGES: Final[Messages] = {
    "method_not_allowed": {
        "fr": "Cette adresse n’accepte pas cette méthode.",
        "en": "This address does not accept that method.",
    },
    "request_timeout": {
        "fr": "La demande a mis trop de temps à arriver.",
        "en": "The request took too long to arrive.",
    },
    "misdirected": {
        "fr": "Ce serveur ne répond pas sous ce nom. Demandez à l’administrateur de l’ajouter "
        "à REGIE_ALLOWED_HOSTS.",
        "en": "This server does not answer under that name. Ask the administrator to add it to "
        "REGIE_ALLOWED_HOSTS.",
    },
    "headers_too_large": {
        "fr": "Les en-têtes de la demande dépassent la taille permise.",
        "en": "The headers of the request are larger than allowed.",
    },
    "https_required": {
        "fr": "Cette adresse n’est servie qu’en HTTPS.",
        "en": "This address is served over HTTPS only.",
    },
    "cookie_needs_https": {
        "fr": "La connexion n’est possible qu’en HTTPS, ou depuis la machine elle-même.",
        "en": "Signing in takes HTTPS, or sitting at the machine itself.",
    },
    "cross_origin": {
        "fr": "Cette demande ne vient pas d’une page de ce site.",
        "en": "This request does not come from a page of this site.",
    },
    "overloaded": {
        "fr": "Trop de demandes en même temps. Réessayez dans un instant.",
        "en": "Too many requests at the same time. Try again shortly.",
    },
    "body_too_large": {
        "fr": "Le contenu envoyé dépasse {limit_bytes} octets.",
        "en": "What was sent is larger than {limit_bytes} bytes.",
    },
    "cursor_malformed": {
        "fr": "Cette suite de liste n’est pas lisible. Reprenez la liste depuis le début.",
        "en": "This page of the list cannot be read. Start the list again.",
    },
    "changed_meanwhile": {
        "fr": "Quelqu’un d’autre l’a modifié entre-temps. Rechargez avant d’enregistrer.",
        "en": "Somebody else has changed it meanwhile. Reload before you save.",
    },
    "precondition_required": {
        "fr": "Indiquez l’état que vous modifiez (en-tête If-Match).",
        "en": "Say which state you are changing (header If-Match).",
    },
    "json_expected": {
        "fr": "Cette adresse lit du JSON en UTF-8 (Content-Type: application/json).",
        "en": "This address reads JSON in UTF-8 (Content-Type: application/json).",
    },
    "encoded_body": {
        "fr": "Le contenu ne doit pas être compressé (sans Content-Encoding).",
        "en": "The content must not be compressed (no Content-Encoding).",
    },
    "json_syntax": {
        "fr": "Le contenu n’est pas du JSON valide.",
        "en": "The content is not valid JSON.",
    },
    "json_encoding": {
        "fr": "Le contenu n’est pas en UTF-8.",
        "en": "The content is not UTF-8.",
    },
    "json_duplicate_key": {
        "fr": "Une clé figure deux fois dans le même objet JSON.",
        "en": "A key appears twice in the same JSON object.",
    },
    "json_number": {
        "fr": "Un nombre est infini ou trop long.",
        "en": "A number is infinite or too long.",
    },
    "json_character": {
        "fr": "Un texte contient un caractère interdit (nul ou demi-codet isolé).",
        "en": "A text contains a forbidden character (null or a lone surrogate).",
    },
    "json_too_deep": {
        "fr": "Le contenu JSON est trop imbriqué.",
        "en": "The JSON content is nested too deeply.",
    },
    # Titles, by status: short, the same for every problem of that status.
    "title.400": {"fr": "Demande illisible", "en": "Bad request"},
    "title.401": {"fr": "Connexion requise", "en": "Sign-in required"},
    "title.403": {"fr": "Accès refusé", "en": "Forbidden"},
    "title.404": {"fr": "Introuvable", "en": "Not found"},
    "title.405": {"fr": "Méthode refusée", "en": "Method not allowed"},
    "title.408": {"fr": "Demande trop lente", "en": "Request timeout"},
    "title.409": {"fr": "Conflit", "en": "Conflict"},
    "title.410": {"fr": "N’est plus valable", "en": "No longer valid"},
    "title.412": {"fr": "Modifié entre-temps", "en": "Changed meanwhile"},
    "title.413": {"fr": "Contenu trop volumineux", "en": "Content too large"},
    "title.415": {"fr": "Type de contenu refusé", "en": "Unsupported content type"},
    "title.421": {"fr": "Mauvais serveur", "en": "Misdirected request"},
    "title.422": {"fr": "Valeurs refusées", "en": "Invalid values"},
    "title.428": {"fr": "État à préciser", "en": "State required"},
    "title.429": {"fr": "Trop de demandes", "en": "Too many requests"},
    "title.431": {"fr": "En-têtes trop volumineux", "en": "Headers too large"},
    "title.500": {"fr": "Erreur interne", "en": "Internal error"},
    "title.502": {"fr": "Réponse inutilisable d’un service", "en": "Bad gateway"},
    "title.503": {"fr": "Service indisponible", "en": "Service unavailable"},
    "title.504": {"fr": "Délai dépassé", "en": "Timed out"},
    # What is wrong with one value, by pydantic's type of error; the rest say `field.invalid`.
    "field.invalid": {"fr": "Valeur invalide.", "en": "Invalid value."},
    "field.missing": {"fr": "Champ obligatoire.", "en": "This field is required."},
    "field.extra_forbidden": {"fr": "Champ inconnu.", "en": "Unknown field."},
    "field.string_type": {"fr": "Un texte est attendu.", "en": "A text is expected."},
    "field.string_too_short": {
        "fr": "Au moins {min_length} caractère(s).",
        "en": "At least {min_length} character(s).",
    },
    "field.string_too_long": {
        "fr": "Au plus {max_length} caractère(s).",
        "en": "At most {max_length} character(s).",
    },
    "field.too_short": {
        "fr": "Au moins {min_length} élément(s).",
        "en": "At least {min_length} item(s).",
    },
    "field.too_long": {
        "fr": "Au plus {max_length} élément(s).",
        "en": "At most {max_length} item(s).",
    },
    "field.string_pattern_mismatch": {
        "fr": "Ce texte n’a pas la forme attendue.",
        "en": "This text does not have the expected form.",
    },
    "field.int_type": {"fr": "Un nombre entier est attendu.", "en": "A whole number is expected."},
    "field.int_parsing": {
        "fr": "Un nombre entier est attendu.",
        "en": "A whole number is expected.",
    },
    "field.float_type": {"fr": "Un nombre est attendu.", "en": "A number is expected."},
    "field.float_parsing": {"fr": "Un nombre est attendu.", "en": "A number is expected."},
    "field.bool_parsing": {"fr": "Vrai ou faux est attendu.", "en": "True or false is expected."},
    "field.greater_than": {"fr": "Doit dépasser {gt}.", "en": "Must be greater than {gt}."},
    "field.greater_than_equal": {"fr": "Doit être au moins {ge}.", "en": "Must be at least {ge}."},
    "field.less_than": {"fr": "Doit être inférieur à {lt}.", "en": "Must be less than {lt}."},
    "field.less_than_equal": {"fr": "Doit être au plus {le}.", "en": "Must be at most {le}."},
    "field.date_from_datetime_parsing": {
        "fr": "Une date (AAAA-MM-JJ) est attendue.",
        "en": "A date (YYYY-MM-DD) is expected.",
    },
}
