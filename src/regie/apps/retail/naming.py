"""What a category is called in the reader's language."""

from __future__ import annotations

from typing import Final

CATEGORY_NAME: Final = """
    CASE CAST(:language AS text) WHEN 'en' THEN coalesce(c.name_en, c.name) ELSE c.name END
""".strip()
"""SQL, of a category `c`: its English name where there is one and it is wanted."""
