"""sqlmap over every place of the order routes: `python -m attacks.injection --help`.

Ends with 1 when it finds anything in Régie, when the servers saw anything of it (a payload in the
text of a statement, a row, a name or a right that changed, a defect in the log), or when the hole
that is planted for it is not found by it or not seen by the servers: then nothing has been shown.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from bench.harness import Case, describe_machine, describe_revision, locked_versions, served
from bench.order_ground import Ground, prepared

from attacks.planted import planted
from attacks.relay import relayed
from attacks.sources import Source, engines
from attacks.staff import saved_query, signed_in, something_said
from attacks.targets import CONTROLS, EVERYWHERE, NUMBER, QUERY, Target
from attacks.tool import TECHNIQUES, hardest, run_sqlmap
from attacks.witnesses import payloads_in
from regie.core.clock import utc_now

ROOT: Final = Path(__file__).parents[1]
RESULTS: Final = Path(__file__).with_name("results")
_START_S: Final = 120.0
SHORT: Final = ("--level", "3", "--risk", "2", "--technique", "B")
_METRIC: Final = re.compile(r"^(regie_\w+_total)\{(.*)\} ([0-9.e+]+)$", re.MULTILINE)
_DEFECT: Final = re.compile(r'"level": ?"(?:error|critical)"')
_SHOWN: Final = 5
_ROOM: Final = {
    "REGIE_ALLOWED_HOSTS": "127.0.0.1",
    "REGIE_TRUSTED_PROXIES": "127.0.0.0/8",
    "REGIE_REQUESTS_A_MINUTE": "600000",
    "REGIE_ORDER_QUESTIONS_A_MINUTE": "600000",
    "REGIE_ORDERS_TRIES_PER_NUMBER": "1000000",
    "REGIE_ORDERS_CONVERSATIONS_A_DAY": "1000000",
    "REGIE_ORDERS_CONVERSATIONS_IN_15_MINUTES": "1000000",
    "REGIE_ORDERS_CONVERSATIONS_AT_ONCE": "1000000",
    "REGIE_ORDERS_CONVERSATIONS_AT_ONCE_PER_WIDGET": "1000000",
    "REGIE_LOG_FORMAT": "json",
    "REGIE_CONFIG": "/dev/null",
}
"""The limits of a public installation would end each attack in its first second: they have tests
of their own. Here the statements behind them are attacked."""


@dataclass(frozen=True, slots=True)
class Attacked:
    what: str
    """`regie`, or `planted` for the hole that must be found."""
    engine: str
    version: str
    place: str
    options: tuple[str, ...]
    complete: bool
    dismissed: bool
    seconds: float
    requests: dict[str, int]
    """Status → how many of them Régie answered, by its own count."""
    statements: dict[str, int]
    """Outcome → how many reached the source."""
    found: tuple[str, ...]
    payloads: int
    """Different ones that were written into the place."""
    texts: tuple[str, ...]
    """All that the server was given as SQL meanwhile, each once; of the planted hole a few."""
    written: tuple[str, ...]
    """Payloads that stood in one of those, the first few."""
    unchanged: bool
    """Rows, names and rights are what they were."""
    defects: int
    """Lines of Régie's log that say so."""

    @property
    def right(self) -> bool:
        if self.what == "planted":
            return bool(self.found) and (bool(self.written) or not self.texts)
        answered = "5xx" not in self.requests and not self.defects
        return not self.found and not self.written and self.unchanged and answered


@dataclass(frozen=True, slots=True)
class Door:
    """Where an attack goes."""

    what: str
    origin: str
    log: Path | None = None
    """Of Régie; the planted hole has none."""
    session: tuple[str, ...] = ()
    query: str = ""

    def leading_to(self, target: Target) -> Target:
        return replace(target, path=target.path.replace(QUERY, self.query))

    def defects(self) -> int:
        lines = [] if self.log is None else self.log.read_text(errors="replace").splitlines()
        return sum(_DEFECT.search(line) is not None or line[:1] != "{" for line in lines)


@dataclass(frozen=True, slots=True)
class Plan:
    how: tuple[str, ...]
    seconds: float
    targets: Sequence[Target] = EVERYWHERE
    controls: Sequence[Target] = CONTROLS


def main() -> int:
    asked = _arguments()
    chosen = [each for each in EVERYWHERE if not asked.places or each.name in asked.places]
    plan = Plan(hardest(asked.technique), asked.seconds, chosen)
    if asked.short:
        plan = Plan(SHORT, asked.seconds, [NUMBER], [NUMBER])
    attacked: list[Attacked] = []
    path = RESULTS / f"injection-{utc_now():%Y%m%d-%H%M%S}.json"
    with prepared() as ground:
        for name in asked.engines:
            if name not in engines():
                print(f"{name}: not on this machine")
                continue
            with engines()[name](ground) as source:
                for each in _all(ground, source, plan):
                    print(_line(each), flush=True)
                    attacked.append(each)
                    if not asked.short:
                        _write(path, attacked)
    return 0 if attacked and all(each.right for each in attacked) else 1


def _all(ground: Ground, source: Source, plan: Plan) -> Iterator[Attacked]:
    with planted(source) as origin:
        for target in plan.controls:
            yield _attack(Door("planted", origin), source, target, plan)
    everywhere = source.engine == "postgresql"
    with _regie(ground, source) as door:
        for target in plan.targets:
            if target.in_source or everywhere:
                yield _attack(door, source, target, plan)


def _attack(door: Door, source: Source, target: Target, plan: Plan) -> Attacked:
    ours = door.what == "regie"
    before = _counted(door.origin) if ours else (Counter[str](), Counter[str]())
    earlier_defects, sum_before, _ = door.defects(), source.witness.sum(), source.witness.texts()
    with relayed(door.origin) if target.relayed else nullcontext(door.origin) as origin:
        told = run_sqlmap(
            origin,
            door.leading_to(target),
            source.dbms,
            seconds=plan.seconds,
            how=plan.how,
            session=door.session if target.staff else (),
        )
    texts = source.witness.texts()
    requests, statements = (
        after - earlier
        for after, earlier in zip(_counted(door.origin) if ours else before, before, strict=True)
    )
    return Attacked(
        door.what,
        source.engine,
        source.version,
        target.name,
        (*plan.how, *(() if target.tamper is None else (f"--tamper={target.tamper}",))),
        told.complete,
        told.dismissed,
        round(told.seconds, 1),
        dict(requests),
        dict(statements),
        told.found,
        payloads=len(told.payloads),
        texts=tuple(sorted(texts))[: None if ours else _SHOWN],
        written=tuple(payloads_in(texts, told.payloads, target.around)[:_SHOWN]),
        unchanged=source.witness.sum() == sum_before,
        defects=door.defects() - earlier_defects,
    )


@contextmanager
def _regie(ground: Ground, source: Source) -> Iterator[Door]:
    env = {**ground.environ, **_ROOM, "REGIE_ORDERS_DSN": source.dsn, "REGIE_ENV": "demo"}
    program = (sys.executable, "-m", "regie.entrypoints.asgi", "--fd", "{fd}")
    env["PYTHONPATH"] = str(ROOT / "src")
    case = Case("regie", "Régie", program, env, start_s=_START_S)
    log = ground.home.home.parent / f"{source.engine}.log"
    with served(case, ROOT, log) as server:
        origin = f"http://127.0.0.1:{server.port}"
        session = signed_in(origin, ground.environ["REGIE_DATABASE_URL"])
        query = saved_query(origin, session, source.engine)
        with relayed(origin) as door:
            something_said(door)
        yield Door("regie", origin, log, session, query)


def _counted(origin: str) -> tuple[Counter[str], Counter[str]]:
    """Requests by their status, statements by what became of them."""
    with urllib.request.urlopen(f"{origin}/metrics", timeout=10) as answer:  # noqa: S310 - ours
        text = answer.read().decode()
    requests: Counter[str] = Counter()
    statements: Counter[str] = Counter()
    for name, labels, value in _METRIC.findall(text):
        label = dict(re.findall(r'(\w+)="([^"]*)"', labels))
        if name == "regie_http_requests_total" and "/order" in label["route"]:
            requests[label["status"]] += int(float(value))
        elif name == "regie_source_statements_total":
            statements[label["outcome"]] += int(float(value))
    return requests, statements


def _write(path: Path, attacked: Sequence[Attacked]) -> None:
    """After each place: a run that is ended has told what it knew."""
    RESULTS.mkdir(exist_ok=True)
    told = {
        "taken_at": utc_now().isoformat(),
        "revision": asdict(describe_revision(ROOT)),
        "machine": asdict(describe_machine()),
        "versions": locked_versions(Path(__file__).with_name("sqlmap.lock"), ["sqlmap"]),
        "settings": _ROOM,
        "attacked": [asdict(each) for each in attacked],
    }
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False, default=str) + "\n")


def _line(each: Attacked) -> str:
    verdict = "; ".join(each.found) or "nothing found"
    whole = "" if each.complete else " (time over before everything was tried)"
    return (
        f"{each.engine:10} {each.what:7} {each.place:22} {each.seconds:6.0f} s "
        f"{sum(each.requests.values()):6} requests {each.payloads:6} payloads "
        f"{sum(each.statements.values()):6} statements {len(each.texts):5} texts: "
        f"{verdict}{whole}{'' if each.right else '  ← WRONG'}"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m attacks.injection", description=__doc__)
    parser.add_argument("--engines", nargs="+", default=["postgresql", "sqlite", "mysql"])
    parser.add_argument("--places", nargs="+", help="by their names; else all of them")
    parser.add_argument("--seconds", type=float, default=600.0, help="at most, for each place")
    parser.add_argument("--technique", default=TECHNIQUES, help="some of them: a part of the run")
    parser.add_argument("--short", action="store_true", help="one place, boolean-based, no file")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
