"""What can go wrong with somebody else's database, as far as a client may know.

`detail` carries the driver's class and SQLSTATE and nothing of its message: the driver's text names
tables and columns, and sometimes holds values.
"""

from __future__ import annotations

from typing import Literal

from regie.core.errors import RegieError, Timeout, Unavailable


class SourceUnavailable(Unavailable):
    """The source cannot be reached, or failed so often that it is left alone for a moment."""

    code = "source.unavailable"


class SourceFull(SourceUnavailable):
    """The source gives out no more connections, to us or to this account."""


class SourceBusy(Unavailable):
    """Every connection that we allow ourselves is in use and enough others wait already."""

    code = "source.busy"


class SourceTimeout(Timeout):
    """The source did not answer in time; the statement was cancelled."""

    code = "source.timeout"


class SourceRefused(RegieError):
    """The source answered, and refused: a right, a name, a password. An operator must look."""

    status = 503
    code = "source.refused"


Why = Literal[
    "no_tls", "old_tls", "authority", "name", "expired", "early", "certificate", "account"
]


class EntryRefused(SourceRefused):
    """It was refused, by them or by us, before anything could be asked: what is asked next will be
    refused as well. `why` is what somebody has to mend; `unreached` has it in words."""

    def __init__(self, why: Why, detail: str):
        super().__init__(detail)
        self.why: Why = why


class ResultTooLarge(RegieError):
    """More rows than the limit: nothing of the result is used."""

    status = 503
    code = "source.too_many_rows"
