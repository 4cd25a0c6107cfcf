"""What a job is: a function with a name, and the types of what it is given."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Concatenate, Final, Generic, ParamSpec

import msgspec

from .context import JobContext

P = ParamSpec("P")
JobFunction = Callable[Concatenate[JobContext, P], Any]
"""Asynchronous, or an ordinary function, which runs in a thread of its own."""

ARGUMENTS_LIMIT_BYTES: Final = 64 * 1024
"""Ids and primitives: what a job works on belongs in a table or a file."""

HARD_AFTER_S: Final = 10.0
"""So long after its time limit a job that has not ended takes its process with it."""

_NAME: Final = re.compile(r"[a-z][a-z0-9_.-]{0,63}")


@dataclass(frozen=True, slots=True)
class Call:
    """A job with its arguments: what can be enqueued, grouped and scheduled."""

    job: AnyJob
    arguments: str


@dataclass(frozen=True, slots=True)
class Job(Generic[P]):
    name: str
    function: JobFunction[P]
    retries: int
    retry_pause_s: float
    """Before the first retry; twice as long before each next one, up to an hour."""
    time_limit_s: float
    unique: bool
    result_days: float
    _arguments: type[msgspec.Struct] = field(repr=False)

    @property
    def hard_limit_s(self) -> float:
        return self.time_limit_s + HARD_AFTER_S

    def call(self, *args: P.args, **kwargs: P.kwargs) -> Call:
        """Raises TypeError for arguments that do not fit the function's parameters, ValueError
        for too many bytes of them."""
        bound = inspect.signature(self.function).bind(None, *args, **kwargs).arguments
        given = dict(list(bound.items())[1:])
        try:
            encoded = msgspec.json.encode(msgspec.convert(given, self._arguments))
        except msgspec.ValidationError as error:
            raise TypeError(f"{self.name}: {error}") from error
        if len(encoded) > ARGUMENTS_LIMIT_BYTES:
            raise ValueError(
                f"{len(encoded)} bytes of arguments of {self.name}, above {ARGUMENTS_LIMIT_BYTES}"
            )
        return Call(self, encoded.decode())

    def arguments(self, encoded: str) -> Mapping[str, Any]:
        """Raises msgspec.ValidationError when the parameters have changed since."""
        decoded = msgspec.json.decode(encoded, type=self._arguments)
        return {name: getattr(decoded, name) for name in self._arguments.__struct_fields__}


AnyJob = Job[...]


def job(
    *,
    name: str,
    retries: int = 3,
    retry_pause_s: float = 5.0,
    time_limit_s: float = 300.0,
    unique: bool = False,
    result_days: float = 7.0,
) -> Callable[[JobFunction[P]], Job[P]]:
    """Makes a job of a function whose first parameter is a JobContext.

    `unique`: calls with the same arguments are one job while it waits or runs. Raises TypeError
    for a parameter whose type is missing or cannot be read back from JSON.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not the name of a job: {_NAME.pattern}")
    if retries < 0 or min(retry_pause_s, time_limit_s, result_days) <= 0:
        raise ValueError(f"{name}: retries, pauses, limits and days must not be below 0")

    def declare(function: JobFunction[P]) -> Job[P]:
        return Job(
            name,
            function,
            retries,
            retry_pause_s,
            time_limit_s,
            unique,
            result_days,
            _structure(name, function),
        )

    return declare


def _structure(name: str, function: Callable[..., Any]) -> type[msgspec.Struct]:
    _, *parameters = inspect.signature(function, eval_str=True).parameters.values()
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = []
    for parameter in parameters:
        if parameter.annotation is parameter.empty:
            raise TypeError(f"{name}: the parameter {parameter.name} needs a type")
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            raise TypeError(f"{name}: a job names its parameters, {parameter} does not")
        pair = (parameter.name, parameter.annotation)
        fields.append(pair if parameter.default is parameter.empty else (*pair, parameter.default))
    structure = msgspec.defstruct(f"Arguments of {name}", fields, kw_only=True, frozen=True)
    msgspec.json.schema(structure)  # refuses types that could not be read back
    return structure
