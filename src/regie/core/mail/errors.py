"""What a person may be told about mails."""

from __future__ import annotations

from regie.core.errors import Conflict, NotFound


class MailNotFound(NotFound):
    """There is no such mail, or it has been purged."""

    code = "mail.not_found"


class NotUndecided(Conflict):
    """Only of a mail that is unknown does a person say what became of it."""

    code = "mail.not_undecided"


class NotRepeatable(Conflict):
    """Only a mail that failed, and whose content is kept, can be repeated."""

    code = "mail.not_repeatable"
