"""Statements that nobody wrote: pieces of the corpora, cut, crossed and soiled."""

from __future__ import annotations

import re
from typing import Final

from hypothesis import strategies as st

from regie.core.sqlguard.guard import Dialect

from .statements import ALL, CLOSED, OPEN, statements

_PIECES: Final = re.compile(r"\s+|\w+|'[^']*'?|\"[^\"]*\"?|.", re.DOTALL)
_CORPUS: Final = {
    dialect: [
        _PIECES.findall(sql)
        for sql in (*statements("allow", dialect), *statements("deny", dialect))
    ]
    for dialect in ALL
}
_NAMES: Final = sorted({name for names in (OPEN, CLOSED) for t in names for name in (t, *names[t])})
_SOIL: Final = (
    *("'", '"', "`", "[", "]", ";", "--", "/*", "*/", "/*!", "#", "(", ")", ",", ".", "*", "\\"),
    *("$$", "@", "@@", ":", "?", "{", "}", "\n", "\0", "é", " "),
    *(" AS ", " UNION SELECT ", " FROM ", " JOIN ", " USING ", " INTO ", " WHERE ", " OR ", " IN "),
    *(" NATURAL ", " LATERAL ", " FOR UPDATE ", " LIMIT ", " TOP ", " OFFSET ", " WITH ", " OVER "),
    *(" DELETE ", " EXEC ", " ORDER BY ", " GROUP BY ", " HAVING ", " EXISTS ", " CASE ", " END "),
    *_NAMES,
    *(f" {name} " for name in _NAMES),
    *("rowid", "ctid", "o.*", "orders.*", "o", "pg_sleep(9)", "sleep(9)", "0x41", "1e9"),
)


@st.composite
def mutated(draw: st.DrawFn, dialects: tuple[Dialect, ...] = ALL) -> tuple[Dialect, str]:
    dialect = draw(st.sampled_from(dialects))
    corpus = _CORPUS[dialect]
    pieces = [*draw(st.sampled_from(corpus))]
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 4)))):
        place = draw(st.integers(0, len(pieces)))
        match draw(st.integers(0, 7)):
            case 0:
                pieces.insert(place, draw(st.sampled_from(_SOIL)))
            case 1:
                del pieces[place : place + draw(st.integers(1, 4))]
            case 2:
                other = draw(st.sampled_from(corpus))
                start = draw(st.integers(0, len(other)))
                pieces[place:place] = other[start : start + draw(st.integers(1, 12))]
            case 3:
                pieces[place : place + 1] = [draw(st.sampled_from(_SOIL))]
            case 4 | 5 | 6:
                named = [at for at, piece in enumerate(pieces) if piece in _NAMES]
                if named:
                    pieces[draw(st.sampled_from(named))] = draw(st.sampled_from(_NAMES))
            case _:
                pieces[place:place] = pieces[max(0, place - draw(st.integers(1, 8))) : place]
    return dialect, "".join(pieces)
