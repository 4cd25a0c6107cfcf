"""What the lists cost the database."""

from __future__ import annotations

import httpx
import pytest


@pytest.mark.parametrize("path", ["stores", "products", "targets", "categories"])
async def test_a_list_is_three_statements_at_most(director: httpx.AsyncClient, path: str) -> None:
    await director.get("/api/v1/identity/me")  # who asks is known from here on
    answer = await director.get(f"/api/v1/retail/{path}")
    assert answer.status_code == 200, answer.text
    assert int(answer.headers["x-sql-statements"]) <= 3
