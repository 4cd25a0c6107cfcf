"""The proposal as a mapping file, each guess with how sure it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from regie.core.i18n import Language
from regie.core.sqlguard import CatalogueTable

from ...domain import Status
from ..column_types import is_integer, is_moment, length
from .proposal import Guess, GuessedTable, Proposal
from .statuses import meaning_guessed

_EIGHT_FIGURES: Final = len("20251020")
_DATES: Final = frozenset({"ordered_on", "expected_on", "on"})
_ORDER_KEYS: Final = (
    "number",
    "customer",
    "status",
    "ordered_on",
    "expected_on",
    "designation",
    "copies",
    "email",
)
_REQUIRED: Final = frozenset({"number", "customer", "status", "ordered_on"})

_TEXTS: Final[Mapping[Language, Mapping[str, str]]] = {
    "fr": {
        "head": "# Proposé d’après le catalogue (noms, types, index){read}.\n"
        "# Relisez chaque ligne ; « regie orders doctor » vérifie ensuite le tout.",
        "nothing_read": " : aucune ligne n’a été lue",
        "statuses_read": " et les statuts : aucune autre colonne n’a été lue",
        "sure": "sûr",
        "likely": "probable",
        "guess": "à vérifier",
        "missing": "introuvable : à écrire",
        "format": "à vérifier : la forme des dates n’est pas dans le catalogue",
        "formats": '# formats = ["CL-000000-000000"]   # un 0 par chiffre ; à écrire',
        "statuses": "# Les mots de la source : « regie orders map --read-statuses » les lit.\n"
        '# in_production = ["…"]\n# preparing_dispatch = ["…"]\n# dispatched = ["…"]\n'
        '# delivered = ["…"]\n# cancelled = ["…"]',
        "unknown": "# sans sens trouvé, à ranger : ",
    },
    "en": {
        "head": "# Proposed from the catalogue (names, types, indexes){read}.\n"
        "# Read every line; `regie orders doctor` then checks the whole.",
        "nothing_read": "; no row was read",
        "statuses_read": " and the statuses; no other column was read",
        "sure": "sure",
        "likely": "likely",
        "guess": "check this",
        "missing": "not found: write it",
        "format": "check this: how days are written is not in the catalogue",
        "formats": '# formats = ["CL-000000-000000"]   # a 0 for each digit; write it',
        "statuses": "# The source’s words: `regie orders map --read-statuses` reads them.\n"
        '# in_production = ["…"]\n# preparing_dispatch = ["…"]\n# dispatched = ["…"]\n'
        '# delivered = ["…"]\n# cancelled = ["…"]',
        "unknown": "# no meaning found, put them somewhere: ",
    },
}


def write_proposal(
    proposal: Proposal,
    name: str,
    language: Language,
    statuses: Sequence[str] | None = None,
) -> str:
    """`statuses`: the source's words, when they were read."""
    text = _TEXTS[language]
    read = text["nothing_read" if statuses is None else "statuses_read"]
    lines = [text["head"].format(read=read), "", f"name = {_quoted(name)}", ""]
    variable = "".join(c if c.isalnum() else "_" for c in name.upper())
    lines += ["[connection]", f'dsn_env = "{variable}_DSN"', ""]
    lines += ["[orders]", *_place(proposal.orders.table)]
    lines += _columns(proposal.orders, _ORDER_KEYS, text)
    if proposal.customer is not None:
        join = proposal.customer
        lines += ["", "[joins.customer]", *_place(join.table)]
        lines.append(_line("column", _quoted(join.column.column.name), join.column.sure, text))
        lines.append(_line("equals", _quoted(join.equals.column.name), join.equals.sure, text))
    if proposal.history is not None:
        lines += ["", "[history]", *_place(proposal.history.table)]
        lines += _columns(proposal.history, ("number", "status", "on"), text)
        if proposal.history_of is not None:
            of = proposal.history_of
            lines.append(_line("of", _quoted(of.column.name), of.sure, text))
    lines += ["", "[numbers]", text["formats"], "", "[statuses]"]
    lines += [text["statuses"]] if statuses is None else _statuses(statuses, text)
    return "\n".join(lines) + "\n"


def _place(table: CatalogueTable) -> list[str]:
    schema = [] if table.schema is None else [f"schema = {_quoted(table.schema)}"]
    return [*schema, f"table = {_quoted(table.name)}"]


def _columns(guessed: GuessedTable, keys: Sequence[str], text: Mapping[str, str]) -> Iterator[str]:
    for key in keys:
        guesses = guessed.columns.get(key)
        if guesses:
            written = [_ref(guess, key) for guess in guesses]
            value = written[0] if len(written) == 1 else f"[{', '.join(written)}]"
            unwritten = key in _DATES and not is_moment(guesses[0].column.type)
            sure = min(guess.sure for guess in guesses)
            yield f"{key} = {value}  # {text['format'] if unwritten else _word(sure, text)}"
        elif key in _REQUIRED:
            yield f'{key} = ""  # {text["missing"]}'


def _ref(guess: Guess, key: str) -> str:
    told = [f"column = {_quoted(guess.column.name)}"]
    if guess.join is not None:
        told.append(f"join = {_quoted(guess.join)}")
    integer = is_integer(guess.column.type)
    if key in _DATES and not is_moment(guess.column.type):
        eight = length(guess.column.type) == _EIGHT_FIGURES
        told.append(f'format = "{"yyyymmdd" if integer or eight else "dd/mm/yyyy"}"')
        told += ['type = "integer"'] if integer else []
    elif key == "number" and integer:
        told.append('type = "integer"')
    return _quoted(guess.column.name) if len(told) == 1 else f"{{ {', '.join(told)} }}"


def _line(key: str, value: str, sure: float, text: Mapping[str, str]) -> str:
    return f"{key} = {value}  # {_word(sure, text)}"


def _word(sure: float, text: Mapping[str, str]) -> str:
    percent = round(min(sure, 0.99) * 100)
    word = "sure" if percent >= 85 else "likely" if percent >= 65 else "guess"
    return f"{text[word]} ({percent} %)"


def _statuses(words: Sequence[str], text: Mapping[str, str]) -> Iterator[str]:
    by_meaning: dict[Status | None, list[str]] = {}
    for word in sorted(set(words)):
        by_meaning.setdefault(meaning_guessed(word), []).append(word)
    for status in Status:
        if status in by_meaning:
            listed = ", ".join(_quoted(word) for word in by_meaning[status])
            yield f"{status.value} = [{listed}]  # {text['likely']}"
    for word in by_meaning.get(None, []):
        yield text["unknown"] + _quoted(word)


def _quoted(name: str) -> str:
    """As TOML writes it: JSON's strings are basic ones."""
    return json.dumps(name, ensure_ascii=False)
