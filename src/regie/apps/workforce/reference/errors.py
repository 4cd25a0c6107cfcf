"""Why posts, tasks and rules stay as they are."""

from __future__ import annotations

from regie.core.errors import Conflict, NotFound


class PostNotFound(NotFound):
    code = "workforce.post_not_found"


class TaskNotFound(NotFound):
    code = "workforce.task_not_found"


class CentreNotFound(NotFound):
    """There is none of that number in this tenant, or out of the reader's reach."""

    code = "workforce.centre_not_found"


class CodeTaken(Conflict):
    """Of another post, or of another task of the same post."""

    code = "workforce.code_taken"


class LeavesNoTime(Conflict):
    """Idle hours would take all of a centre's day."""

    code = "workforce.leaves_no_time"
