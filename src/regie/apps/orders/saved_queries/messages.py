"""What is said about saved queries."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "orders.query_not_found": {
        "fr": "Cette requête n’existe pas.",
        "en": "There is no such query.",
    },
    "orders.query_name_taken": {
        "fr": "Une requête porte déjà ce nom.",
        "en": "A query already has this name.",
    },
    "orders.too_many_queries": {
        "fr": "Il y a déjà cinq cents requêtes : supprimez-en.",
        "en": "There are five hundred queries already: remove some.",
    },
    "orders.query_denied": {
        "fr": "Cette requête ne peut pas s’exécuter ({reason}).",
        "en": "This query may not run ({reason}).",
    },
    "orders.query_parameter": {
        "fr": "Le paramètre {name} manque, est inconnu ou n’est pas du bon type.",
        "en": "The parameter {name} is missing, unknown or not of its type.",
    },
    "orders.sql.too_large": {
        "fr": "La requête est trop longue.",
        "en": "The query is too long.",
    },
    "orders.sql.too_deep": {
        "fr": "La requête emboîte trop d’expressions.",
        "en": "Too many expressions within expressions.",
    },
    "orders.sql.character": {
        "fr": "Un caractère n’est pas admis.",
        "en": "A character is not allowed.",
    },
    "orders.sql.syntax": {
        "fr": "La requête n’est pas comprise : vérifiez son écriture.",
        "en": "The query is not understood: check how it is written.",
    },
    "orders.sql.many_statements": {
        "fr": "Une seule instruction est admise.",
        "en": "Exactly one statement is allowed.",
    },
    "orders.sql.not_a_query": {
        "fr": "Seul SELECT est admis.",
        "en": "Only SELECT is allowed.",
    },
    "orders.sql.statement_word": {
        "fr": "Ce mot commence une autre instruction : s’il s’agit d’un nom, écrivez-le entre "
        "guillemets.",
        "en": "This word begins another statement: if it is a name, put it in quotes.",
    },
    "orders.sql.hint": {
        "fr": "Les indications au serveur ne sont pas admises.",
        "en": "Hints to the server are not allowed.",
    },
    "orders.sql.construct": {
        "fr": "Cette construction n’est pas admise.",
        "en": "This construct is not allowed.",
    },
    "orders.sql.function": {
        "fr": "Cette fonction n’est pas admise.",
        "en": "This function is not allowed.",
    },
    "orders.sql.word": {
        "fr": "Ce mot n’est pas admis.",
        "en": "This word is not allowed.",
    },
    "orders.sql.literal": {
        "fr": "Un texte ou un nombre n’est pas admis.",
        "en": "A text or number is not allowed.",
    },
    "orders.sql.type": {
        "fr": "Ce type n’est pas admis.",
        "en": "This type is not allowed.",
    },
    "orders.sql.parameter": {
        "fr": "Déclarez chaque paramètre, et employez-le : {{nom}}.",
        "en": "Declare each parameter, and use it: {{name}}.",
    },
    "orders.sql.table": {
        "fr": "Cette table n’est pas ouverte.",
        "en": "This table is not open to you.",
    },
    "orders.sql.column": {
        "fr": "Cette colonne n’est pas ouverte, ou il faut dire de quelle table.",
        "en": "This column is not open to you, or say of which table.",
    },
    "orders.sql.star": {
        "fr": "L’étoile ne peut pas se lire ici : nommez les colonnes.",
        "en": "The star cannot be read there: name the columns.",
    },
    "orders.sql.name": {
        "fr": "Un nom manque, est pris ou est trop long.",
        "en": "A name is missing, taken or too long.",
    },
    "orders.sql.join": {
        "fr": "Cette jointure n’est pas admise.",
        "en": "This join is not allowed.",
    },
    "orders.sql.product": {
        "fr": "Une table n’est reliée à aucune autre : comparez leurs colonnes.",
        "en": "A table is joined to nothing: compare its columns with another’s.",
    },
    "orders.sql.limit": {
        "fr": "LIMIT, TOP et OFFSET prennent un nombre entier.",
        "en": "LIMIT, TOP and OFFSET take a whole number.",
    },
    "orders.sql.unstable": {
        "fr": "La requête ne se laisse pas réécrire sans changer de sens.",
        "en": "The query cannot be written anew without a change.",
    },
}
