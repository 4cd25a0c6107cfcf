"""What a process loads before anybody asked it for anything."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    *("polars", "numpy", "scipy", "numba", "pyarrow", "xlsxwriter", "python_calamine"),
    *("weasyprint", "fitz", "PIL", "pandas", "openpyxl"),
)
"""Libraries for tables, figures and documents: 70 MB and a third of a second for the first ones."""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, regie.bootstrap; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    return set(told.stdout.split())


@pytest.mark.parametrize("library", HEAVY)
def test_a_process_starts_without_what_few_requests_need(loaded: set[str], library: str) -> None:
    assert library not in loaded
