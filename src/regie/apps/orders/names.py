"""Who may open an order: does the name that somebody gives match the one that is recorded?

A recorded name is turned into the words that must be given and those that may be; README.md has the
rule in prose. Comparison is strict: an accent or a hyphen is forgiven, another letter never is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

NameOrder = Literal["unknown", "given_first", "family_first"]
"""What to think of a recorded name that does not show its family name in capitals."""

_LIGATURES: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
_WORD: Final = re.compile(r"[^\W_]+")
_TOWN: Final = re.compile(r"\s(?:d[eu]\s|d[’'ʼ`])", re.IGNORECASE)
_FULL: Final = 2
"""Words that make a name which a town may follow."""


def _listed(text: str) -> list[str]:
    return text.split()


_COURTESY: Final = frozenset(
    _listed(
        """
    m mr mme mlle monsieur madame mademoiselle dr me mrs ms miss et and
    """
    )
)
_DETACHABLE: Final = frozenset(("de", "d", "von", "zu"))
"""Particles under which French and German names are not filed: M. de La Fontaine is found at L."""
_ARTICLES: Final = _DETACHABLE | frozenset(_listed("du des la le les l the of et and a au aux en"))
_FAMILY_PARTICLES: Final = frozenset(
    _listed(
        """
    de d du des la le les l von zu van der den ter ten da di del della dos el al ben bin
    """
    )
)
_COMPANY_FORMS: Final = frozenset(_listed("sarl sasu eurl selarl scop snc gie gmbh ltd llc"))
_AMBIGUOUS_FORMS: Final = frozenset(_listed("sa sas sci scp ei eirl ag nv bv spa srl inc plc cie"))
"""Legal forms that are family names as well: Karim SAS, Maria de SÁ."""
_INSTITUTIONS: Final = frozenset(
    _listed(
        """
    agence association atelier ateliers bibliotheque cabinet centre clinique club college comite
    commune communaute compagnie conseil cooperative departement ecole editions entreprise
    etablissements ets fondation groupe hopital hotel imprimerie institut laboratoire librairie
    lycee mairie ministere musee office pharmacie prefecture region restaurant societe studio
    syndicat theatre universite ville
    """
    )
)


@dataclass(frozen=True, slots=True)
class NameRule:
    """What opens a recorded name: every word of `required`, and none outside `allowed`."""

    required: frozenset[str]
    allowed: frozenset[str]
    joined: frozenset[str]
    """The same letters cut into words differently: OBrien for O'Brien, Lefort for Le Fort."""

    def opens(self, given: Sequence[str]) -> bool:
        """Takes `words(…)` of what was given. Does all of its work whatever the outcome."""
        kept = [word for word in given if word not in _COURTESY or word in self.allowed]
        told = frozenset(kept)
        complete = bool(self.required) & (self.required <= told)
        nothing_else = told <= self.allowed
        same_letters = "".join(kept) in self.joined
        return (complete & nothing_else) | same_letters


def words(text: str) -> list[str]:
    """Letters and digits without accents and case; everything else separates.

    « Jean-Pierre L’Été » → jean, pierre, l, ete.
    """
    return _WORD.findall(_plain(text))


def telling_words(text: str) -> list[str]:
    """Without titles and the like, unless there is nothing else."""
    everything = words(text)
    return _without(everything, _COURTESY) or everything


def rule_for(recorded: str, order: NameOrder = "unknown") -> NameRule:
    everything = words(recorded)
    written = recorded.split()
    if written and _plain(written[0]).strip(".") in _COURTESY and len(everything) > 1:
        everything, written = everything[1:], written[1:]
    required = _required(recorded, written, everything, order)
    if not any(len(word) > 1 for word in required):  # a family name of one letter
        required = [word for word in everything if word not in _COURTESY]
    if not any(len(word) > 1 for word in required):
        return NameRule(frozenset(), frozenset(), frozenset())
    rest = [word for word in everything if word not in required]
    spellings = (required, everything, [*rest, *required], [*required, *rest])
    return NameRule(
        frozenset(required),
        frozenset(everything),
        frozenset("".join(spelling) for spelling in spellings),
    )


def without_town(given: str) -> str | None:
    """« Mina Rami de Rennes » → Mina Rami, but « Anne Laure de Broglie » → Anne Laure: only the
    recorded name tells a town from a family, so the whole name is to be tried as well."""
    heads = [given[: found.start()] for found in _TOWN.finditer(given)]
    return heads[-1] if heads and len(telling_words(heads[-1])) >= _FULL else None


def matches(recorded: str, given: str, order: NameOrder = "unknown") -> bool:
    rule = rule_for(recorded, order)
    return rule.opens(words(given)) | rule.opens(words(without_town(given) or given))


def _required(
    recorded: str, written: Sequence[str], everything: Sequence[str], order: NameOrder
) -> list[str]:
    company = _company(everything)
    if company is not None:
        return company
    family = _family(recorded, written, order)
    return _without(family, _DETACHABLE) or _without(everything, _ARTICLES) or list(everything)


def _company(everything: Sequence[str]) -> list[str] | None:
    """The words of a company's name that must be given; None when it is not one."""
    certain = bool(everything) and (
        everything[0] in _INSTITUTIONS or not _COMPANY_FORMS.isdisjoint(everything)
    )
    if certain:
        core = _without(everything, _COMPANY_FORMS | _AMBIGUOUS_FORMS | _ARTICLES)
        return core or list(everything)
    if len(everything) > 1 and not _AMBIGUOUS_FORMS.isdisjoint(everything):
        return _without(everything, _ARTICLES) or list(everything)
    return None


def _family(recorded: str, written: Sequence[str], order: NameOrder) -> list[str]:
    """The words of the family name; none when nothing tells which they are."""
    if recorded.count(",") == 1:
        before = words(recorded.split(",", maxsplit=1)[0])
        if before:
            return before
    pieces = [piece for word in written for piece in re.split(r"(?<=[’'ʼ`])", word) if words(piece)]
    capitals = [piece for piece in pieces if _in_capitals(piece)]
    if capitals and any(_has_small_letters(piece) and not _particle(piece) for piece in pieces):
        return _flat(capitals)
    if order == "family_first":
        return _leading(written)
    if order == "given_first":
        return _trailing(written)
    return []


def _leading(written: Sequence[str]) -> list[str]:
    """« de La Fontaine Jean »: the particles and the word that they lead to."""
    taken: list[str] = []
    for word in written:
        taken.append(word)
        if not _particle(word):
            break
    return _flat(taken)


def _trailing(written: Sequence[str]) -> list[str]:
    """« Jean de La Fontaine »: the last word and the particles before it."""
    start = max(len(written) - 1, 0)
    while start > 1 and _particle(written[start - 1]):
        start -= 1
    return _flat(written[start:])


def _particle(word: str) -> bool:
    found = words(word)
    return bool(found) and all(part in _FAMILY_PARTICLES for part in found)


def _in_capitals(piece: str) -> bool:
    """Not an initial: « J. » tells nothing."""
    letters = [character for character in piece if character.isalpha()]
    elided = len(letters) == 1 and piece[-1] in "’'ʼ`"
    return (len(letters) > 1 or elided) and not _has_small_letters(piece) and piece != piece.lower()


def _has_small_letters(piece: str) -> bool:
    return any(character.islower() for character in piece)


def _without(found: Iterable[str], dropped: frozenset[str]) -> list[str]:
    return [word for word in found if word not in dropped]


def _flat(written: Iterable[str]) -> list[str]:
    return [word for piece in written for word in words(piece)]


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_LIGATURES)
