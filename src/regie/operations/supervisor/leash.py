"""Runs a command that the kernel tells to stop when the supervisor dies, even by SIGKILL.

Executed as a file, by `python -I -S leash.py <supervisor's pid> <command…>`. The command replaces
this process. Doing the same between fork and exec would run Python in a forked thread.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main() -> None:
    supervisor, *command = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != int(supervisor):  # it died before the kernel was asked
        sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - the plan's command


if __name__ == "__main__":
    main()
