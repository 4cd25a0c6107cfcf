"""Settings of the orders app: `REGIE_ORDERS_…`, or the table `[orders]` of regie.toml."""

from __future__ import annotations

from typing import Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from regie.core.db import DatabaseUrl
from regie.core.errors import Misconfigured
from regie.core.settings import SettingsSection

from .domain import Status
from .names import NameOrder


class OrdersSettings(SettingsSection):
    """The names of tables and columns are the other team's; the defaults are those of the demo."""

    model_config = SettingsConfigDict(env_prefix="REGIE_ORDERS_")

    dsn: SecretStr | None = None
    """A postgresql:// URL of a read-only account. Without one no order is answered."""
    source: str = Field("production", min_length=1, max_length=40, pattern=r"^[a-z0-9_-]+$")
    """What the source is called in logs, in the health report and in answers."""

    pool_size: int | None = Field(None, ge=1, le=200)
    """Connections kept by the whole installation, 5 unless REGIE_SIZE says more; each worker has
    its share."""
    pool_ceiling: int | None = Field(None, ge=1, le=200)
    """What the source must allow: twice as many, unless it is set."""
    statement_timeout_s: float = Field(5.0, gt=0, le=60)

    # "schema" is a method of the base class
    schema_name: str | None = None
    table: str = "Commandes"
    column_number: str = "NumeroCommande"
    column_customer: str = "NomClient"
    column_status: str = "Statut"
    column_ordered_on: str = "DateCommande"
    column_expected_on: str = "DateExpéditionPrévue"
    column_designation: str = "Designation"
    column_copies: str = "NbExemplaires"

    history_table: str | None = "HistoriqueStatuts"
    history_column_number: str = "NumeroCommande"
    history_column_status: str = "Statut"
    history_column_on: str = "DateStatut"

    statuses: dict[str, Status] = Field(
        default={
            "En production": Status.IN_PRODUCTION,
            "En préparation expédition": Status.PREPARING_DISPATCH,
            "Expédiée": Status.DISPATCHED,
            "Livrée": Status.DELIVERED,
            "Annulée": Status.CANCELLED,
        }
    )
    name_order: NameOrder = "unknown"

    @field_validator("dsn")
    @classmethod
    def _dsn_is_an_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            try:
                DatabaseUrl(value.get_secret_value())
            except Misconfigured as refusal:
                raise ValueError(refusal.detail) from None
        return value

    @model_validator(mode="after")
    def _ceiling_above_size(self) -> Self:
        if self.pool_size and self.pool_ceiling and self.pool_ceiling < self.pool_size:
            raise ValueError("REGIE_ORDERS_POOL_CEILING is below REGIE_ORDERS_POOL_SIZE")
        return self
