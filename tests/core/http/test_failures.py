"""Every exception of the libraries has its place in our tree; a new one fails here first."""

from __future__ import annotations

import inspect
from types import ModuleType

import h2.exceptions
import httpcore
import pytest

from regie.core.http import HTTP_MESSAGES, RemoteError, RemoteTimeout, errors
from regie.core.http.failures import mapped
from regie.core.http.httpcore_transport import FAILURES as HTTPCORE_FAILURES
from regie.core.http.httptools_transport import FAILURES as HTTPTOOLS_FAILURES


def exceptions(module: ModuleType) -> list[type[Exception]]:
    found = [
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, Exception)
        and value.__module__.startswith(module.__name__.split(".")[0])
    ]
    assert len(found) > 10
    return found


@pytest.mark.parametrize("foreign", exceptions(httpcore))
def test_every_exception_of_httpcore_is_mapped_by_name(foreign: type[Exception]) -> None:
    assert foreign in HTTPCORE_FAILURES


@pytest.mark.parametrize("foreign", exceptions(h2.exceptions))
def test_every_exception_of_h2_belongs_to_its_family(foreign: type[Exception]) -> None:
    assert issubclass(foreign, h2.exceptions.H2Error)


def test_the_nearest_mapping_decides() -> None:
    with pytest.raises(RemoteTimeout), mapped(HTTPTOOLS_FAILURES, "example.fr"):
        raise TimeoutError


def test_a_defect_of_ours_passes() -> None:
    with pytest.raises(KeyError), mapped(HTTPTOOLS_FAILURES, "example.fr"):
        raise KeyError


def test_a_foreign_text_does_not_get_into_ours() -> None:
    with pytest.raises(RemoteError) as raised, mapped(HTTPCORE_FAILURES, "example.fr"):
        raise httpcore.ReadError("token=secret")
    assert str(raised.value) == "example.fr: ReadError"


@pytest.mark.parametrize(
    "code",
    sorted(
        {
            kind.code
            for kind in vars(errors).values()
            if inspect.isclass(kind) and issubclass(kind, RemoteError)
        }
    ),
)
def test_every_error_speaks_french_and_english(code: str) -> None:
    assert HTTP_MESSAGES[code].keys() == {"fr", "en"}
