"""The paragraphs of the letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from regie.core.i18n import Language

TEXTS: Final[Mapping[Language, Mapping[str, str]]] = {
    "fr": {
        "database": "<base>",
        "password": "<mot de passe>",
        "ours": "<notre adresse>",
        "server": "<serveur>",
        "table": "  - {table} : {columns}",
        "greeting": "Objet : lecture des commandes de la base « {source} » "
        "({engine})\n\nBonjour,\n\nPour {organisation}, nous répondons aux clients qui demandent "
        "où en est leur commande. Nous aimerions lire pour cela votre base, et seulement la lire.",
        "what": "1. Ce que nous lisons\n\nUne commande et son historique à la fois, par son "
        "numéro, ou au plus 300 lignes d’une période, dans ces colonnes et aucune autre "
        ":\n\n{tables}\n\nChaque question est un seul SELECT borné, ses valeurs transmises en "
        "paramètres ; les réponses sont gardées quelques minutes, et une commande demandée mille "
        "fois à la fois n’est lue qu’une fois.",
        "account_title": "2. Un compte qui ne peut rien d’autre\n\nLe mot de passe est le vôtre : "
        "transmettez-le par un autre chemin que ce message.\n\n{account}\n\nUne vue qui ne montre "
        "que ces colonnes convient aussi bien : dites-nous alors son nom.",
        "file_title": "2. Un fichier en lecture seule\n\n{account}",
        "limits": "3. Des limites\n\nNous n’ouvrons jamais plus de {connections} connexions, tous "
        "nos processus réunis, et n’attendons jamais plus de {statement_s}\u00a0s une réponse. "
        "Après cinq échecs de suite, nous laissons la base tranquille. Dites-nous si un autre "
        "nombre vous convient mieux, ou si une copie en lecture existe.",
        "index_title": "{index_number}. Des index\n\nS’ils n’existent pas déjà, sur les colonnes "
        "par lesquelles nous cherchons ; sans eux, chaque question lirait toute la table "
        ":\n\n{indexes}",
        "network_title": "5. Le réseau\n\nNous venons de {ours} vers {host}, port {port}. Une "
        "règle qui n’ouvre que cela :\n\n{rule}",
        "tls_postgresql": "6. Le chiffrement\n\nLa liaison est chiffrée par TLS et nous vérifions "
        "le certificat du serveur : envoyez-nous celui de l’autorité qui l’a signé. Pour "
        "l’activer : ALTER SYSTEM SET ssl = on; SELECT pg_reload_conf();",
        "tls_mysql": "6. Le chiffrement\n\nLa liaison est chiffrée par TLS et nous vérifions le "
        "certificat du serveur : envoyez-nous celui de l’autorité qui l’a signé (SHOW VARIABLES "
        "LIKE 'ssl_ca';).",
        "tls_sqlserver": "6. Le chiffrement\n\nLa liaison est chiffrée par TLS et nous vérifions "
        "le certificat du serveur : envoyez-nous celui de l’autorité qui l’a signé. Un certificat "
        "s’installe par le Gestionnaire de configuration SQL Server, « Protocoles », onglet « "
        "Certificat ».",
        "end": "Pour vérifier que le compte ne peut rien abîmer, nous lisons votre catalogue et "
        "n’essayons jamais d’écrire ; nous vous envoyons volontiers le compte rendu. Pour tout "
        "arrêter, il suffit de verrouiller le compte.\n\nMerci d’avance.",
    },
    "en": {
        "database": "<database>",
        "password": "<password>",
        "ours": "<our address>",
        "server": "<server>",
        "table": "  - {table}: {columns}",
        "greeting": "Subject: reading orders of the database “{source}” ({engine})\n\nHello,\n\nWe "
        "answer customers of {organisation} who ask where their order is. For that we would like "
        "to read your database, and only to read it.",
        "what": "1. What we read\n\nOne order with its history at a time, by its number, or at "
        "most 300 rows of a period, in these columns and no others:\n\n{tables}\n\nEach question "
        "is a single bounded SELECT, its values sent as parameters; answers are remembered for a "
        "few minutes, and an order that a thousand people ask for at once is read once.",
        "account_title": "2. An account that can do nothing else\n\nThe password is yours: hand it "
        "over another way than this message.\n\n{account}\n\nA view that shows these columns alone "
        "does as well: then tell us its name.",
        "file_title": "2. A file that is only read\n\n{account}",
        "limits": "3. Limits\n\nWe never open more than {connections} connections, all our "
        "processes together, and never wait longer than {statement_s} s for an answer. After five "
        "failures in a row we leave the database alone. Tell us if another figure suits you "
        "better, or if there is a copy for reading.",
        "index_title": "{index_number}. Indexes\n\nUnless they are there already, on the columns "
        "that we look up by; without them each question would read the whole table:\n\n{indexes}",
        "network_title": "5. Network\n\nWe come from {ours} to {host}, port {port}. A rule that "
        "opens nothing else:\n\n{rule}",
        "tls_postgresql": "6. Encryption\n\nThe link is encrypted by TLS and we check the server’s "
        "certificate: please send us that of the authority that signed it. To switch it on: ALTER "
        "SYSTEM SET ssl = on; SELECT pg_reload_conf();",
        "tls_mysql": "6. Encryption\n\nThe link is encrypted by TLS and we check the server’s "
        "certificate: please send us that of the authority that signed it (SHOW VARIABLES LIKE "
        "'ssl_ca';).",
        "tls_sqlserver": "6. Encryption\n\nThe link is encrypted by TLS and we check the server’s "
        "certificate: please send us that of the authority that signed it. A certificate is "
        "installed by SQL Server Configuration Manager, Protocols, tab Certificate.",
        "end": "To see that the account can do no harm we read your catalogue and never try a "
        "write; we gladly send you the report. To stop everything it is enough to lock the "
        "account.\n\nThank you.",
    },
}
