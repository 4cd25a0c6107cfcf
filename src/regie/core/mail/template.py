"""The mails that can be written: their names, their fields, and which of these are secret."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

TEMPLATES: Final = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Template:
    """In each language `<name>/<language>.html` and `.txt`; the latter has the subject too.

    Fields are texts, numbers and aware datetimes. Secret ones are texts, kept sealed and shown to
    nobody but the recipient.
    """

    name: str
    fields: frozenset[str]
    secrets: frozenset[str] = field(default_factory=frozenset[str])
    folder: Path = TEMPLATES


def _template(name: str, *fields: str, secrets: tuple[str, ...] = ()) -> Template:
    return Template(name, frozenset(fields), frozenset(secrets))


TEST: Final = _template("test", "at", "server")
JOB_FAILED: Final = _template("job_failed", "job", "job_id", "at", "attempts", "reason")
WEBHOOK_ENDPOINT_DISABLED: Final = _template(
    "webhook_endpoint_disabled", "because", "url", "since", "last_error"
)
"""`because`: gone (it answered 410) or failing (for days)."""
INVITATION: Final = _template("invitation", "name", "inviter", "valid_until", secrets=("link",))
"""`inviter` is empty when it was nobody in particular."""
PASSWORD_RESET: Final = _template(
    "password_reset", "name", "asker", "valid_until", secrets=("link",)
)
"""`asker` is empty when it was the reader."""
NEW_DEVICE: Final = _template("new_device", "name", "device", "address", "at", secrets=("link",))
TWO_FACTOR_CHANGED: Final = _template(
    "two_factor_changed", "name", "change", "at", secrets=("link",)
)
"""`change`: enabled, disabled, codes_renewed, reset (by an administrator) or recovery_used. The
link is for who did not do it."""

BUILT_IN: Final = (
    TEST,
    JOB_FAILED,
    WEBHOOK_ENDPOINT_DISABLED,
    INVITATION,
    PASSWORD_RESET,
    NEW_DEVICE,
    TWO_FACTOR_CHANGED,
)
