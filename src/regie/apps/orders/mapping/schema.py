"""The mapping of one source, as its TOML file says it. README.md beside it has an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    ValidationInfo,
    model_validator,
)

from regie.core.errors import Misconfigured
from regie.core.sqlguard import Relation, read_address
from regie.core.webhooks import Secret

from ..answering.policy import AnswerPolicy
from ..domain import Status
from ..names import NameOrder
from .date_formats import NATIVE, DateFormat
from .number_formats import NumberPattern, StoredAs

SOURCE_NAME: Final = r"^[a-z0-9][a-z0-9_-]*$"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


EnvironmentName = Annotated[str, Field(pattern=r"^[A-Z_][A-Z0-9_]*$")]
Name = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\x00]+$")]


class ColumnRef(_Strict):
    """`"NomClient"`, or `{ column = "lastname", join = "customer" }`."""

    column: Name
    join: str | None = None
    """The table of `[joins]` that has it, when it is not the table of orders."""
    type: Literal["text", "integer"] = "text"
    """Of a column that is searched by: an integer is not asked for by a text."""


def _is_date_format(text: str) -> str:
    DateFormat(text)
    return text


class DateRef(ColumnRef):
    """`"DateCommande"`, or `{ column = "DO_Date", format = "yyyymmdd", type = "integer" }`."""

    format: Annotated[str, AfterValidator(_is_date_format)] = NATIVE


def _column(value: object) -> object:
    if isinstance(value, str):
        return {"column": value}
    if not isinstance(value, (dict, ColumnRef)):
        raise ValueError('a column is "N° Cmd", or { column = "N° Cmd", … }')  # noqa: TRY004
    return value


def _columns(value: object) -> object:
    return [value] if isinstance(value, (str, dict)) else value


Column = Annotated[ColumnRef, BeforeValidator(_column)]
DateColumn = Annotated[DateRef, BeforeValidator(_column)]
Columns = Annotated[
    tuple[Column, ...], BeforeValidator(_columns), Field(min_length=1, max_length=4)
]


class Connection(_Strict):
    """Where the source is, by one of three ways; the last two keep the password out of the file."""

    dsn: SecretStr | None = None
    dsn_env: EnvironmentName | None = None
    dsn_file: Path | None = None
    most_connections: int | None = Field(None, ge=1, le=1000)
    """What the source gives our account at most, to the whole installation."""
    pool_size: int | None = Field(None, ge=1, le=200)
    pool_ceiling: int | None = Field(None, ge=1, le=200)
    statement_timeout_s: float = Field(5.0, gt=0, le=60)
    replicas: tuple[Annotated[str, Field(pattern=r"^[^\s/@?#&]+$")], ...] = ()
    """Copies that may be read instead, `host` or `host:port`, tried in this order."""
    max_lag_s: float = Field(30.0, gt=0, le=86_400)
    """How far a copy may lie behind."""
    accepted_risk: Annotated[str, Field(min_length=20, max_length=500)] | None = None
    """In writing: why an account that is not proven harmless is read with in production, and who
    agreed to it. Each start and each examination says so again."""

    _found: SecretStr | None = PrivateAttr(None)

    @property
    def found(self) -> SecretStr | None:
        """The DSN, wherever it was; None when the mapping tells none."""
        return self._found

    @model_validator(mode="after")
    def _one_way(self, info: ValidationInfo) -> Self:
        ways = [way for way in (self.dsn, self.dsn_env, self.dsn_file) if way is not None]
        if len(ways) > 1:
            raise ValueError("give one of dsn, dsn_env and dsn_file")
        self._found = self.dsn or in_environment(self.dsn_env, info) or _in_file(self.dsn_file)
        if self._found is not None:
            _check_address(self._found.get_secret_value())
        if self.pool_size and self.pool_ceiling and self.pool_ceiling < self.pool_size:
            raise ValueError("pool_ceiling is below pool_size")
        return self


class Table(_Strict):
    schema_name: Name | None = Field(None, alias="schema")
    table: Name


class Orders(Table):
    number: Column
    customer: Columns
    """Several are one name, with a space between them: given name and family name."""
    status: Column
    ordered_on: DateColumn
    expected_on: DateColumn | None = None
    designation: Column | None = None
    copies: Column | None = None
    email: Column | None = None


class History(Table):
    number: Column
    """What holds the order's number, or what `of` says."""
    of: Column | None = None
    """The column of orders that `number` holds, when that is not the order's number."""
    status: Column
    on: DateColumn


class Join(Table):
    column: Name
    """The joined table's key."""
    equals: Name
    """The column of orders that holds it."""


class Numbers(_Strict):
    formats: tuple[NumberPattern, ...] = ()
    stored_as: StoredAs = "as_written"
    digits: int | None = Field(None, ge=1, le=40)
    """The column holds them with zeros in front, so many characters in all: SAP's 0000401372."""


def _unconnected() -> Connection:
    return Connection.model_validate({})


def _as_written() -> Numbers:
    return Numbers.model_validate({})


def _usual_answers() -> AnswerPolicy:
    return AnswerPolicy.model_validate({})


class SourceMapping(_Strict):
    name: str = Field(min_length=1, max_length=40, pattern=SOURCE_NAME)
    """What the source is called in logs, in the health report and in answers."""
    connection: Connection = Field(default_factory=_unconnected)
    orders: Orders
    history: History | None = None
    joins: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,19}$")], Join] = Field(
        default_factory=dict[str, Join]
    )
    numbers: Numbers = Field(default_factory=_as_written)
    statuses: dict[Status, tuple[str, ...]] = Field(default_factory=dict[Status, tuple[str, ...]])
    """Meaning → the source's own words for it."""
    name_order: NameOrder = "unknown"
    changes_secret: SecretStr | None = None
    """Signs what the source says of changed orders: whsec_…"""
    changes_secret_env: EnvironmentName | None = None
    answers: AnswerPolicy = Field(default_factory=_usual_answers)
    _signing: Secret | None = PrivateAttr(None)

    @property
    def signing(self) -> Secret | None:
        """None: the source says nothing of changes, and nobody else may in its name."""
        return self._signing

    @model_validator(mode="after")
    def _consistent(self, info: ValidationInfo) -> Self:
        for where, column in self.named_columns():
            if column.join is not None and column.join not in self.joins:
                known = ", ".join(sorted(self.joins)) or "there are none"
                raise ValueError(f"{where}: no table [joins.{column.join}]; {known}")
        words = [word for meaning in self.statuses.values() for word in meaning]
        twice = sorted({word for word in words if words.count(word) > 1})
        if twice:
            raise ValueError(f"statuses: « {twice[0]} » has two meanings")
        if self.history and any(
            column.join for column in (self.history.number, self.history.status, self.history.on)
        ):
            raise ValueError("history: its own columns are of no joined table")
        if self.changes_secret and self.changes_secret_env:
            raise ValueError("give one of changes_secret and changes_secret_env")
        secret = self.changes_secret or in_environment(self.changes_secret_env, info)
        self._signing = None if secret is None else Secret(secret.get_secret_value())
        return self

    @property
    def fingerprint(self) -> str:
        """Another one when anything else is read: what was remembered of before is not used."""
        read = self.model_dump_json(exclude={"connection", "answers", "changes_secret"})
        return blake2b(read.encode(), digest_size=6).hexdigest()

    def named_columns(self) -> Iterator[tuple[str, ColumnRef]]:
        """Every column of orders and history, with the key of the file that names it."""
        for table, part in (("orders", self.orders), ("history", self.history)):
            for key in type(part).model_fields if part else ():
                value: Any = getattr(part, key)
                for column in value if isinstance(value, tuple) else (value,):
                    if isinstance(column, ColumnRef):
                        yield f"{table}.{key}", column

    def relations(self) -> list[Relation]:
        """What the statements read: exactly that should the account be able to read."""
        read: dict[str | None, list[str]] = {None: []}
        of_history: list[str] = []
        for where, column in self.named_columns():
            if where.startswith("history.") and where != "history.of":
                of_history.append(column.column)
            else:
                read.setdefault(column.join, []).append(column.column)
        for name, join in self.joins.items():
            read.setdefault(name, []).append(join.column)
            read[None].append(join.equals)
        relations = [_relation(self.orders, read[None], self.orders.number.column)]
        relations += [_relation(join, read[name], join.column) for name, join in self.joins.items()]
        if self.history is not None:
            relations.append(_relation(self.history, of_history, self.history.number.column))
        return relations


def in_environment(name: str | None, info: ValidationInfo) -> SecretStr | None:
    """What a variable holds that the file names; None where nobody handed an environment in, as
    when a mapping is only looked at. Raises ValueError for one that is not set."""
    environ: Mapping[str, str] | None = (info.context or {}).get("environ")
    if name is None or environ is None:
        return None
    if not environ.get(name):
        raise ValueError(f"{name} is not set in the environment")
    return SecretStr(environ[name])


def _in_file(path: Path | None) -> SecretStr | None:
    if path is None:
        return None
    try:
        return SecretStr(path.read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"dsn_file: {path} cannot be read") from None


def _check_address(dsn: str) -> None:
    try:
        read_address(dsn)
    except Misconfigured as refusal:
        raise ValueError(refusal.detail) from None


def _relation(table: Table, columns: list[str], key: str) -> Relation:
    return Relation(table.table, tuple(dict.fromkeys(columns)), key, table.schema_name)
