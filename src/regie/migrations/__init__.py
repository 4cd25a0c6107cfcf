"""The schema's history. It travels in the package, so that an installed wheel can migrate."""

from pathlib import Path
from typing import Final

SCRIPTS: Final = Path(__file__).parent
