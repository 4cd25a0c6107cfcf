"""The matrix of rights and the settings, over HTTP."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from regie.core.access import MAIN_TENANT, Actor
from regie.core.files import CSV, attachment_headers, csv_lines
from regie.core.i18n import Language, typeset
from regie.core.web import actor, api_router, guarded, requires, transaction
from regie.identity.language import reader_language
from regie.identity.roles import TITLES
from regie.identity.services import Services

from .permissions import MANAGE_SETTINGS, READ_PEOPLE, READ_SETTINGS
from .schemas import (
    Matrix,
    PermissionOfMatrix,
    RoleOfMatrix,
    SeenSettings,
    Setting,
    SettingsDraft,
)


def matrix_routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/console/roles", "console", guard=requires(READ_PEOPLE))
    rights = services.rights
    begun = transaction(services.core.database)
    spoken = reader_language(services.core.settings)

    @api.get("")
    async def show_rights(
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Matrix:
        """Which role may do what, and how many people within reach have it."""
        return Matrix(
            roles=[
                RoleOfMatrix(
                    role=each.role,
                    title=typeset(TITLES[each.role], language),
                    people=each.people,
                    factor_required=each.factor_required,
                )
                for each in await rights.roles(connection, acting)
            ],
            permissions=[
                PermissionOfMatrix(
                    name=each.name,
                    app=each.app,
                    title=typeset(each.title, language),
                    dangerous=each.dangerous,
                    of_installation=each.of_installation,
                    roles=rights.roles_with(each),
                )
                for each in rights.permissions
            ],
        )

    @api.get(
        "/export",
        response_class=Response,
        responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
    )
    async def export_rights(
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Response:
        """The matrix as a CSV file."""
        rows = await rights.export(connection, acting, language)
        name = "droits.csv" if language == "fr" else "rights.csv"
        file = b"".join(csv_lines(rows))
        return Response(file, headers=dict(attachment_headers(name, CSV.media_type, len(file))))

    return api


def settings_routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/console/settings", "console", guard=requires(READ_SETTINGS))
    rights, core = services.rights, services.core
    begun = transaction(core.database)

    def seen(acting: Actor) -> list[Setting]:
        """The installation is none of other tenants' business, nor of a place's."""
        if acting.tenant != MAIN_TENANT or not acting.reach(READ_SETTINGS).everywhere:
            return []
        return [
            Setting(name=each.variable, value=each.value, origin=each.origin)
            for each in core.described
        ]

    @api.get("")
    async def show_settings(
        connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> SeenSettings:
        """The rules for everybody, and what the installation was set to."""
        required = await rights.factor_roles(connection, acting)
        return SeenSettings(factor_required=required, settings=seen(acting))

    @api.put("")
    @guarded(requires(MANAGE_SETTINGS))
    async def change_settings(
        draft: SettingsDraft, connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> SeenSettings:
        """Says which roles sign in with a second factor."""
        required = await rights.require_factor(connection, acting, draft.factor_required)
        return SeenSettings(factor_required=required, settings=seen(acting))

    return api
