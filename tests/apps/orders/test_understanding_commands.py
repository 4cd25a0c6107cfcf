"""`regie orders understand` and `evaluate`: no database is asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from regie.apps.orders.commands import commands
from regie.apps.orders.manifest import APP
from regie.bootstrap import configure
from regie.core.app import CommandContext
from regie.core.errors import Misconfigured

Run = Callable[..., Result]
BOM = b"\xef\xbb\xbf"
JSON_LINES = st.dictionaries(
    st.sampled_from(["text", "today", "kind"]),
    st.text(max_size=30) | st.none() | st.integers() | st.dates().map(str) | st.lists(st.text()),
).map(lambda told: json.dumps(told).encode())


@pytest.fixture
def run() -> Run:
    def invoke(*arguments: str, typed: str | bytes = "", **environ: str) -> Result:
        configuration = configure({"REGIE_ENV": "development", "REGIE_APPS": "orders", **environ})
        section = configuration.apps[APP.name].values
        context = CommandContext(_no_service, configuration.settings, section)
        return CliRunner().invoke(commands(), arguments, input=typed, obj=context)

    return invoke


def _no_service(_work: Callable[[Any], Any]) -> Any:
    raise AssertionError("the source is opened")


def test_a_line_is_answered_by_a_line(run: Run) -> None:
    result = run(
        "understand", "--today", "2025-10-15", typed="où en est CL-401372-487531 commandée hier ?\n"
    )
    assert json.loads(result.stdout) == {
        "intent": "order_status",
        "lang": "fr",
        "numbers": ["CL-401372-487531"],
        "name": None,
        "period": ["2025-10-14", "2025-10-14"],
    }


def test_a_json_line_may_bring_its_own_day(run: Run) -> None:
    typed = '{"text": "mes commandes d\'hier", "today": "2025-03-01", "kind": "period"}\n'
    result = run("understand", "--today", "2025-10-15", typed=typed)
    assert json.loads(result.stdout)["period"] == ["2025-02-28", "2025-02-28"]


def test_the_words_that_decided_are_told_on_demand(run: Run) -> None:
    assert json.loads(run("understand", "--why", typed="merci").stdout)["because"] == "merci"


@pytest.mark.parametrize(
    "bad",
    [
        b"{broken",
        b'{"txt": "x"}',
        b'{"text": 1}',
        b'{"text": null}',
        b'{"text": "\\ud800"}',
        b'{"text": "x"} more',
        b'{"text": "x", "today": 5}',
        b'{"text": "x", "today": "0001-01-01"}',
        b'{"a":' * 3_000,
        b"\xff",
        b"\xed\xa0\x80",
        b"x" * 10_001,
        b"x" * 2_500_000,
    ],
    ids=lambda bad: bad[:40].decode(errors="replace"),
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_answered(
    run: Run, bad: bytes
) -> None:
    result = run("understand", typed=b"bonjour\n" + bad + b"\nmerci\n")
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, told[1]["line"], told[2]["intent"]) == (1, 2, "thanks")


@given(st.lists(st.binary(max_size=80) | JSON_LINES, max_size=5))
@example([b"a\0b", "\u2028\x85".encode(), b"\xef\xbb\xbf", b"\r", b"[1]", b"null"])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_line_is_answered_or_told_to_be_bad(run: Run, lines: list[bytes]) -> None:
    lines = [line.replace(b"\n", b" ") for line in lines]
    result = run("understand", typed=b"\n".join(lines))
    told = [json.loads(line) for line in result.stdout.splitlines()]
    asked = [line for line in lines if line.removeprefix(BOM).strip()]
    bad = [answer for answer in told if "error" in answer]
    assert (len(told), result.exit_code) == (len(asked), 1 if bad else 0)


def test_a_mark_of_the_byte_order_is_no_part_of_a_json_line(run: Run) -> None:
    result = run("understand", typed=BOM + b'{"text": "merci", "kind": "greeting"}')
    assert json.loads(result.stdout)["intent"] == "thanks"


def test_a_day_without_a_calendar_around_it_is_refused(run: Run) -> None:
    assert run("understand", "--today", "9999-12-31", typed="bonjour").exit_code == 2


def test_blank_lines_are_passed_over(run: Run) -> None:
    assert len(run("understand", typed="\n\nbonjour\r\n\n").stdout.splitlines()) == 1


def test_the_formats_of_numbers_are_a_setting(run: Run) -> None:
    result = run("understand", typed="ab 1234 ?", REGIE_ORDERS_NUMBER_FORMATS="AB-0000, X-00000")
    assert json.loads(result.stdout)["numbers"] == ["AB-1234"]


@pytest.mark.parametrize("pattern", ["CL-00", "CL", "CL-12-0000", "0000-CL", "CL-0000-%"])
def test_a_format_that_would_find_anything_is_refused(pattern: str) -> None:
    with pytest.raises(Misconfigured, match="REGIE_ORDERS_NUMBER_FORMATS"):
        configure({"REGIE_ENV": "development", "REGIE_ORDERS_NUMBER_FORMATS": pattern})


def test_the_scores_are_a_table(run: Run) -> None:
    assert "order_status" in run("evaluate").stdout


def test_the_scores_are_a_document_too(run: Run) -> None:
    first = json.loads(run("evaluate", "--json").stdout)[0]
    assert first["slots"]["numbers"]["percent"] >= 98
