"""A source that cannot be asked anything, as its administrators are told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from regie.core.errors import RegieError
from regie.core.i18n import Messages

from .address import Address
from .errors import EntryRefused, Why
from .proof import Finding

_REMEDIES: Final[Mapping[Why, str]] = {
    "no_tls": "ALTER SYSTEM SET ssl = on; SELECT pg_reload_conf();"
    " -- with ssl_cert_file and ssl_key_file",
    "old_tls": "ALTER SYSTEM SET ssl_min_protocol_version = 'TLSv1.2';"
    " ALTER SYSTEM RESET ssl_max_protocol_version; SELECT pg_reload_conf();",
    "authority": "?ca=/path/to/their-authority.pem",
    "expired": "SELECT pg_reload_conf(); -- once ssl_cert_file is renewed",
}


def unreached(failure: RegieError, address: Address) -> Finding:
    """The line `reached` of an examination, with what is to be done where that is known."""
    if not isinstance(failure, EntryRefused):
        return Finding("reached", "fail", {"reason": failure.detail or failure.code})
    facts = {"host": address.host or "localhost"}
    return Finding(f"reached.{failure.why}", "fail", facts, _REMEDIES.get(failure.why))


MESSAGES: Final[Messages] = {
    "proof.reached.no_tls.fail": {
        "fr": "{host} n’offre pas de TLS : rien ne lui a été envoyé, ni le compte ni le mot de "
        "passe. C’est à ses administrateurs de l’activer ; s’il l’est déjà, c’est quelqu’un "
        "d’autre qui répond à leur place.",
        "en": "{host} offers no TLS: nothing was sent to it, neither the account nor the password. "
        "Ask its administrators to switch it on; if it is on already, somebody else answers in "
        "their place.",
    },
    "proof.reached.old_tls.fail": {
        "fr": "{host} n’offre que des versions de TLS antérieures à 1.2, que personne ne doit plus "
        "utiliser. Demandez à ses administrateurs d’en permettre une plus récente.",
        "en": "{host} offers only versions of TLS before 1.2, which nobody should use any more. "
        "Ask its administrators to allow a newer one.",
    },
    "proof.reached.authority.fail": {
        "fr": "Le certificat de {host} n’est signé par aucune autorité que nous connaissons. "
        "Demandez à ses administrateurs le certificat de leur autorité et indiquez-le dans le DSN "
        "(ca=) ; s’il y est déjà, quelqu’un répond à leur place.",
        "en": "The certificate of {host} is signed by no authority that we know. Ask its "
        "administrators for their authority’s certificate and name it in the DSN (ca=); if it is "
        "there already, somebody answers in their place.",
    },
    "proof.reached.name.fail": {
        "fr": "Le certificat du serveur n’est pas au nom de {host}. Écrivez dans le DSN le nom que "
        "porte le certificat, ou demandez-en un pour {host}.",
        "en": "The server’s certificate is not for {host}. Write the certificate’s own name in the "
        "DSN, or ask for one for {host}.",
    },
    "proof.reached.expired.fail": {
        "fr": "Le certificat de {host}, ou celui de son autorité, a expiré. Demandez à ses "
        "administrateurs de le renouveler (sans redémarrage) et vérifiez l’heure de cette machine.",
        "en": "The certificate of {host}, or that of its authority, has expired. Ask its "
        "administrators to renew it (no restart needed), and check this machine’s clock.",
    },
    "proof.reached.early.fail": {
        "fr": "Le certificat de {host} n’est pas encore valable. Vérifiez l’heure de cette "
        "machine, puis les dates du certificat.",
        "en": "The certificate of {host} is not valid yet. Check this machine’s clock, then the "
        "dates of the certificate.",
    },
    "proof.reached.certificate.fail": {
        "fr": "Le certificat de {host} n’est pas acceptable : clé trop courte, usage qui n’est pas "
        "celui d’un serveur, ou révocation. Demandez-en un autre à ses administrateurs.",
        "en": "The certificate of {host} is not acceptable: its key is too short, it is not for a "
        "server’s use, or it was revoked. Ask its administrators for another one.",
    },
    "proof.reached.account.fail": {
        "fr": "{host} refuse notre compte. Vérifiez le mot de passe et le nom de la base dans le "
        "DSN, puis que pg_hba.conf laisse entrer ce compte depuis notre adresse, sans lui "
        "demander de certificat client : Régie n’en présente pas.",
        "en": "{host} refuses our account. Check the password and the database’s name in the DSN, "
        "then that pg_hba.conf lets this account in from our address without asking it for a "
        "client certificate: Régie shows none.",
    },
}
