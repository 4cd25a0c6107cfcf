"""Expressions of time; asked on Wednesday 15 October 2025."""

from __future__ import annotations

from datetime import date

import pytest

from .asking import ask


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("en octobre", "2025-10-01", "2025-10-31"),
        ("en novembre", "2024-11-01", "2024-11-30"),
        ("commandes d'octobre 2024", "2024-10-01", "2024-10-31"),
        ("octobre dernier", "2025-10-01", "2025-10-31"),
        ("le 15/10", "2025-10-15", "2025-10-15"),
        ("le 16/10", "2024-10-16", "2024-10-16"),
        ("15 oct", "2025-10-15", "2025-10-15"),
        ("le quinze octobre", "2025-10-15", "2025-10-15"),
        ("15/10/24", "2024-10-15", "2024-10-15"),
        ("10/15/2024", "2024-10-15", "2024-10-15"),
        ("2025-03-04", "2025-03-04", "2025-03-04"),
        ("du 12.03.25", "2025-03-12", "2025-03-12"),
        ("le 29 février", "2024-02-29", "2024-02-29"),
        ("hier", "2025-10-14", "2025-10-14"),
        ("la commande d'hier soir", "2025-10-14", "2025-10-14"),
        ("avant-hier", "2025-10-13", "2025-10-13"),
        ("avan hier", "2025-10-13", "2025-10-13"),
        ("ce matin", "2025-10-15", "2025-10-15"),
        ("lundi", "2025-10-13", "2025-10-13"),
        ("mercredi", "2025-10-08", "2025-10-08"),
        ("vendredi dernier", "2025-10-10", "2025-10-10"),
        ("lundi de la semaine dernière", "2025-10-06", "2025-10-06"),
        ("la semaine dernière", "2025-10-06", "2025-10-12"),
        ("cette semaine", "2025-10-13", "2025-10-19"),
        ("le mois dernier", "2025-09-01", "2025-09-30"),
        ("ce mois-ci", "2025-10-01", "2025-10-31"),
        ("l'année dernière", "2024-01-01", "2024-12-31"),
        ("il y a trois jours", "2025-10-12", "2025-10-12"),
        ("y a 3 jours", "2025-10-12", "2025-10-12"),
        ("il y a deux semaines", "2025-09-29", "2025-10-05"),
        ("il y a deux mois", "2025-08-01", "2025-08-31"),
        ("il y a un an", "2024-10-01", "2024-10-31"),
        ("début octobre", "2025-10-01", "2025-10-10"),
        ("à la mi-septembre", "2025-09-11", "2025-09-20"),
        ("fin février", "2025-02-21", "2025-02-28"),
        ("au début du mois", "2025-10-01", "2025-10-10"),
        ("fin du mois dernier", "2025-09-21", "2025-09-30"),
        ("entre le 3 et le 12 septembre", "2025-09-03", "2025-09-12"),
        ("du 3 au 12 septembre", "2025-09-03", "2025-09-12"),
        ("du 27 février au 2 mars", "2025-02-27", "2025-03-02"),
        ("depuis le 1er août", "2025-08-01", "2025-10-15"),
        ("depuis deux semaines", "2025-10-01", "2025-10-15"),
        ("depuis octobre", "2025-10-01", "2025-10-15"),
        ("ces 15 derniers jours", "2025-09-30", "2025-10-15"),
        ("les trois derniers mois", "2025-07-15", "2025-10-15"),
        ("en août et septembre", "2025-08-01", "2025-09-30"),
        ("le week-end dernier", "2025-10-11", "2025-10-12"),
        ("en 2024", "2024-01-01", "2024-12-31"),
        ("l'été dernier", "2025-06-01", "2025-08-31"),
        ("au printemps 2024", "2024-03-01", "2024-05-31"),
        ("au troisième trimestre", "2025-07-01", "2025-09-30"),
        ("le 12", "2025-10-12", "2025-10-12"),
        ("le 31", "2025-08-31", "2025-08-31"),
        ("I ordered yesterday", "2025-10-14", "2025-10-14"),
        ("the day before yesterday", "2025-10-13", "2025-10-13"),
        ("last week", "2025-10-06", "2025-10-12"),
        ("3 days ago", "2025-10-12", "2025-10-12"),
        ("a couple of weeks ago", "2025-09-29", "2025-10-05"),
        ("on October 3rd", "2025-10-03", "2025-10-03"),
        ("between 3 and 12 September", "2025-09-03", "2025-09-12"),
        ("since 1 August", "2025-08-01", "2025-10-15"),
        ("in early September", "2025-09-01", "2025-09-10"),
        ("in mid-September", "2025-09-11", "2025-09-20"),
        ("end of September", "2025-09-21", "2025-09-30"),
        ("last Monday", "2025-10-13", "2025-10-13"),
        ("devait arriver lundi", "2025-10-13", "2025-10-13"),
        ("passée lundi sera-t-elle livrée jeudi ?", "2025-10-13", "2025-10-13"),
        ("du 15 mars dernier", "2025-03-15", "2025-03-15"),
        ("passée à Noël", "2024-12-25", "2024-12-25"),
        ("placed between September 3 and 12", "2025-09-03", "2025-09-12"),
        ("du 3-12 septembre", "2025-09-03", "2025-09-12"),
        ("all orders for September", "2025-09-01", "2025-09-30"),
        ("orders for the second quarter", "2025-04-01", "2025-06-30"),
    ],
)
def test_an_expression_of_time_is_a_range_of_days(told: str, first: str, last: str) -> None:
    period = ask(f"ma commande {told}").period
    assert period
    assert (period.first, period.last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "told",
    [
        "il me la faut pour vendredi",
        "d'ici lundi",
        "avant le 20 octobre",
        "I need it by Friday",
        "demain",
        "dans deux jours",
        "la semaine prochaine",
        "next Monday",
        "c'est mon numéro",
        "dans un délai de sept jours",
        "appelez le 06 12 05 25 07",
        "au 12 rue des Lilas",
        "les 12 exemplaires",
        "may I ask",
        "vous êtes ouverts le samedi ?",
        "elle sera livrée vendredi ?",
        "can you deliver on Thursday?",
        "nous sommes mercredi",
        "le chantier n'ouvrira qu'en mars",
        "mon mariage est le 12 décembre",
        "je voudrais des cartes de Noël",
    ],
)
def test_what_is_to_come_or_is_no_day_is_no_period(told: str) -> None:
    assert ask(told).period is None
