"""Foreign exceptions, turned into our tree where a library is used."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager

from .errors import RemoteError


@contextmanager
def mapped(failures: Mapping[type[Exception], type[RemoteError]], host: str) -> Generator[None]:
    """The nearest class of the table decides; what is outside of it is a defect and passes."""
    try:
        yield
    except RemoteError:
        raise
    except tuple(failures) as error:
        ours = next(failures[kind] for kind in type(error).__mro__ if kind in failures)
        raise ours(f"{host}: {type(error).__name__}") from error
