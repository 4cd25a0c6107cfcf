"""What bootstrap reads of the staff app."""

from __future__ import annotations

from typing import Final

from regie.core.app import App, Core, Demo, Part
from regie.core.web import Routes

from .absences.balance_routes import balance_routes
from .absences.routes import routes as absence_routes
from .absences.tasks import MONTHLY_ACCRUAL, accrue_absences
from .activity.routes import routes as activity_routes
from .demo import prepare_demo
from .documents.repository import named_by_documents
from .documents.routes import routes as document_routes
from .evaluations.routes import routes as evaluation_routes
from .exports.routes import routes as export_routes
from .kept import KEPT
from .messages import MESSAGES
from .people.routes import routes as people_routes
from .permissions import PERMISSIONS
from .personal import PERSONAL_DATA
from .register.routes import routes as register_routes
from .salaries.pay_routes import routes as pay_routes
from .salaries.payslip_routes import routes as payslip_routes
from .salaries.run_routes import routes as run_routes
from .salaries.tasks import compute_salaries, tell_of_payslips
from .services import build_services
from .settings import StaffSettings
from .statistics.routes import routes as statistics_routes


def build(core: Core, settings: StaffSettings) -> Part:
    services = build_services(core, settings)
    return Part(
        service=services,
        routes=Routes(
            api=(
                people_routes(core, services.people),
                absence_routes(core, services.absences),
                balance_routes(core, services.absences),
                document_routes(core, services.documents, settings),
                evaluation_routes(core, services.evaluations),
                statistics_routes(core, services.statistics),
                run_routes(core, services.runs),
                payslip_routes(core, services.pay),
                pay_routes(core, services.pay),
                export_routes(core, services.exports),
                register_routes(core, services.register),
                activity_routes(core),
            )
        ),
    )


APP: Final = App(
    name="staff",
    settings=StaffSettings,
    build=build,
    messages=MESSAGES,
    permissions=PERMISSIONS,
    kept=KEPT,
    personal_data=PERSONAL_DATA,
    names_files=named_by_documents,
    jobs=(accrue_absences, compute_salaries, tell_of_payslips),
    schedules=(MONTHLY_ACCRUAL,),
    demo=Demo(prepare=prepare_demo),
)
