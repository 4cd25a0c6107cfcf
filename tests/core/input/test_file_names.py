from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from regie.core.input import SafeFileName, check_file_name, safe_file_name

KIND = TypeAdapter(SafeFileName)


@pytest.mark.parametrize(
    "name", ["rapport.pdf", "Été 2026 – l'équipe d’Élodie.xlsx", "a.tar.gz", "LISEZMOI", "日本.csv"]
)
def test_ordinary_names_stay(name: str) -> None:
    assert (KIND.validate_python(name), safe_file_name(name)) == (name, name)


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "a/b",
        "a\\b",
        ".htaccess",
        "a.",
        "CON",
        "con.txt",
        "LPT¹.txt",
        "a:b",
        'a"b',
        "a\r\nb",
        "a\u202egpj.exe",
        "",
        "x" * 121,
        "🎉" * 64,
    ],
)
def test_a_name_that_some_system_cannot_keep_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        KIND.validate_python(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Zoé\\bilan.xlsx", "bilan.xlsx"),
        (".htaccess", "htaccess"),
        ("con.txt", "_con.txt"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("a\r\nb.pdf", "a b.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("...", "document"),
        ("", "document"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_the_nearest_good_name_is_found(text: str, name: str) -> None:
    assert safe_file_name(text) == name


@given(text=st.text(st.characters(codec=None)) | st.text("CONnulLPT1. é/\\:🎉", max_size=400))
def test_what_is_found_is_always_good(text: str) -> None:
    name = safe_file_name(text)
    assert check_file_name(name) == name
