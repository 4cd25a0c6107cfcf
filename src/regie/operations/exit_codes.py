"""What the command line's exit code means, for scripts."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Stable: a code keeps its meaning for ever."""

    OK = 0
    FAILED = 1
    USAGE = 2
    ALREADY_RUNNING = 3
    UNAVAILABLE = 4
    REFUSED = 5
