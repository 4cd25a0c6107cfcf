"""The end of a job that does not end: its process goes, whatever it is doing."""

from __future__ import annotations

import faulthandler
import sys


class ProcessLimit:
    """By faulthandler's watchdog, a thread of C that needs no turn of Python: it also ends a
    process that is stuck in a library. It writes where every thread stood; the exit code is 1.

    The job's row is taken back when its lease has ended. One job at a time.
    """

    def arm(self, seconds: float) -> None:
        faulthandler.dump_traceback_later(seconds, exit=True, file=sys.stderr)

    def disarm(self) -> None:
        faulthandler.cancel_dump_traceback_later()
