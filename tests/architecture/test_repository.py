"""What every part of the repository must carry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = ROOT / "src/regie/core"
PACKAGES = sorted(path.parent for path in CORE.glob("*/__init__.py"))
LOCKS = sorted([*ROOT.glob("requirements*.lock"), ROOT / "web/package-lock.json"])

REGISTRY = re.compile(r"registry\.|pypi\.|pythonhosted|npmjs|\"resolved\"")


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_a_core_package_says_why_and_how_it_fails(package: Path) -> None:
    readme = (package / "README.md").read_text(encoding="utf-8").lower()
    missing = [word for word in ("why", "promises", "does not", "fails") if word not in readme]
    assert missing == []


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_a_door_names_what_it_shows(package: Path) -> None:
    assert "__all__" in (package / "__init__.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_registry(lock: Path) -> None:
    assert REGISTRY.search(lock.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("lock", LOCKS[:-1], ids=lambda path: path.name)
def test_every_python_dependency_has_a_hash(lock: Path) -> None:
    entries = re.findall(r"^[a-z0-9][^\n]*==[^\n]*\\\n +--hash", lock.read_text(), re.MULTILINE)
    names = re.findall(r"^[a-z0-9][a-z0-9._-]*(?:\[[^\]]*\])?==", lock.read_text(), re.MULTILINE)
    assert len(entries) == len(names) > 0
