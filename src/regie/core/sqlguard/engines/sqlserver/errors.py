"""What the errors of mssql-python mean. They have no number and no SQLSTATE: a class, a phrase of
the driver's for each SQLSTATE, and the server's text in the language of the account."""

from __future__ import annotations

from typing import Final

import mssql_python as driver

from regie.core.errors import RegieError

from ...errors import SourceFull, SourceRefused, SourceTimeout, SourceUnavailable

DRIVER_ERRORS: Final[tuple[type[Exception], ...]] = (
    driver.Error,
    RuntimeError,
    ValueError,
    TypeError,
)

_UNREADABLE: Final = (
    driver.ProgrammingError,
    driver.DataError,
    driver.IntegrityError,
    driver.NotSupportedError,
    ValueError,  # of a value that no parameter can hold
    TypeError,
)
_REFUSED: Final = (
    "Invalid authorization specification",  # 28000: the login
    "Server rejected the connection",  # 08004, of a statement: 916, another database
    "Invalid transaction state",  # 25000: 3906, a write to a read-only database
)
_TOO_LONG: Final = (
    "Timeout expired",  # HYT00: the attention was sent and acknowledged
    "Serialization failure",  # 40001: 1205, we were chosen to give way
    "Operation canceled",  # HY008: by our own interrupt
)
_FULL: Final = "Server rejected the connection"  # 08004, of a login: 17809
_NOT_TRUSTED: Final = ("SSL Provider", "Encryption not supported")
_NOT_LOADED: Final = "Failed to load the driver"
_RETRY_S: Final = 2


def meaning(error: Exception, *, waited_s: float, lock_s: float) -> RegieError:
    """Of a statement's error. Its text is never looked at: it may be in any language.

    A refusal that took as long as a lock is waited for is error 1222, lock time-out; those of
    rights and names come at once, and have the same SQLSTATE.
    """
    phrase = _phrase(error)
    detail = f"the source cannot be read: {phrase}"
    if phrase in _TOO_LONG:
        return SourceTimeout(detail, retry_after_s=_RETRY_S)
    if isinstance(error, driver.ProgrammingError) and waited_s >= lock_s > 0:
        return SourceTimeout(f"{detail}, after waiting for a lock", retry_after_s=_RETRY_S)
    if isinstance(error, _UNREADABLE) or phrase in _REFUSED:
        return SourceRefused(detail)
    return SourceUnavailable(detail, retry_after_s=_RETRY_S)


def meaning_of_login(error: Exception) -> RegieError:
    """The driver's own words are English whatever the server's language."""
    phrase, text = _phrase(error), str(getattr(error, "ddbc_error", ""))
    detail = f"the source cannot be opened: {phrase}"
    if _NOT_LOADED in text:
        return SourceRefused(
            "the SQL Server driver cannot be loaded: it wants libltdl and libgssapi-krb5"
            " (Debian: apt-get install libltdl7 libgssapi-krb5-2)"
        )
    if any(words in text for words in _NOT_TRUSTED):
        return SourceRefused("the server's certificate is not trusted, or it has no TLS")
    if phrase == _FULL:
        return SourceFull(detail, retry_after_s=_RETRY_S)
    if isinstance(error, _UNREADABLE) or phrase in _REFUSED:
        return SourceRefused(detail)
    return SourceUnavailable(detail, retry_after_s=_RETRY_S)


def _phrase(error: Exception) -> str:
    return str(getattr(error, "driver_error", type(error).__name__))
