"""Under which name somebody says that an order is, as they wrote it.

Looked for in this order, and the first that is found counts: what stands behind words that
announce a name; the lines that a letter ends with; what stands behind words that often come before
one (« je suis »); a stretch between two marks of punctuation that is nothing but a name, or begins
with one; what follows a title; what stands beside a number and says nothing else.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Set
from typing import Final

from rapidfuzz.distance import OSA

from .lists import words_of
from .name_runs import WORD, Case, Run, ordinary, run_at
from .plain import CUT, Plain
from .spelling import corrected

_TITLE: Final = (
    r"(?:(?:m|mr|mme|mlle|monsieur|madame|mademoiselle|mrs|ms|miss|dr|docteur|me|maitre|sir)"
    r"\b\.? ?)?"
)
_ARTICLE: Final = r"(?:(?:la|le|les|the) |l')?"
_OF: Final = r"(?:(?:de|du|des) |d'|: ?)?"
_WHOSE: Final = (
    r"(?:de la societe |de l'association |de l'entreprise |complet |de famille "
    r"|de m(?:on|a) \w+,? )?"
)
_ANNOUNCED: Final = tuple(
    re.compile(rf"(?:{cue})[ :=]*{_TITLE}")
    for cue in (
        r"\b(?:je m'app?ell?e|je me nomme|on m'appelle|m'appelle|jmapelle|myself)\b",
        r"\b(?:my name(?: is|'s)?|name's)\b",
        r"\b(?:mon|votre|notre|son) n[ou]m\b(?: de famille| complet)?"
        r"(?: est|,? c'est|,| :|:)? *(?=\w)",
        r"\b(?:le|the) n(?:om|ame)(?: de famille)?(?: est|,? c'est| is|,| :|:) *",
        rf"\b(?:au|aux|o|au x) no[mn]s?\b ?{_WHOSE}{_OF}",
        rf"\bsous (?:le|mon) nom (?:de famille )?{_OF}",
        r"\b(?:under|in)(?: the| my)?(?: last| family)? names?(?: of| is|:)?",
        r"\bname(?: on it| on the order| on file)?(?: is|'s|:| of)",
        r"\b(?:surname|last name|family name|full name|prenom et nom|nom et prenom|nom prenom"
        r"|nom|name"
        r"|client|cliente|customer|contact|raison sociale|societe|company)(?: is)? ?[:=]",
        r"\b(?:client|cliente|customer)(?: is| est) ",
        r"\b(?:nom de famille|nom d[eu]|nom|surname|clients?|cliente|customer|compte"
        r"|titulaire|destinataire) ",
        r"\b(?:de la part d[eu]|on behalf of|enregistree? (?:au nom de|chez)|placed by|passee? par"
        r"|(?:faite|effectuee|realisee|saisie|enregistree|creee)s? par"
        r"|booked by|ordered by|made by|a l'enseigne|pour le compte d[eu])\b(?: l'| la| le)?",
    )
)
_LIKELY: Final = tuple(
    re.compile(rf"(?:{cue})[ :,]*{_ARTICLE}{_TITLE}")
    for cue in (
        r"\b(?:je suis|i am|i'm|im|it's|this is|c'est|c est|ces|moi c'est|moi,? c|here is|ici|we at"
        r"|signe|signed)\b",
        r"\b(?:commandes? (?:de la|des?|du|d')|order of|orders? for|orders of|orders under|under"
        r"|pour|for|from|rattachees? a)(?:\b|(?<='))",
        r"\b(?:commandes?|cmds?)(?= (?:van|von|vander|vanden|ter|ten|el|ben) )",
    )
)
_LOOSE: Final = (
    re.compile(r"^ ?(?:(?:yo|slt|salut|bjr|cc|coucou|hello|hey),? )?c (?=[a-z])"),
    re.compile(
        r"\b(?:cherche|trouve|retrouve|find|look up) (?:commandes?|cmde?|cde|orders?) (?=\w)"
    ),
)
"""« yo c kevin », « cherche commande traore »: what follows may as well be a slip of fingers."""
_BARE: Final = re.compile(r"\b(?:commandes?|cde|orders?) (?=\w)")
"""« commande Moreau »: only a capital tells."""
_TITLED: Final = re.compile(
    r"(?<![\w'])(?:m|mr|mme|mlle|monsieur|madame|mademoiselle|mrs|ms|miss)\.? (?=\w)"
)
_ANOTHER: Final = re.compile(
    r"\b(?:bonjour|bonsoir|salut|hello|hi|hey|dear|cher|chere|passez-moi|passe-moi|parler a"
    r"|parler avec|avec|contacter|appeler|talk to|speak to|speak with|merci|a) *$"
)
"""Whom somebody speaks to, or wants to."""
_GREETED: Final = re.compile(
    r"(?:bonjour|bonsoir|salut|hello|hi|hey|dear|chere?|merci|thanks|thank|coucou)\b"
)
_THANKED: Final = re.compile(r"\b(?:merci|thanks|thank you|bravo)[a-z ]* (?:pour|for) [a-z' ]*$")
_BREAK: Final = re.compile(r"[\n.,;:!?()\[\]<>\"«»“”—–/|]+|(?<=\s)-+(?=\s)|-{2,}")
_PRESENT: Final = re.compile(
    r" ?\b(?:here|ici|again|speaking|this side|a l'appareil|au telephone|au bout du fil|encore"
    r"|toujours|bonjour|svp|pls|please|pour vous servir)\b(?: here| encore| again)?$"
)
"""« Ruth Abernathy here »."""
_HERE: Final = re.compile(r" (?:ici|here|a l'appareil|au telephone|speaking)$")
_OF_WHOM: Final = re.compile(r" (?:from the|from|de chez|de la societe|de l'association|du club)\b")
_INITIALS: Final = frozenset((*string.ascii_lowercase, "mr", "st", "dr"))
_POLITE: Final = ("bonjour", "bonsoir", "merci", "salut", "hello", "coucou", "thanks")
_FORMAL: Final = ("commande", "madame", "monsieur", "cordialement")
_ASIDE: Final = frozenset(
    ("commande", "numero", "no", "n°", "n", "num", "nr", "order", "number", "svp", "stp", "merci")
) | {"bonjour", "bjr", "slt", "pour", "hello", "hi", "please", "pls", "plz", "cde", "cmd", "ref"}
_THE: Final = re.compile(r"(?:(?:la|le|les|the) |l')(?=(\w+))")
_MOST_ALONE: Final = 4
_NEAR: Final = 20
"""Characters."""
_BEFORE_A_PARTICLE: Final = ("name", "name is", "appelle", "commande", "commandes", "cmd", "cmds")
"""« under the name de Souza »; behind « client » a small « de » is the town's."""
_PARTICLE: Final = re.compile(r"(?:de|du|van|von|da|di|del|el|ben) |d'")
"""« au nom de de la Fontaine », but not « au nom de la mairie »."""


def find_name(text: Plain) -> tuple[str, int, int] | None:
    """The name and the stretch of `text.text` where it stands."""
    for run in _candidates(text, Case.of(text)):
        return text.as_written(run.start, run.end), run.start, run.end
    return None


def _candidates(text: Plain, case: Case) -> Iterator[Run]:
    yield from _behind(text, case, _ANNOUNCED)
    yield from _signed(text, case)
    for run in _behind(text, case, _LIKELY):
        if run.sure and not _venue(text, run) and not _thanked(text, run):
            yield run
    for run in _behind(text, case, (*_LOOSE, _BARE) if case.tells else _LOOSE):
        if run.strange and not any(map(corrected, run.words)):
            yield run
    yield from _apart(text, case)
    yield from _titled(text, case)
    yield from _beside_a_number(text)


def _behind(text: Plain, case: Case, cues: tuple[re.Pattern[str], ...]) -> Iterator[Run]:
    for pattern in cues:
        for match in pattern.finditer(text.text):
            cue = match.group().rstrip()
            particle = cue.endswith(_BEFORE_A_PARTICLE) or (
                cue.endswith(" nom de") and bool(_PARTICLE.match(text.text, match.end()))
            )
            run = run_at(text, match.end(), case, particle=particle)
            told = cue.endswith((":", "="))
            if run and (run.sure or _capital(text, run)) and not _greets(run, told=told):
                yield run


def _venue(text: Plain, run: Run) -> bool:
    """« mes cartes pour le salon du 3 décembre »: what kind of company it is names none."""
    return run.company and len(run.words) == 1 and not _capital(text, run)


def _thanked(text: Plain, run: Run) -> bool:
    """« merci pour la rapidité »."""
    return bool(_THANKED.search(text.text[max(0, run.start - _NEAR) : run.start]))


def _capital(text: Plain, run: Run) -> bool:
    return text.as_written(run.start, run.end)[0].isupper()


def _signed(text: Plain, case: Case) -> Iterator[Run]:
    """The name, then perhaps a town."""
    body = text.text.rstrip()
    lines = body.split("\n")
    at, best = len(body), None
    for line in reversed(lines[1:][-3:]):
        run = _whole(text, at - len(line), at, case)
        if run and (run.sure or len(run.words) > 1) and case.tells:
            best = run
        elif best or line.strip(" .|@"):
            break
        at -= len(line) + 1
    if best:
        yield best


def _apart(text: Plain, case: Case) -> Iterator[Run]:
    """Without capitals that say something, everything unknown would be a name: only « yannick ici »
    is one then, and « MARC AUREL » between two full stops."""
    wholes = [
        (text.text[start:end].rstrip(), run)
        for start, end in _segments(text)
        if (run := _whole(text, start, end, case)) and not _speaks_to(text, run.start)
    ]
    names = {run.words for _, run in wholes}
    for stretch, run in sorted(wholes, key=lambda whole: not _told_again(whole[1], names)):
        sure = case.tells or (
            (_HERE.search(stretch) or _shouted(text, run) or _two_strangers(text, run))
            and not any(map(corrected, run.words))
        )
        if run.company or (run.strange and sure):
            yield run
    if case.tells:
        for start, end in _segments(text):
            blanks = len(text.text[start:end]) - len(text.text[start:end].lstrip())
            run = run_at(text, _behind_the_article(text, start + blanks), case)
            enough = (
                run and run.strange and (len(run.words) > 1 or _OF_WHOM.match(text.text, run.end))
            )
            if run and enough and not _speaks_to(text, run.start):
                yield run


def _told_again(run: Run, names: Set[tuple[str, ...]]) -> bool:
    """« Benali à l'appareil, Mehdi Benali »: the fuller of the two."""
    return any(run.words[at:] in names for at in range(1, len(run.words)))


def _behind_the_article(text: Plain, start: int) -> int:
    """« La Mairie de Plouzané »."""
    article = _THE.match(text.text, start)
    return article.end() if article and article[1] in words_of("companies") else start


def _two_strangers(text: Plain, run: Run) -> bool:
    """« perrine castaing, j'ai perdu mon numéro ». Alone they are keys struck at random."""
    alone = run.end - run.start >= len(text.text.strip())
    return len(run.words) > 1 and not alone and not any(map(ordinary, run.words))


def _shouted(text: Plain, run: Run) -> bool:
    rest = text.text[: run.start] + text.text[run.end :]
    loud = text.as_written(run.start, run.end).isupper()
    return loud and len(run.words) > 1 and sum(letter.isalpha() for letter in rest) > _NEAR


def _speaks_to(text: Plain, start: int) -> bool:
    """Its first word may be the greeting itself: « Bonjour Sophie »."""
    greeted = _GREETED.match(text.text, start)
    return bool(greeted or _ANOTHER.search(text.text[max(0, start - _NEAR) : start]))


def _segments(text: Plain) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _BREAK.finditer(text.text):
        before = text.text[max(0, mark.start() - 2) : mark.start()].strip()
        if mark.group() == "." and before in _INITIALS:
            continue
        yield start, mark.start()
        start = mark.end()
    yield start, len(text.text)


def _whole(text: Plain, start: int, end: int, case: Case) -> Run | None:
    """The name that is all that stands in this stretch, but for a title or a word like « ici »."""
    stretch = text.text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    end -= len(stretch) - len(stretch.rstrip())
    if present := _PRESENT.search(text.text[start:end]):
        end = start + present.start()
    if title := re.match(_TITLE, text.text[start:end]):
        start += title.end()
    start = _behind_the_article(text, start)
    run = run_at(text, start, case)
    return run if run and run.end >= end > start and not _greets(run) else None


def _titled(text: Plain, case: Case) -> Iterator[Run]:
    for match in _TITLED.finditer(text.text):
        run = run_at(text, match.end(), case)
        named = run and (run.sure or (_surname(run) and case.tells))
        if run and named and not _speaks_to(text, match.start()):
            yield run


def _surname(run: Run) -> bool:
    return all(word in words_of("surnames") for word in run.words)


def _beside_a_number(text: Plain) -> Iterator[Run]:
    """« rami CL-401372-487531 », but not « historik CL-401372-487531 »."""
    if CUT not in text.text:
        return
    words = [word for word in WORD.finditer(text.text) if word.group() not in _ASIDE]
    if not 0 < len(words) <= _MOST_ALONE or all(ordinary(word.group()) for word in words):
        return
    run = run_at(text, words[0].start(), Case(tells=False))
    if run and run.end >= words[-1].end() and run.strange and not any(map(corrected, run.words)):
        yield run


def _greets(run: Run, *, told: bool = False) -> bool:
    """« Bonjoru, » is not somebody's name; what stands behind « nom : » may be Commande's."""
    word, *more = run.words
    if more or (told and word in words_of("surnames")):
        return False
    slips = [OSA.distance(word, other, score_cutoff=1) <= 1 for other in _POLITE]
    return any(slips) or any(OSA.distance(word, other, score_cutoff=2) <= 2 for other in _FORMAL)
