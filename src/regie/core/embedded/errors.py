"""What goes wrong with an embedded server, each as one line that says what to do.

None of these reaches a browser: they are raised before anything listens.
"""

from __future__ import annotations

from regie.core.errors import Misconfigured, Unavailable


class ServerFailed(Unavailable):
    """A server did not start, did not answer or did not end; the detail has its last words."""


class StartAbandoned(Unavailable):
    """The start was given up because a stop was asked for in the meantime."""


class FolderRefused(Misconfigured):
    """A folder is not what it should be: another owner, other contents, out of reach."""
