"""The built front end. `make web` puts it in `dist`; git ignores it, the wheel carries it."""

from pathlib import Path
from typing import Final

DIST: Final = Path(__file__).parent / "dist"
