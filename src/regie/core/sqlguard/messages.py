"""What people read when a source of another team fails, and the lines of a proof."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "source.unavailable": {
        "fr": "La base consultée ne répond pas pour le moment. Réessayez dans un instant.",
        "en": "The database that is asked does not answer at the moment. Try again shortly.",
    },
    "source.busy": {
        "fr": "Trop de demandes à la fois. Réessayez dans un instant.",
        "en": "Too many requests at once. Try again shortly.",
    },
    "source.timeout": {
        "fr": "La base consultée a mis trop de temps à répondre. Réessayez dans un instant.",
        "en": "The database that is asked took too long to answer. Try again shortly.",
    },
    "source.refused": {
        "fr": "La base consultée refuse notre lecture. L’administrateur peut en voir la raison "
        "avec la commande doctor.",
        "en": "The database that is asked refuses to be read. The administrator can see why with "
        "the doctor command.",
    },
    "source.too_many_rows": {
        "fr": "La réponse de la base consultée dépasse la taille permise.",
        "en": "The answer of the database that is asked is larger than allowed.",
    },
    "proof.session.pass": {
        "fr": "La session est en lecture seule.",
        "en": "The session is read-only.",
    },
    "proof.session.fail": {
        "fr": "La session n’est pas en lecture seule.",
        "en": "The session is not read-only.",
    },
    "proof.time_limit.pass": {
        "fr": "Le serveur arrête une requête après {limit}.",
        "en": "The server stops a statement after {limit}.",
    },
    "proof.time_limit.fail": {
        "fr": "Le serveur n’arrête aucune requête (statement_timeout = {limit}).",
        "en": "The server stops no statement (statement_timeout = {limit}).",
    },
    "proof.attributes.pass": {
        "fr": "Le compte n’a aucun pouvoir d’administration.",
        "en": "The account has no administrative attribute.",
    },
    "proof.attributes.fail": {
        "fr": "Le compte a des pouvoirs d’administration : {attributes}.",
        "en": "The account has administrative attributes: {attributes}.",
    },
    "proof.memberships.pass": {
        "fr": "Le compte ne peut prendre aucun autre rôle.",
        "en": "The account can take no other role.",
    },
    "proof.memberships.warn": {
        "fr": "Le compte est membre d’autres rôles, qui n’écrivent pas : {roles}.",
        "en": "The account is a member of other roles, which do not write: {roles}.",
    },
    "proof.memberships.fail": {
        "fr": "Le compte peut prendre un rôle qui écrit, parmi : {roles}.",
        "en": "The account can take a role that writes, among: {roles}.",
    },
    "proof.writes.pass": {
        "fr": "Le compte ne peut écrire dans aucune table.",
        "en": "The account can write to no table.",
    },
    "proof.writes.fail": {
        "fr": "Le compte peut écrire dans {count} table(s) : {tables}.",
        "en": "The account can write to {count} table(s): {tables}.",
    },
    "proof.creates.pass": {
        "fr": "Le compte ne peut rien créer.",
        "en": "The account can create nothing.",
    },
    "proof.creates.warn": {
        "fr": "Le compte peut créer des tables temporaires : {rights}.",
        "en": "The account can create temporary tables: {rights}.",
    },
    "proof.creates.fail": {
        "fr": "Le compte peut créer des objets : {rights}.",
        "en": "The account can create objects: {rights}.",
    },
    "proof.mapping.pass": {
        "fr": "Les tables et colonnes de la correspondance existent et se lisent.",
        "en": "The mapped tables and columns exist and can be read.",
    },
    "proof.mapping.fail": {
        "fr": "{table} n’existe pas, ou n’a pas : {columns}. Corrigez la correspondance.",
        "en": "{table} does not exist, or has no {columns}. Correct the mapping.",
    },
    "proof.readable.fail": {
        "fr": "Le compte ne peut pas lire toutes les colonnes utiles de {table}.",
        "en": "The account cannot read every needed column of {table}.",
    },
    "proof.sees_more.pass": {
        "fr": "Le compte ne voit rien d’autre que la correspondance.",
        "en": "The account sees nothing but what is mapped.",
    },
    "proof.sees_more.warn": {
        "fr": "Le compte voit plus que la correspondance, dans {count} table(s) : {tables}.",
        "en": "The account sees more than what is mapped, in {count} table(s): {tables}.",
    },
    "proof.index.pass": {
        "fr": "{column} est en tête d’un index de {table}.",
        "en": "{column} is the first column of an index of {table}.",
    },
    "proof.index.warn": {
        "fr": "{column} n’est en tête d’aucun index de {table}, lue en entier à chaque recherche.",
        "en": "{column} is the first column of no index of {table}: each look-up reads all of it.",
    },
    "proof.index.unknown": {
        "fr": "Rien ne dit si {table} a un index : c’est une vue, ou elle n’existe pas.",
        "en": "Nothing tells whether {table} has an index: it is a view, or does not exist.",
    },
    "proof.link.pass": {
        "fr": "La liaison ne peut être lue en chemin ({link}).",
        "en": "The link cannot be read on its way ({link}).",
    },
    "proof.link.warn": {
        "fr": "La liaison n’est pas chiffrée.",
        "en": "The link is not encrypted.",
    },
    "proof.catalogue.unknown": {
        "fr": "Le catalogue refuse de répondre sur ce point : {probe} ({reason}).",
        "en": "The catalogue refuses to answer on this point: {probe} ({reason}).",
    },
}
