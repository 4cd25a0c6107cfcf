"""What people read of errors about jobs."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

TASKS_MESSAGES: Final[Messages] = {
    "jobs.not_found": {
        "fr": "Cette tâche n’existe pas, ou n’est plus conservée.",
        "en": "There is no such job, or it is not kept any more.",
    },
    "jobs.not_ended": {
        "fr": "Seule une tâche qui a échoué ou qui a été annulée peut être relancée.",
        "en": "Only a job that has failed or was cancelled can be tried again.",
    },
    "jobs.already_ended": {
        "fr": "Cette tâche est déjà terminée : il n’y a plus rien à annuler.",
        "en": "This job has ended already: there is nothing left to cancel.",
    },
    "jobs.key_taken": {
        "fr": "Une tâche identique attend déjà ou est en cours : celle-ci ne peut pas être "
        "relancée en même temps.",
        "en": "The same job waits or runs already: this one cannot be tried again at the same "
        "time.",
    },
}
