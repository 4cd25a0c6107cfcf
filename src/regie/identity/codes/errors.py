"""Why a code opens nothing."""

from __future__ import annotations

from regie.core.errors import RegieError


class LinkOver(RegieError):
    """Never made, used, replaced by a newer one, too old, or its person cannot use it any more:
    the answer does not tell which."""

    status = 410
    code = "identity.link_over"
