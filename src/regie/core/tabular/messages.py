"""What people read of imports."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

TABULAR_MESSAGES: Final[Messages] = {
    "imports.unknown_kind": {
        "fr": "Ce type d’import n’existe pas.",
        "en": "There is no such kind of import.",
    },
    "imports.not_found": {
        "fr": "Cet import n’existe pas.",
        "en": "There is no such import.",
    },
    "imports.ended": {
        "fr": "Cet import est déjà terminé.",
        "en": "This import has ended already.",
    },
    "imports.failed": {
        "fr": "L’import s’est interrompu. Ce qui est déjà chargé le reste ; envoyez le fichier à "
        "nouveau pour reprendre.",
        "en": "The import broke off. What it had loaded stays; send the file again to go on.",
    },
    "imports.unreadable": {
        "fr": "Ce fichier ne peut pas être lu comme un tableau.",
        "en": "This file cannot be read as a table.",
    },
    "imports.no_header": {
        "fr": "La première ligne du fichier ne donne pas de noms de colonnes.",
        "en": "The first line of the file has no column names.",
    },
    "imports.columns_missing": {
        "fr": "Il manque des colonnes : {fr}.",
        "en": "Columns are missing: {en}.",
    },
    "imports.column_twice": {
        "fr": "Les colonnes « {first} » et « {second} » désignent la même donnée.",
        "en": "The columns “{first}” and “{second}” mean the same.",
    },
    "imports.too_many_for_sheet": {
        "fr": "Trop de lignes pour une feuille Excel : téléchargez le fichier CSV.",
        "en": "Too many rows for an Excel sheet: download the CSV file.",
    },
    "imports.quote_open": {
        "fr": "Un guillemet ouvert à la ligne {line} n’est jamais refermé.",
        "en": "A quotation mark that opens on line {line} is never closed.",
    },
}
