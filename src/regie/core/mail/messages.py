"""What people read about mails."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

MAIL_MESSAGES: Final[Messages] = {
    "mail.not_found": {
        "fr": "Ce message n’existe pas, ou n’est plus conservé.",
        "en": "There is no such mail, or it is no longer kept.",
    },
    "mail.not_undecided": {
        "fr": "Le sort de ce message est connu : il n’y a rien à décider.",
        "en": "What became of this mail is known: there is nothing to decide.",
    },
    "mail.not_repeatable": {
        "fr": "Seul un message en échec, dont le contenu est encore conservé, peut être renvoyé.",
        "en": "Only a mail that failed, and whose content is still kept, can be sent again.",
    },
}
