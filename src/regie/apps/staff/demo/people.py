"""The demo's employees: those of identity's demo first, then who works beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final, NamedTuple

from regie.apps.staff.people.domain import Contract

from .names import OF_ROLES, POSTS, DemoName, Post, address_of, is_woman, names, split_name

_BESIDE: Final = {"centre": 13, "store": 8}
"""How many more work at a place of that kind."""
_STREETS: Final = (
    "rue de la République",
    "avenue Jean-Jaurès",
    "rue des Lilas",
    "place du Marché",
    "rue Victor-Hugo",
    "impasse des Tilleuls",
    "boulevard de la Liberté",
    "chemin du Moulin",
)
_SENIOR: Final = frozenset({"administrator", "director", "manager"})
NEWCOMER: Final = "salarie@demo.example"
"""Has been here for twelve whole months: a year's leave."""


class Account(NamedTuple):
    """Somebody of identity's demo, with the highest role and its place."""

    person_id: int
    name: str
    email: str
    role: str
    place: str
    kind: str


class Workplace(NamedTuple):
    id: int
    code: str
    kind: str
    name: str
    above: str | None


@dataclass(slots=True)
class DemoEmployee:
    number: str
    name: DemoName
    email: str
    post: str
    gross_euros: int
    place: Workplace
    role: str | None
    person_id: int | None
    hired_on: date
    left_on: date | None
    birth_date: date
    phone: str
    address: str
    contract: Contract
    contract_until: date | None
    weekly_minutes: int
    id: int = 0
    manager: DemoEmployee | None = None


def demo_employees(
    accounts: Sequence[Account], places: Sequence[Workplace], today: date
) -> list[DemoEmployee]:
    """The same ones for the same day, with whoever manages them."""
    random = Random(1936)  # noqa: S311 - made-up people, not secrets
    by_code = {place.code: place for place in places}
    people = [
        _employee(
            random,
            number,
            split_name(account.name),
            _post(account),
            by_code[account.place],
            account=account,
            today=today,
        )
        for number, account in enumerate(accounts)
    ]
    people += _beside(random, places, len(people), today)
    _manage(people, places)
    return people


def _beside(
    random: Random, places: Sequence[Workplace], begin: int, today: date
) -> Iterator[DemoEmployee]:
    number = begin
    fresh = names(random)
    for place in places:
        for _ in range(_BESIDE.get(place.kind, 0)):
            post = random.choice(POSTS[place.kind])
            yield _employee(random, number, next(fresh), post, place, account=None, today=today)
            number += 1


def _post(account: Account) -> Post:
    if account.role == "employee":
        return POSTS.get(account.kind, POSTS["store"])[0]
    if account.role == "director" and account.kind == "nation":
        return Post("Directrice générale adjointe", "Directeur général adjoint", 8_200)
    if account.role == "manager" and account.kind == "direction":
        return Post("Responsable des opérations", "Responsable des opérations", 4_600)
    return OF_ROLES[account.role]


def _employee(
    random: Random,
    number: int,
    name: DemoName,
    post: Post,
    place: Workplace,
    *,
    account: Account | None,
    today: date,
) -> DemoEmployee:
    first = today.replace(day=1)
    hired_on = first - timedelta(days=random.randrange(200, 6_500))
    if account is not None and account.email == NEWCOMER:
        hired_on = first.replace(year=first.year - 1)
    contract, until, minutes = _contract(random, today) if account is None else _PERMANENT
    left = account is None and random.random() < 0.04
    youngest = 38 if account is not None and account.role in _SENIOR else 23
    birth = date(random.randrange(today.year - 60, today.year - youngest), *_day_of_year(random))
    return DemoEmployee(
        number=f"M-{1001 + number:05d}",
        name=name,
        email=account.email if account else address_of(name),
        post=post.woman if is_woman(name.given) else post.man,
        gross_euros=round(post.gross_euros * random.uniform(0.94, 1.18) / 10) * 10,
        place=place,
        role=account.role if account else None,
        person_id=account.person_id if account else None,
        hired_on=max(hired_on, birth.replace(year=birth.year + 19)),
        left_on=today - timedelta(days=random.randrange(10, 150)) if left else None,
        birth_date=birth,
        phone=f"06 {' '.join(f'{random.randrange(100):02d}' for _ in range(4))}",
        address=f"{random.randrange(1, 90)} {random.choice(_STREETS)}, {_town(place)}",
        contract=contract,
        contract_until=until,
        weekly_minutes=minutes,
    )


_PERMANENT: Final[tuple[Contract, date | None, int]] = ("permanent", None, 35 * 60)


def _contract(random: Random, today: date) -> tuple[Contract, date | None, int]:
    drawn = random.random()
    until = today + timedelta(days=random.randrange(20, 320))
    if drawn < 0.82:
        return "permanent", None, random.choice((35, 35, 35, 39, 28)) * 60
    if drawn < 0.93:
        return "fixed_term", until, random.choice((35, 30, 24)) * 60
    return ("apprentice" if drawn < 0.98 else "temporary"), until, 35 * 60


def _manage(people: Sequence[DemoEmployee], places: Sequence[Workplace]) -> None:
    """By whoever heads the place, else the nearest above it that somebody heads."""
    above = {place.code: place.above for place in places}
    heads: dict[str, DemoEmployee] = {}
    for role in ("director", "manager"):
        for person in people:
            if person.role == role:
                heads.setdefault(person.place.code, person)
    for person in people:
        code: str | None = person.place.code
        while code is not None and person.manager is None:
            head = heads.get(code)
            if head is not None and head is not person:
                person.manager = head
            code = above[code]


def _town(place: Workplace) -> str:
    return place.name.removeprefix("Centre de ").removeprefix("Centre d’").split()[0]


def _day_of_year(random: Random) -> tuple[int, int]:
    return random.randrange(1, 13), random.randrange(1, 29)
