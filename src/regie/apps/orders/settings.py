"""Settings of the orders app: `REGIE_ORDERS_…`, or the table `[orders]` of regie.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import (
    Field,
    PrivateAttr,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import SettingsConfigDict

from regie.core.errors import Misconfigured
from regie.core.settings import CommaSeparated, SettingsSection
from regie.core.sqlguard import read_address

from .domain import Status
from .mapping import NumberPattern, SourceMapping, read_mappings
from .mapping.schema import SOURCE_NAME
from .names import NameOrder


class OrdersSettings(SettingsSection):
    """The names of tables and columns are the other team's; the defaults are those of the demo."""

    model_config = SettingsConfigDict(env_prefix="REGIE_ORDERS_")

    dsn: SecretStr | None = None
    """A URL of a read-only account: postgresql://, mysql://, sqlserver:// or sqlite:///. Without
    one, and without REGIE_ORDERS_SOURCES, no order is answered."""
    sources: CommaSeparated[Path] = ()
    """Mapping files, or a folder of them, one per source: each source with names of its own. What
    the settings below say is then one more source, the first, when REGIE_ORDERS_DSN is set."""
    tries_per_number: int = Field(10, ge=1, le=1_000_000)
    """Names that may be tried in vain against one number from one address within ten minutes; by
    all together ten times as many within an hour."""
    conversations_a_day: int = Field(200, ge=1, le=1_000_000)
    """That may be begun from one address; beside the questions of a minute."""
    conversations_in_15_minutes: int = Field(50, ge=1, le=1_000_000)
    """And within a quarter of an hour."""
    conversations_at_once: int = Field(5_000, ge=1, le=1_000_000)
    """Conversations under way, of all shops together: not closed, and something was said within
    three minutes."""
    conversations_at_once_per_widget: int = Field(2_000, ge=1, le=1_000_000)
    """And of each key of the widget; those that are begun without one count as one key's."""
    source: str = Field("production", min_length=1, max_length=40, pattern=SOURCE_NAME)
    """What the source is called in logs, in the health report and in answers."""

    pool_size: int | None = Field(None, ge=1, le=200)
    """Connections kept by the whole installation, 5 unless REGIE_SIZE says more; each worker has
    its share."""
    pool_ceiling: int | None = Field(None, ge=1, le=200)
    """What the source must allow: twice as many, unless it is set."""
    most_connections: int | None = Field(None, ge=1, le=1000)
    """What the source gives our account at most; nothing above it is ever opened."""
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
    column_email: str | None = None
    """The customer's address, to which a code is sent that proves who asks. It is never shown."""

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
    search: Literal["proven", "open"] = "proven"
    """Who may look for orders by name and period: whoever has proved who they are, or anybody, who
    then sees masked numbers and learns who is a customer."""
    changes_secret: SecretStr | None = None
    """whsec_…: signs what the source says of changed orders."""
    alert_answer_s: float = Field(1.0, gt=0, le=60)
    """A look-up that takes longer is told to REGIE_ALERTS_TO."""
    alert_hit_rate: float = Field(0.2, ge=0, le=1)
    """And a day of which the cache has answered a smaller share."""
    number_formats: CommaSeparated[NumberPattern] = ("CL-000000-000000",)
    """How this source writes its order numbers: each 0 a digit, all else as it stands."""

    @field_validator("dsn")
    @classmethod
    def _dsn_is_an_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            try:
                read_address(value.get_secret_value())
            except Misconfigured as refusal:
                raise ValueError(refusal.detail) from None
        return value

    _read: tuple[SourceMapping, ...] = PrivateAttr(())

    @property
    def mappings(self) -> tuple[SourceMapping, ...]:
        """Of all sources, in the order in which they are asked; of the one that is not connected
        yet when there is none."""
        return self._read

    @model_validator(mode="after")
    def _read_mappings(self, info: ValidationInfo) -> Self:
        if self.pool_size and self.pool_ceiling and self.pool_ceiling < self.pool_size:
            raise ValueError("REGIE_ORDERS_POOL_CEILING is below REGIE_ORDERS_POOL_SIZE")
        try:
            read = read_mappings(self.sources, (info.context or {}).get("environ"))
        except Misconfigured as refusal:
            raise ValueError(refusal.detail) from None
        if self.dsn is not None or not read:
            read.insert(0, self._as_mapping())
        names = [mapping.name for mapping in read]
        if self.source in names[1:] and names[0] == self.source:
            raise ValueError(f"REGIE_ORDERS_SOURCE={self.source} is the name of a mapping file too")
        self._read = tuple(read)
        return self

    def _as_mapping(self) -> SourceMapping:
        words: dict[Status, list[str]] = {}
        for word, status in self.statuses.items():
            words.setdefault(status, []).append(word)
        return SourceMapping.model_validate(
            {
                "name": self.source,
                "connection": {
                    "dsn": self.dsn,
                    "pool_size": self.pool_size,
                    "pool_ceiling": self.pool_ceiling,
                    "most_connections": self.most_connections,
                    "statement_timeout_s": self.statement_timeout_s,
                },
                "orders": {
                    "schema": self.schema_name,
                    "table": self.table,
                    "number": self.column_number,
                    "customer": self.column_customer,
                    "status": self.column_status,
                    "ordered_on": self.column_ordered_on,
                    "expected_on": self.column_expected_on,
                    "designation": self.column_designation,
                    "copies": self.column_copies,
                    "email": self.column_email,
                },
                "history": None
                if self.history_table is None
                else {
                    "schema": self.schema_name,
                    "table": self.history_table,
                    "number": self.history_column_number,
                    "status": self.history_column_status,
                    "on": self.history_column_on,
                },
                "numbers": {"formats": self.number_formats},
                "statuses": words,
                "name_order": self.name_order,
                "changes_secret": self.changes_secret,
                "answers": {"search": self.search},
            }
        )
