"""Order numbers in disguise, and figures that are none."""

from __future__ import annotations

import pytest

from regie.apps.orders.understanding import NumberFormat, understand

from .asking import FORMATS, NUMBER, TODAY, ask

DISGUISES = (
    "CL-401372-487531",
    "cl-401372-487531",
    "CL401372487531",
    "cl 401 372 487 531",
    "CL – 401372 – 487531",
    "CL—401372—487531",
    "CL\u2011401372\u2011487531",
    "CL_401372_487531",
    "CL.401372.487531",
    "CL/401372/487531",
    "cl._401372_.487531",
    "(CL-401372-487531)",
    "[401372-487531]",
    "401372-487531",
    "401372487531",
    "401372 487 531",
    "40 13 72 48 75 31",
    "4013 7248 7531",
    "4 0 1 3 7 2 4 8 7 5 3 1",
    "n° 401372-487531",
    "no. 401372-487531",
    "#401372487531",
    "commande numéro 401372 - 487531",
    "CL-4O1372-48753l",
    "ＣＬ－４０１３７２－４８７５３１",
    "CL-٤٠١٣٧٢-٤٨٧٥٣١",
    "C L 401372 487531",
    "CL tiret 401372 tiret 487531",
    "401 372 puis 487 531",
    "CL(401372)487531",
    "cmd401372-487531",
    "nº401372-487531",
    "401372, 487531",
    "40 13 72 - 48 75 31",
    "C L four zero one three seven two dash four eight seven five three one",
    "four oh one three seven two, four eight seven five three one",
    "CL quatre zéro un trois sept deux tiret quatre huit sept cinq trois un",
    "quatre zéro un, trois sept deux, puis quatre huit sept, cinq trois un",
    "4 zero 1 three seven two four eight seven five three one",
)


@pytest.mark.parametrize("text", DISGUISES)
def test_a_number_is_read_through_its_disguise(text: str) -> None:
    assert ask(f"où en est {text} ?").numbers == (NUMBER,)


@pytest.mark.parametrize(
    "text",
    [
        "06 12 34 56 78",
        "+33 6 12 34 56 78",
        "+447700900123",
        "+237 6 77 41 20 93",
        "SIRET 41285670300024",
        "SIRET 412 856 703 00024",
        "ISBN 978-2-36481-093-7",
        "le 15/10/2025",
        "2025-10-15",
        "248,60 €",
        "69003 Lyon",
        "CL-40137-48753",
        "CL-4013722-4875311",
        "colis 6A12345678901",
        "facture FA-401372-487531",
        "facture n° 401372487531",
        "numéro de suivi : 401372487531",
        "IBAN FR76 3000 4000 0312 3456 7890 143",
        "2025-10-15 12:30:45",
        "03/10/25 - 12/11/25",
        "mon téléphone : zéro six un deux trois quatre cinq six sept huit",
        "my phone number is oh seven seven double zero nine oh oh one two three",
        "un deux trois soleil",
    ],
)
def test_other_figures_are_no_order_number(text: str) -> None:
    assert ask(f"voici {text} merci").numbers == ()


def test_a_digit_may_be_said_to_be_double() -> None:
    assert ask("CL four zero one triple seven four eight seven five double three").numbers == (
        "CL-401777-487533",
    )


def test_two_numbers_come_in_their_order_and_each_once() -> None:
    numbers = ask("CL-401372-487532 puis 401372487531, enfin cl 401372 487532").numbers
    assert numbers == ("CL-401372-487532", NUMBER)


@pytest.mark.parametrize(
    "text",
    ["401372-487531/401372-487532", "401372487531+401372487532", "401372487531,401372487532"],
)
def test_two_numbers_may_be_written_as_one(text: str) -> None:
    assert ask(text).numbers == (NUMBER, "CL-401372-487532")


def test_a_number_of_ours_behind_an_invoice_is_still_ours() -> None:
    assert ask("la facture 401372-487531 svp").numbers == (NUMBER,)


def test_a_source_may_write_its_numbers_otherwise() -> None:
    formats = (*FORMATS, NumberFormat("AB-0000"))
    assert understand("et ab 1234 ?", TODAY, formats).numbers == ("AB-1234",)


def test_a_format_may_have_no_letters() -> None:
    assert understand("la 12345678 ?", TODAY, [NumberFormat("0000-0000")]).numbers == ("1234-5678",)
