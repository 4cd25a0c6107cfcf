"""What can go wrong with somebody else's server, as one tree.

`detail` names the host and the library's exception class, never its text: paths and query strings
hold secrets of the caller, texts of the other side hold whatever it likes.
"""

from __future__ import annotations

from regie.core.errors import RegieError, Timeout, Unavailable


class RemoteError(RegieError):
    """Base of the tree: no usable answer came from the other side."""

    status = 502
    code = "remote.failed"


class RemoteUnavailable(RemoteError, Unavailable):
    """It cannot be reached or hung up, or failed so often that it is left alone for a moment."""

    status = 503
    code = "remote.unavailable"


class LeftAlone(RemoteUnavailable):
    """Nothing was sent: it failed too often a moment ago. Not worth a retry before its time."""


class KeptConnectionLost(RemoteUnavailable):
    """A connection that had been kept ended before anything of the answer came: most likely the
    other side closed it at that moment, and has not seen the request."""


class RemoteBusy(RemoteError, Unavailable):
    """Every connection that we allow ourselves is in use; nothing was sent."""

    status = 503
    code = "remote.busy"


class RemoteTimeout(RemoteError, Timeout):
    """It did not answer in time; it may or may not have done what was asked."""

    status = 504
    code = "remote.timeout"


class BadAnswer(RemoteError):
    """What came is not HTTP, or ends before its end, or cannot be decoded."""

    code = "remote.bad_answer"


class AnswerTooLarge(RemoteError):
    """Headers or body are above the cap; nothing of them is used."""

    code = "remote.too_large"


class AddressRefused(RemoteError):
    """A person gave an address that leads, or might lead, inside. Nothing was connected to."""

    status = 422
    code = "remote.address_refused"
