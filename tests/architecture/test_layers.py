"""The import contracts hold, and each of them refuses a deliberate violation."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

VIOLATIONS = {
    "core imports an app": ("core/errors.py", "import regie.apps.orders.domain"),
    "an app imports bootstrap": ("apps/orders/domain.py", "import regie.bootstrap"),
    "a low floor of the core imports a high one": ("core/db/url.py", "import regie.core.web"),
    "a folder that no contract names": ("surprise/__init__.py", '"""New."""'),
    "a core package that no contract names": ("core/surprise.py", '"""New."""'),
    "a mechanism imports the web framework": ("core/db/url.py", "import fastapi"),
    "a migration imports the code": ("migrations/__init__.py", "import regie.core.errors"),
}


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    environment = {"PYTHONPATH": str(root / "src"), "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy_of_house(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "dist")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold() -> None:
    outcome = lint_imports(ROOT)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(("file", "line"), VIOLATIONS.values(), ids=VIOLATIONS.keys())
def test_a_violation_is_refused(copy_of_house: Path, file: str, line: str) -> None:
    path = copy_of_house / "src/regie" / file
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as source:
        source.write(f"\n{line}\n")
    assert lint_imports(copy_of_house).returncode == 1
