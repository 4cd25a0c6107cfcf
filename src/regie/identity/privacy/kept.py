"""What identity keeps about a person, why, and how long."""

from __future__ import annotations

from typing import Final

from regie.core.retention import Kept

KEPT: Final = (
    Kept(
        {
            "fr": "Votre nom, votre adresse e-mail, votre langue et vos rôles",
            "en": "Your name, your e-mail address, your language and your roles",
        },
        {
            "fr": "Vous reconnaître, et savoir ce que vous pouvez faire",
            "en": "To recognise you, and to know what you may do",
        },
        None,
    ),
    Kept(
        {
            "fr": "Une empreinte de votre mot de passe, et la clé chiffrée de votre second facteur",
            "en": "A digest of your password, and the encrypted key of your second factor",
        },
        {"fr": "Vérifier que c’est bien vous", "en": "To verify that it is you"},
        None,
    ),
    Kept(
        {
            "fr": "Vos connexions : navigateur, système, début de l’adresse, dernière activité",
            "en": "Your sessions: browser, system, beginning of the address, last activity",
        },
        {
            "fr": "Vous montrer vos appareils, et fermer une session ouverte par quelqu’un d’autre",
            "en": "To show you your devices, and to end a session that somebody else opened",
        },
        "sessions",
    ),
    Kept(
        {
            "fr": "Vos jetons d’accès : nom, droits, dernière utilisation",
            "en": "Your access tokens: name, rights, last use",
        },
        {
            "fr": "Laisser vos programmes agir en votre nom",
            "en": "To let your programs act in your name",
        },
        None,
    ),
    Kept(
        {
            "fr": "Vos tentatives de connexion, sous une empreinte qui ne se lit pas",
            "en": "Your tries to sign in, under a digest that cannot be read",
        },
        {
            "fr": "Empêcher qu’on devine votre mot de passe",
            "en": "To keep others from guessing your password",
        },
        "tries",
    ),
    Kept(
        {
            "fr": "Les empreintes des codes qui vous ont été envoyés",
            "en": "Digests of the codes that were sent to you",
        },
        {
            "fr": "Reconnaître un code, et qu’il ne serve qu’une fois",
            "en": "To recognise a code, and that it serves once",
        },
        "sent_codes",
    ),
    Kept(
        {
            "fr": "Ce que vous avez fait et ce qui a été fait de votre compte, sous un numéro",
            "en": "What you did and what was done with your account, under a number",
        },
        {
            "fr": "Prouver qui a fait quoi : le journal d’audit ne peut être modifié sans trace",
            "en": "To prove who did what: the audit record cannot be changed unseen",
        },
        "audit",
    ),
    Kept(
        {
            "fr": "Les détails de ces actions, dont l’adresse de votre appareil",
            "en": "Details of these acts, among them the address of your device",
        },
        {"fr": "Comprendre un incident", "en": "To understand an incident"},
        "audit_details",
    ),
    Kept(
        {
            "fr": "Les e-mails qui vous ont été envoyés",
            "en": "The e-mails that were sent to you",
        },
        {"fr": "Savoir s’ils sont arrivés", "en": "To know whether they arrived"},
        "mail",
    ),
    Kept(
        {
            "fr": "Les réponses à vos dernières demandes",
            "en": "The answers to your latest requests",
        },
        {
            "fr": "Ne pas faire deux fois ce qui est envoyé deux fois",
            "en": "Not to do twice what is sent twice",
        },
        "answers",
    ),
)
