"""Jobs: what takes longer than an answer may, or runs when nobody asks."""

from .bell import JobBell
from .celery_messages import CeleryWakes
from .context import GroupCounts, JobContext, JobStopped, Progress
from .declared import Jobs
from .enqueue import MAIN_TENANT, Group, enqueue, enqueue_group
from .events import PROGRESS, STATE, StateTold, TellsEvents, topic_of
from .failing import FailedJob, WhenFailed
from .hosting import run_jobs
from .job import AnyJob, Call, Job, job
from .limit import ProcessLimit
from .manage import (
    JobAlreadyEnded,
    JobKeyTaken,
    JobNotEnded,
    JobNotFound,
    cancel,
    retry,
)
from .messages import TASKS_MESSAGES
from .metrics import JobMetrics
from .presence import JobsCheck
from .read import (
    ENDED,
    STATES,
    JobState,
    JobView,
    ScheduleView,
    count_live,
    find_job,
    list_jobs,
    list_schedules,
)
from .retention import preview, purge
from .schedule import Schedule
from .telling import Tells, TellsNobody
from .wake import NotifyWakes, Wakes, WakesAway, wake_subscription
from .worker import DeclaredJob, JobWorker, WorkerOptions

__all__ = [
    "ENDED",
    "MAIN_TENANT",
    "PROGRESS",
    "STATE",
    "STATES",
    "TASKS_MESSAGES",
    "AnyJob",
    "Call",
    "CeleryWakes",
    "DeclaredJob",
    "FailedJob",
    "Group",
    "GroupCounts",
    "Job",
    "JobAlreadyEnded",
    "JobBell",
    "JobContext",
    "JobKeyTaken",
    "JobMetrics",
    "JobNotEnded",
    "JobNotFound",
    "JobState",
    "JobStopped",
    "JobView",
    "JobWorker",
    "Jobs",
    "JobsCheck",
    "NotifyWakes",
    "ProcessLimit",
    "Progress",
    "Schedule",
    "ScheduleView",
    "StateTold",
    "Tells",
    "TellsEvents",
    "TellsNobody",
    "Wakes",
    "WakesAway",
    "WhenFailed",
    "WorkerOptions",
    "cancel",
    "count_live",
    "enqueue",
    "enqueue_group",
    "find_job",
    "job",
    "list_jobs",
    "list_schedules",
    "preview",
    "purge",
    "retry",
    "run_jobs",
    "topic_of",
    "wake_subscription",
]
