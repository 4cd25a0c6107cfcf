"""The lines of an examination, beside those of the engines' own proofs."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MESSAGES: Final[Messages] = {
    "proof.connected.fail": {
        "fr": "Aucune base n’est reliée à cette source.",
        "en": "No database is connected to this source.",
    },
    "proof.risk_accepted.warn": {
        "fr": "Cette source est lue même sans preuve : « {reason} ».",
        "en": "This source is read even without proof: “{reason}”.",
    },
    "proof.reached.pass": {"fr": "La base répond.", "en": "The database answers."},
    "proof.reached.fail": {
        "fr": "La base ne répond pas : {reason}.",
        "en": "The database does not answer: {reason}.",
    },
    "proof.server.version.pass": {
        "fr": "Version {version}, collation {collation}.",
        "en": "Version {version}, collation {collation}.",
    },
    "proof.server.version.unknown": {
        "fr": "Le serveur ne dit pas sa version à ce compte.",
        "en": "The server does not tell this account its version.",
    },
    "proof.server.latency.pass": {
        "fr": "Un aller-retour prend {ms}\u00a0ms.",
        "en": "A round trip takes {ms} ms.",
    },
    "proof.server.latency.warn": {
        "fr": "Un aller-retour prend {ms}\u00a0ms : chaque réponse qui n’est pas en cache attend "
        "d’autant. Rapprochez Régie de la base.",
        "en": "A round trip takes {ms} ms: every answer that is not remembered waits for it. Move "
        "Régie nearer to the database.",
    },
    "proof.server.clock.pass": {
        "fr": "Son horloge et la nôtre sont à {seconds}\u00a0s l’une de l’autre.",
        "en": "Its clock and ours are {seconds} s apart.",
    },
    "proof.server.clock.warn": {
        "fr": "Son horloge et la nôtre sont à {seconds}\u00a0s l’une de l’autre : les jours n’y "
        "changent pas au même moment. Réglez les deux par NTP.",
        "en": "Its clock and ours are {seconds} s apart: days change at another moment there. Set "
        "both by NTP.",
    },
    "proof.network.local.pass": {
        "fr": "La base est sur cette machine ({host}) : rien ne passe par le réseau.",
        "en": "The database is on this machine ({host}): nothing crosses a network.",
    },
    "proof.network.place.pass": {
        "fr": "{host} est sur un réseau privé : rien n’y arrive d’Internet, sauf si on l’y a "
        "autorisé.",
        "en": "{host} is on a private network: nothing reaches it from the Internet unless it was "
        "let in.",
    },
    "proof.network.place.warn": {
        "fr": "{host} a une adresse publique : n’importe qui peut y frapper. Le pare-feu ne doit "
        "laisser passer que notre adresse publique, ou la liaison passer par un VPN.",
        "en": "{host} has a public address: anybody can knock there. Its firewall must let "
        "through our public address alone, or the link go through a VPN.",
    },
    "proof.network.place.unknown": {
        "fr": "Le nom {host} n’a pas d’adresse ici : vérifiez le DNS de cette machine.",
        "en": "The name {host} has no address here: check this machine’s DNS.",
    },
    "proof.network.shared.warn": {
        "fr": "{host} est dans 100.64.0.0/10, le réseau d’un opérateur ou d’un VPN, que d’autres "
        "partagent peut-être.",
        "en": "{host} is in 100.64.0.0/10, the network of an operator or a VPN, which others may "
        "share.",
    },
    "proof.network.certificate.pass": {
        "fr": "Le certificat de {host} est vérifié avant le mot de passe.",
        "en": "The certificate of {host} is checked before the password is sent.",
    },
    "proof.network.certificate.fail": {
        "fr": "Le certificat de {host} n’est pas vérifié : le DSN dit tls=off, et qui se met en "
        "chemin lit tout.",
        "en": "The certificate of {host} is not checked: the DSN says tls=off, and whoever sits on "
        "the way reads everything.",
    },
    "proof.network.from.pass": {
        "fr": "Nous venons de {ours}, à moins qu’une traduction d’adresses n’en fasse une autre ; "
        "le pare-feu doit l’autoriser vers {host}, port {port}.",
        "en": "We come from {ours}, unless an address translation makes it another one; the "
        "firewall has to allow it to {host}, port {port}.",
    },
    "proof.network.from.unknown": {
        "fr": "Aucune route ne mène d’ici à {host}.",
        "en": "No route leads from here to {host}.",
    },
    "proof.mapping.names.pass": {
        "fr": "Toutes les tables et colonnes de la correspondance existent, et leurs types vont.",
        "en": "All tables and columns that are mapped are there, and their types fit.",
    },
    "proof.mapping.names.unknown": {
        "fr": "Le catalogue ne montre aucune table à ce compte : la correspondance ne peut être "
        "vérifiée.",
        "en": "The catalogue shows this account no table: the mapping cannot be checked.",
    },
    "proof.mapping.tables.fail": {
        "fr": "{key} : la table {name} n’existe pas ou n’est pas lisible ; les plus proches : "
        "{nearest}.",
        "en": "{key}: the table {name} does not exist or cannot be read; the nearest: {nearest}.",
    },
    "proof.mapping.columns.fail": {
        "fr": "{key} : la colonne {name} n’existe pas ou n’est pas lisible ; les plus proches : "
        "{nearest}.",
        "en": "{key}: the column {name} does not exist or cannot be read; the nearest: {nearest}.",
    },
    "proof.mapping.types.fail": {
        "fr": "{key} : la colonne {name} est de type {type}, que la correspondance ne lit pas "
        "ainsi.",
        "en": "{key}: the column {name} has the type {type}, which the mapping reads otherwise.",
    },
    "proof.mapping.statuses.pass": {
        "fr": "Les statuts de la source ont un sens.",
        "en": "The source’s statuses have a meaning.",
    },
    "proof.mapping.statuses.warn": {
        "fr": "Aucun statut n’a de sens : chacun est montré comme la source l’écrit, et aucun "
        "retard n’est compté.",
        "en": "No status has a meaning: each is shown as the source writes it, and no delay is "
        "counted.",
    },
    "proof.mapping.history.pass": {
        "fr": "L’historique des statuts est lu.",
        "en": "The history of statuses is read.",
    },
    "proof.mapping.history.warn": {
        "fr": "Sans historique, les dates des étapes ne peuvent être données.",
        "en": "Without a history the days of the steps cannot be told.",
    },
    "proof.mapping.email.pass": {
        "fr": "Un code peut être envoyé à l’adresse de la commande.",
        "en": "A code can be sent to the order’s address.",
    },
    "proof.mapping.email.warn": {
        "fr": "Sans adresse électronique dans la source, personne ne peut prouver par un code que "
        "la commande est la sienne.",
        "en": "Without an e-mail address in the source nobody can prove by a code that an order is "
        "theirs.",
    },
    "proof.mapping.formats.pass": {
        "fr": "Les numéros ont une forme, à laquelle ils se reconnaissent dans une phrase.",
        "en": "Numbers have a format, by which they are recognised in a sentence.",
    },
    "proof.mapping.formats.warn": {
        "fr": "Sans forme de numéro, aucun numéro n’est reconnu dans une phrase, et chaque numéro "
        "est cherché dans cette source.",
        "en": "Without a format no number is recognised in a sentence, and every number is looked "
        "up in this source.",
    },
    "proof.mapping.ceiling.pass": {
        "fr": "Le nombre de connexions permises est connu, et ne sera pas dépassé.",
        "en": "How many connections are allowed is known, and is never exceeded.",
    },
    "proof.mapping.ceiling.warn": {
        "fr": "Rien ne dit combien de connexions la source permet à ce compte.",
        "en": "Nothing says how many connections the source gives this account.",
    },
    "proof.mapping.changes.pass": {
        "fr": "La source peut signaler une commande qui change.",
        "en": "The source can tell us of an order that changes.",
    },
    "proof.mapping.changes.warn": {
        "fr": "La source ne peut signaler une commande qui change : une réponse peut avoir l’âge "
        "du cache.",
        "en": "The source cannot tell us of an order that changes: an answer may be as old as the "
        "cache allows.",
    },
}
