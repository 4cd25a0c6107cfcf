"""No secret at rest is forgotten when the installation's key is replaced."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import regie
from regie.bootstrap import SEALED
from regie.core.vault import SealedColumn


def test_every_column_of_secrets_is_resealed() -> None:
    modules = [
        import_module(module.name)
        for module in walk_packages(regie.__path__, "regie.")
        if not module.name.startswith("regie.migrations.")
    ]
    declared = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, SealedColumn)
    }
    assert set(SEALED) == declared
