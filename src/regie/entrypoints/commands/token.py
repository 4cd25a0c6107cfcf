"""`regie token`: tokens of machines, and the keys that sign short ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer
from prometheus_client import CollectorRegistry

from regie.bootstrap import APPS, Configuration, configure_installed
from regie.core.access import EVERYWHERE, MAIN_TENANT, Permissions
from regie.core.clock import utc_now
from regie.core.db import Database
from regie.core.vault import Vault
from regie.core.web import InvalidFields
from regie.identity.audit import PostgresAudit
from regie.identity.tokens.domain import Token
from regie.identity.tokens.errors import TokenNotFound
from regie.identity.tokens.keys import Keys
from regie.identity.tokens.repository import Page, place_of_code, service_tokens
from regie.identity.tokens.service import Draft, Made, Tokens
from regie.operations.servers import secret_key

from .on_database import with_database
from .output import AsJson, print_json, print_table

app = typer.Typer(help="Make, list and revoke the tokens of machines.", no_args_is_help=True)

Tenant = Annotated[str, typer.Option(help="Whose machine.")]


@app.command()
def add(
    *,
    name: Annotated[str, typer.Argument(help="What people will know it by.")],
    permission: Annotated[
        list[str], typer.Option(help="What it may do: retail.results.read. Once for each.")
    ],
    days: Annotated[int, typer.Option(min=1, max=365, help="How long it lives.")] = 90,
    place: Annotated[
        str | None, typer.Option(help="The code of the place that it reaches; else all do.")
    ] = None,
    tenant: Tenant = MAIN_TENANT,
    as_json: AsJson = False,
) -> None:
    """Make a token and print its secret, this once, to standard output."""
    configuration = configure_installed()

    async def work(database: Database) -> Made:
        async with database.begin() as connection:
            place_id = None
            if place is not None:
                place_id = await place_of_code(connection, tenant, place)
                if place_id is None:
                    raise typer.BadParameter(f"no open place has the code {place}")
            chosen = list(dict.fromkeys(permission))
            draft = Draft(name, chosen, days, place_id)
            try:
                return await _tokens(configuration, database).add_service(connection, tenant, draft)
            except InvalidFields as error:
                raise typer.BadParameter(_refused(error, chosen, place)) from error

    token, secret = with_database(configuration.settings, work)
    if as_json:
        print_json({**_as_json(token), "secret": secret})
        return
    typer.echo(secret)
    typer.echo(f"token {token.id}, until {token.expires_at:%Y-%m-%d}: it is shown once", err=True)


@app.command("list")
def list_(tenant: Tenant = MAIN_TENANT, as_json: AsJson = False) -> None:
    """Print the tokens of machines, the newest first."""

    async def work(database: Database) -> list[Token]:
        async with database.begin() as connection:
            return await service_tokens(connection, tenant, EVERYWHERE, Page())

    found = with_database(configure_installed().settings, work)
    if as_json:
        print_json([_as_json(token) for token in found])
    else:
        headings = ("number", "name", "begins", "place", "until", "used", "revoked", "permissions")
        print_table(headings, map(_row, found))


@app.command()
def revoke(
    number: Annotated[int, typer.Argument(min=1, help="As `regie token list` prints it.")],
    tenant: Tenant = MAIN_TENANT,
) -> None:
    """Revoke a token: within a second no process takes it any more."""
    configuration = configure_installed()

    async def work(database: Database) -> None:
        async with database.begin() as connection:
            await _tokens(configuration, database).withdraw_service(connection, tenant, number)

    try:
        with_database(configuration.settings, work)
    except TokenNotFound as error:
        raise TokenNotFound(f"no machine has token {number}: see `regie token list`") from error


@app.command("withdraw-keys")
def withdraw_keys() -> None:
    """Forget the keys that sign short tokens and make a new one: for when one has leaked.

    Within a minute no process of Régie takes a short token that they signed; other services do
    until they ask for the published keys again.
    """
    settings = configure_installed().settings
    vault = Vault(secret_key(settings), settings.old_secret_keys)

    async def work(database: Database) -> None:
        await Keys(database, vault, utc_now).rotate(withdraw=True)

    with_database(settings, work)


def _tokens(configuration: Configuration, database: Database) -> Tokens:
    declared = Permissions(
        permission for name in configuration.apps for permission in APPS[name].permissions
    )
    return Tokens(declared, PostgresAudit(database, CollectorRegistry()), utc_now)


def _refused(error: InvalidFields, chosen: Sequence[str], place: str | None) -> str:
    wrong = [
        chosen[int(field.pointer.rpartition("/")[2])]
        for field in error.fields
        if field.pointer.startswith("/permissions/")
    ]
    where = "" if place is None else f" for the place {place}"
    return f"no app declares, or a token cannot have{where}: {', '.join(wrong)}"


def _as_json(token: Token) -> dict[str, object]:
    place = token.place
    return {**asdict(token), "place": None if place is None else place.name}


def _row(token: Token) -> tuple[str, ...]:
    def day(moment: datetime | None) -> str:
        return "" if moment is None else f"{moment:%Y-%m-%d}"

    return (
        str(token.id),
        token.name,
        token.prefix,
        "" if token.place is None else token.place.name,
        day(token.expires_at),
        day(token.used_at),
        day(token.revoked_at),
        " ".join(token.permissions),
    )
