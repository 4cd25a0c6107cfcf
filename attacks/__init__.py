"""Attacks on a served Régie that take longer than a test may; README.md tells how to run them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # a MariaDB of one's own is there
