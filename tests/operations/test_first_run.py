"""Each start prints a link for the first administrator, while there is nobody."""

from __future__ import annotations

from people import add_person
from peopleplay import environ
from regie.core.db import DatabaseUrl
from regie.operations.first_run import first_run_link


def test_each_start_makes_another_link_until_somebody_is_there(migrated: DatabaseUrl) -> None:
    chosen = environ(migrated) | {"REGIE_PUBLIC_URL": "https://regie.exemple.fr"}
    first, second = (str(first_run_link(chosen)) for _ in range(2))
    add_person(migrated.for_libpq(), "administrator")
    begins = "https://regie.exemple.fr/first-run#code="
    leads = first.startswith(begins), second.startswith(begins)
    assert (leads, first == second, first_run_link(chosen)) == ((True, True), False, None)
