"""Whatever is sent, the answer is one that the document allows, and none is a 5xx."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from served import Served

CONFIG = Path(__file__).with_name("schemathesis.toml")
HOOKS = Path(__file__).with_name("hooks.py")

GATEWAY = "/api/v1/gateway"
PAYS = {"name": "Essais", "period": "total", "budget_micros": 10**12}
"""The key of the gateway by which its `/v1` is asked."""
ANSWERS = {
    "name": "essais",
    "upstream": "demo-mesure",
    "price_in_micros": 0,
    "price_out_micros": 0,
    "context_tokens": 8192,
    "max_output_tokens": 512,
}
"""A model that answers at once, for whatever model is asked."""

ALL_CASES = 20_000
SEEDS = (1, 2, 3)


def keep_confirmed(served: Served) -> None:
    """A password opens dangerous acts for minutes, and a run takes longer on a busy machine."""
    with psycopg.connect(served.database_url) as connection:
        connection.execute("UPDATE identity.session SET stepped_up_at = now() + interval '1 day'")


def fuzz(served: Served, folder: Path, *, seed: int, per_operation: int) -> dict[str, Any]:
    """The run's report; `said` is what it printed, with a request for each failure."""
    report = folder / "report.json"
    options = f"--max-examples {per_operation} --seed {seed} --report json --no-color"
    with served.signed_in() as client:
        keep_confirmed(served)
        known = [f"--header={name}: {client.headers[name]}" for name in ("Cookie", "Origin")]
        key = client.post(f"{GATEWAY}/keys", json=PAYS).json()
        found = client.get(f"{GATEWAY}/providers").json()["providers"]
        demo = next(each["id"] for each in found if each["kind"] == "demo")
        model = client.post(f"{GATEWAY}/models", json={**ANSWERS, "provider_id": demo})
        assert model.status_code == 201
    ended = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "--config-file", CONFIG, "run",
         f"{served.url}/api/v1/openapi.json", *options.split(), *known,
         "--report-json-path", report],
        cwd=folder,
        env={
            **os.environ,
            "SCHEMATHESIS_HOOKS": str(HOOKS),
            "REGIE_FUZZ_KEY": key["secret"],
            "REGIE_FUZZ_KEY_ID": str(key["id"]),
            "REGIE_FUZZ_MODEL": ANSWERS["name"],
        },
        capture_output=True,
        check=False,
        text=True,
    )  # fmt: skip
    assert report.exists(), ended.stdout + ended.stderr
    return {**json.loads(report.read_text()), "said": ended.stdout}


def assert_nothing_found(run: dict[str, Any], *, cases: int) -> None:
    assert (run["failures"], run["errors"]) == ([], []), run["said"]
    assert run["test_cases"]["generated"] >= cases


def test_nothing_is_found_in_a_short_run(served: Served, tmp_path: Path) -> None:
    assert_nothing_found(fuzz(served, tmp_path, seed=1, per_operation=5), cases=1000)


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_found_in_20_000_cases(
    served: Served,
    tmp_path: Path,
    seed: int,
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    run = fuzz(served, tmp_path, seed=seed, per_operation=250)
    record_testsuite_property(f"seed {seed}", {**run["test_cases"], "phases": run["phases"]})
    assert_nothing_found(run, cases=ALL_CASES // len(SEEDS))
    assert served.defects() == []
