"""What people read when a source of another team fails, and the lines of a proof."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

from .unreached import MESSAGES as UNREACHED

MESSAGES: Final[Messages] = {
    **UNREACHED,
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
        "fr": "Une requête est arrêtée après {limit}, une attente de verrou après {locks}.",
        "en": "A statement is stopped after {limit}, its wait for a lock after {locks}.",
    },
    "proof.time_limit.fail": {
        "fr": "Le serveur n’arrête pas toute requête (durée : {limit}, verrous : {locks}).",
        "en": "The server does not stop every statement (time: {limit}, locks: {locks}).",
    },
    "proof.attributes.pass": {
        "fr": "Le compte n’a aucun pouvoir d’administration.",
        "en": "The account has no administrative attribute.",
    },
    "proof.attributes.fail": {
        "fr": "Le compte a des pouvoirs d’administration : {attributes}.",
        "en": "The account has administrative attributes: {attributes}.",
    },
    "proof.attributes.unknown": {
        "fr": "Azure ne dit pas si le compte a des pouvoirs d’administration sur son serveur.",
        "en": "Azure does not tell whether the account is an administrator of its server.",
    },
    "proof.attributes.warn": {
        "fr": "Le compte voit plus que des données : {attributes}.",
        "en": "The account sees more than data: {attributes}.",
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
    "proof.parameters.pass": {
        "fr": "Le compte ne peut changer aucun réglage du serveur.",
        "en": "The account can change no setting of the server.",
    },
    "proof.parameters.fail": {
        "fr": "Le compte peut changer {count} réglage(s) du serveur : {parameters}.",
        "en": "The account can change {count} setting(s) of the server: {parameters}.",
    },
    "proof.functions.pass": {
        "fr": "Le compte n’exécute aucune fonction avec les droits d’un autre.",
        "en": "The account runs no function with the rights of another.",
    },
    "proof.functions.warn": {
        "fr": "Le compte peut exécuter {count} routine(s) avec les droits de leur auteur : "
        "{functions}.",
        "en": "The account can run {count} routine(s) with the rights of their author: "
        "{functions}.",
    },
    "proof.mappings.pass": {
        "fr": "Aucun autre serveur n’est ouvert au compte sous un autre nom.",
        "en": "No other server is open to the account under another name.",
    },
    "proof.mappings.warn": {
        "fr": "Le compte lit {count} autre(s) serveur(s) avec les droits d’un autre : {servers}.",
        "en": "The account reads {count} other server(s) with the rights of another: {servers}.",
    },
    "proof.mappings.fail": {
        "fr": "Le compte peut tout demander à {count} autre(s) serveur(s) avec les droits d’un "
        "autre, par dblink : {servers}.",
        "en": "The account can ask anything of {count} other server(s) with the rights of "
        "another, by dblink: {servers}.",
    },
    "proof.large_objects.pass": {
        "fr": "Le compte ne peut changer aucun grand objet (large object).",
        "en": "The account can change no large object.",
    },
    "proof.large_objects.warn": {
        "fr": "Avant PostgreSQL 16, une lecture peut créer de grands objets (large objects) : "
        "{functions}.",
        "en": "Before PostgreSQL 16 a read can make large objects: {functions}.",
    },
    "proof.large_objects.fail": {
        "fr": "Le compte peut changer {count} grand(s) objet(s) (large objects) : {objects}.",
        "en": "The account can change {count} large object(s): {objects}.",
    },
    "proof.secrets.pass": {
        "fr": "Le compte ne voit les mots de passe de personne, même sous forme d’empreinte.",
        "en": "The account sees nobody’s password, not even its hash.",
    },
    "proof.secrets.fail": {
        "fr": "Le compte peut lire les empreintes des mots de passe, ou pire : {tables}.",
        "en": "The account can read the hashes of passwords, or worse: {tables}.",
    },
    "proof.outside.pass": {
        "fr": "Aucune fonction du compte ne sort du serveur.",
        "en": "No function of the account leaves the server.",
    },
    "proof.outside.warn": {
        "fr": "Le compte peut sortir du serveur par {count} fonction(s) : {functions}.",
        "en": "The account can leave the server through {count} function(s): {functions}.",
    },
    "proof.databases.pass": {
        "fr": "Le compte n’entre dans aucune autre base.",
        "en": "The account enters no other database.",
    },
    "proof.databases.warn": {
        "fr": "Le compte entre dans {count} autre(s) base(s) : {databases}.",
        "en": "The account enters {count} other database(s): {databases}.",
    },
    "proof.file.pass": {
        "fr": "Le fichier nous est fermé en écriture.",
        "en": "The file is closed to our writing.",
    },
    "proof.file.warn": {
        "fr": "Le compte système de Régie pourrait écrire dans {path}\u202f; nos lectures "
        "l’ouvrent sans ce droit.",
        "en": "Régie’s system account could write to {path}; our reads open it without that right.",
    },
    "proof.journal.pass": {
        "fr": "Nos lectures n’arrêtent personne qui écrit (journal WAL).",
        "en": "Our reads stop nobody who writes (WAL journal).",
    },
    "proof.journal.warn": {
        "fr": "Une lecture fait attendre ceux qui écrivent (journal {mode}).",
        "en": "A read makes those who write wait (journal {mode}).",
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
        "fr": "Rien ne dit si {table} a un index : c’est une vue, une table d’un autre serveur, ou "
        "elle n’existe pas.",
        "en": "Nothing tells whether {table} has an index: it is a view, a table of another "
        "server’s, or does not exist.",
    },
    "proof.index.unseen.unknown": {
        "fr": "Rien ne dit si {column} est en tête d’un index de {table} : le compte n’en voit pas "
        "toutes les colonnes, et un index n’est montré qu’à qui les voit.",
        "en": "Nothing tells whether {column} is the first column of an index of {table}: the "
        "account does not see all its columns, and an index is shown to whoever does.",
    },
    "proof.key_type.pass": {
        "fr": "Le numéro de commande ({table}, {column}) est de type {type}.",
        "en": "The order number ({table}, {column}) is of the type {type}.",
    },
    "proof.key_type.warn": {
        "fr": "Le numéro de commande ({table}, {column}) est de type {type} : ses zéros de tête "
        "sont perdus et la comparaison peut se passer d’index.",
        "en": "The order number ({table}, {column}) is of the type {type}: its leading zeros are "
        "lost and comparing may use no index.",
    },
    "proof.link.pass": {
        "fr": "La liaison ne peut être lue en chemin ({link}).",
        "en": "The link cannot be read on its way ({link}).",
    },
    "proof.link.warn": {
        "fr": "La liaison n’est pas chiffrée.",
        "en": "The link is not encrypted.",
    },
    "proof.catalogue.fail": {
        "fr": "Le compte atteint trop d’objets pour être vérifié sur ce point : {probe}.",
        "en": "The account reaches too many objects to be checked on this point: {probe}.",
    },
    "proof.catalogue.closed.fail": {
        "fr": "Le catalogue refuse de dire ce que le compte peut faire : {probe} ({reason}).",
        "en": "The catalogue refuses to tell what the account may do: {probe} ({reason}).",
    },
    "proof.catalogue.closed.unknown": {
        "fr": "Le catalogue refuse de répondre sur ce point : {probe} ({reason}).",
        "en": "The catalogue refuses to answer on this point: {probe} ({reason}).",
    },
    # SQL Server
    "proof.waits.pass": {
        "fr": "Le serveur n’arrête aucune requête de lui-même ; notre pilote le fait après "
        "{limit}\u00a0s, et un verrou n’est attendu que {lock}\u00a0s.",
        "en": "The server stops no statement by itself; our driver does after {limit} s, and a "
        "lock is waited for {lock} s at most.",
    },
    "proof.waits.fail": {
        "fr": "La session n’a pas pris nos réglages : elle attend un verrou {lock}\u00a0s.",
        "en": "The session has not taken our settings: it waits {lock} s for a lock.",
    },
    "proof.procedures.pass": {
        "fr": "Le compte ne peut exécuter aucune procédure.",
        "en": "The account can execute no procedure.",
    },
    "proof.procedures.fail": {
        "fr": "Le compte peut exécuter {count} procédure(s), qui écrivent avec les droits de leur "
        "propriétaire : {procedures}.",
        "en": "The account can execute {count} procedure(s), which write with the rights of their "
        "owner: {procedures}.",
    },
    "proof.becomes.pass": {
        "fr": "Le compte ne peut agir sous le nom de personne d’autre.",
        "en": "The account can act in nobody else’s name.",
    },
    "proof.becomes.fail": {
        "fr": "Le compte peut agir sous un autre nom, ou entrer dans un rôle, par {count} "
        "droit(s) : {principals}.",
        "en": "The account can act in another’s name, or put itself into a role, by {count} "
        "right(s): {principals}.",
    },
    "proof.becomes.unknown": {
        "fr": "Le compte n’agit dans la base sous le nom de personne d’autre ; ce qu’il peut "
        "sur le serveur, Azure ne le dit pas.",
        "en": "The account acts in nobody else’s name in the database; what it can on the server, "
        "Azure does not tell.",
    },
    "proof.programs.pass": {
        "fr": "Le compte ne lance rien sur la machine du serveur.",
        "en": "The account starts nothing on the server’s machine.",
    },
    "proof.programs.warn": {
        "fr": "Le compte peut exécuter {count} procédure(s) qui agissent hors de la base, "
        "désactivées pour l’instant : {programs}.",
        "en": "The account can execute {count} procedure(s) that act outside of the database, "
        "switched off at the moment: {programs}.",
    },
    "proof.programs.fail": {
        "fr": "Le compte peut agir hors de la base, sur la machine du serveur, par {count} "
        "procédure(s) ou fonction(s) : {programs}.",
        "en": "The account can act outside of the database, on the server’s machine, through "
        "{count} procedure(s) or function(s): {programs}.",
    },
    "proof.linked.pass": {
        "fr": "Aucun serveur lié n’est ouvert au compte.",
        "en": "No linked server is open to the account.",
    },
    "proof.linked.warn": {
        "fr": "Le compte atteint {count} serveur(s) lié(s) sous son propre nom : {servers}.",
        "en": "The account reaches {count} linked server(s) under its own name: {servers}.",
    },
    "proof.linked.fail": {
        "fr": "Le compte atteint {count} serveur(s) lié(s), et agit sur un au moins avec les "
        "droits d’un autre : {servers}.",
        "en": "The account reaches {count} linked server(s), and acts on one at least with the "
        "rights of another: {servers}.",
    },
    "proof.linked.unknown": {
        "fr": "Le compte voit {count} serveur(s) lié(s), et le serveur ne dit pas sous quel nom il "
        "les atteint : {servers}.",
        "en": "The account sees {count} linked server(s), and the server does not tell under which "
        "name it reaches them: {servers}.",
    },
    "proof.adhoc.pass": {
        "fr": "Une requête ne peut désigner elle-même un autre serveur (OPENROWSET).",
        "en": "A statement cannot name another server itself (OPENROWSET).",
    },
    "proof.adhoc.warn": {
        "fr": "Une requête peut désigner elle-même un autre serveur et le lire (OPENROWSET, "
        "OPENDATASOURCE).",
        "en": "A statement can name another server itself and read it (OPENROWSET, "
        "OPENDATASOURCE).",
    },
    "proof.adhoc.unknown": {
        "fr": "Le serveur ne dit pas si une requête peut désigner elle-même un autre serveur.",
        "en": "The server does not tell whether a statement can name another server itself.",
    },
    "proof.chains.pass": {
        "fr": "Les droits du propriétaire de la base s’arrêtent à la base.",
        "en": "The rights of the database’s owner end with the database.",
    },
    "proof.chains.warn": {
        "fr": "Vues et procédures de la base peuvent agir au-delà d’elle, avec les droits de leur "
        "propriétaire : {settings}.",
        "en": "Views and procedures of the database can act beyond it, with the rights of their "
        "owner: {settings}.",
    },
    "proof.chains.unknown": {
        "fr": "Le serveur ne dit pas si les droits du propriétaire de la base s’arrêtent à elle.",
        "en": "The server does not tell whether the rights of the database’s owner end with it.",
    },
    "proof.snapshot.pass": {
        "fr": "La base garde des versions des lignes : lire n’attend pas les écritures et ne les "
        "retarde pas.",
        "en": "The database keeps versions of rows: reading neither waits for writes nor delays "
        "them.",
    },
    "proof.snapshot.warn": {
        "fr": "La base ne garde pas de versions des lignes : une lecture attend les écritures, "
        "{lock}\u00a0s au plus, et peut les retarder.",
        "en": "The database keeps no versions of rows: a read waits for writes, {lock} s at most, "
        "and may delay them.",
    },
    "proof.certificate.warn": {
        "fr": "La liaison est chiffrée, mais le certificat du serveur n’est pas vérifié "
        "(tls=off). Indiquez tls=verify.",
        "en": "The link is encrypted, but the server’s certificate is not checked (tls=off). Say "
        "tls=verify.",
    },
    "proof.link.unknown": {
        "fr": "Le serveur ne dit pas à ce compte si la liaison est chiffrée (tls=off). Indiquez "
        "tls=verify.",
        "en": "The server does not tell this account whether the link is encrypted (tls=off). Say "
        "tls=verify.",
    },
}
