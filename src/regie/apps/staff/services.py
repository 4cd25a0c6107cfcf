"""The services of the staff app, wired to each other: what routes and jobs call."""

from __future__ import annotations

from dataclasses import dataclass

from regie.core.app import Core

from .absences.service import Absences
from .documents.service import Documents
from .evaluations.service import Evaluations
from .exports.service import Exports
from .notices import Notices
from .people.service import People
from .register.service import Register
from .salaries.pay import Pay
from .salaries.service import Runs
from .settings import StaffSettings
from .statistics.service import Statistics


@dataclass(frozen=True, slots=True)
class Services:
    core: Core
    settings: StaffSettings
    people: People
    notices: Notices
    absences: Absences
    documents: Documents
    evaluations: Evaluations
    statistics: Statistics
    runs: Runs
    pay: Pay
    exports: Exports
    register: Register


def build_services(core: Core, settings: StaffSettings) -> Services:
    people = People(core.audit, core.clock, core.settings.zone)
    notices = Notices(core.mailer, core.settings.base_url, core.settings.language)
    runs = Runs(core.audit, core.clock, core.settings.zone)
    register = Register(people)
    return Services(
        core=core,
        settings=settings,
        people=people,
        notices=notices,
        absences=Absences(people, notices),
        documents=Documents(people, core.database, core.links, settings.documents_quota_bytes),
        evaluations=Evaluations(people),
        statistics=Statistics(people, core.database, core.cache, settings.statistics_ttl_s),
        runs=runs,
        pay=Pay(people),
        exports=Exports(people, runs, register),
        register=register,
    )
