"""A few documents: real PDF files of one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from .people import NEWCOMER, DemoEmployee

_KINDS: Final = (
    ("contract", "Contrat de travail", "Contrat de travail"),
    ("certificate", "Attestation employeur", "Attestation d’employeur"),
    ("diploma", "Diplôme", "Copie de diplôme"),
)


class DemoDocument(NamedTuple):
    employee: DemoEmployee
    kind: str
    name: str
    content: bytes


def demo_documents(people: Sequence[DemoEmployee]) -> list[DemoDocument]:
    """Of whoever signs in, and of some others."""
    return [
        DemoDocument(
            person,
            kind,
            f"{title} - {person.name.given} {person.name.family}.pdf",
            one_page(f"{text} : {person.name.given} {person.name.family}", person.number),
        )
        for at, person in enumerate(people[:36])
        for kind, title, text in _KINDS[: 3 if person.email == NEWCOMER else 1 + at % 2]
    ]


def one_page(title: str, line: str) -> bytes:
    """ISO 32000-1, in Helvetica."""
    text = (
        f"BT /F1 20 Tf 72 760 Td ({_escaped(title)}) Tj 0 -32 Td /F1 12 Tf "
        f"({_escaped(line)}) Tj 0 -20 Td (Document de démonstration.) Tj ET"
    ).encode("cp1252", "replace")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    body, places = b"%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, len(body))
    )


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
