"""E-mail: written with its cause, sent after its commit, and never twice unasked."""

from .addresses import Sender
from .composer import Composed, Composer
from .diagnosis import Diagnosis, Step, diagnose
from .errors import MailNotFound, NotRepeatable, NotUndecided
from .kind import KIND, SendMail
from .mailbox import Mailbox
from .mailer import Mailer
from .memory import MemoryTransport
from .message import Letter
from .messages import MAIL_MESSAGES
from .moments import spoken_day, spoken_month
from .personal import forget_address, mails_to
from .reading import (
    MAIN_TENANT,
    MailEntry,
    OpenedMail,
    State,
    count_by_state,
    list_mails,
    open_mail,
)
from .retention import preview, purge
from .secret_fields import SEALED
from .sending import Sending
from .server import MailServer
from .smtp import SmtpOptions, SmtpTransport
from .smtp_session import SmtpTimeouts
from .template import (
    BUILT_IN,
    INVITATION,
    JOB_FAILED,
    NEW_DEVICE,
    PASSWORD_RESET,
    TEST,
    TWO_FACTOR_CHANGED,
    WEBHOOK_ENDPOINT_DISABLED,
    Template,
)
from .transport import Deferred, Envelope, HandOver, Refused, Transport, Trouble, Uncertain, Way
from .trial import trial_letter
from .verdicts import decide_mail, repeat_mail

__all__ = [
    "BUILT_IN",
    "INVITATION",
    "JOB_FAILED",
    "KIND",
    "MAIL_MESSAGES",
    "MAIN_TENANT",
    "NEW_DEVICE",
    "PASSWORD_RESET",
    "SEALED",
    "TEST",
    "TWO_FACTOR_CHANGED",
    "WEBHOOK_ENDPOINT_DISABLED",
    "Composed",
    "Composer",
    "Deferred",
    "Diagnosis",
    "Envelope",
    "HandOver",
    "Letter",
    "MailEntry",
    "MailNotFound",
    "MailServer",
    "Mailbox",
    "Mailer",
    "MemoryTransport",
    "NotRepeatable",
    "NotUndecided",
    "OpenedMail",
    "Refused",
    "SendMail",
    "Sender",
    "Sending",
    "SmtpOptions",
    "SmtpTimeouts",
    "SmtpTransport",
    "State",
    "Step",
    "Template",
    "Transport",
    "Trouble",
    "Uncertain",
    "Way",
    "count_by_state",
    "decide_mail",
    "diagnose",
    "forget_address",
    "list_mails",
    "mails_to",
    "open_mail",
    "preview",
    "purge",
    "repeat_mail",
    "spoken_day",
    "spoken_month",
    "trial_letter",
]
