"""Makes the benchmarks importable however pytest was called; they are not in the wheel."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
