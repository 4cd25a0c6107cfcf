"""What the columns of an export are called, and which class of field each is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from regie.core.i18n import Language

FieldClass = Literal["professional", "private", "pay"]

PEOPLE: Final[Mapping[FieldClass, Mapping[str, Mapping[Language, str]]]] = {
    "professional": {
        "number": {"fr": "Matricule", "en": "Number"},
        "family_name": {"fr": "Nom", "en": "Family name"},
        "given_name": {"fr": "Prénom", "en": "Given name"},
        "post": {"fr": "Poste", "en": "Post"},
        "site": {"fr": "Lieu", "en": "Site"},
        "email": {"fr": "E-mail professionnel", "en": "E-mail at work"},
        "hired_on": {"fr": "Entrée", "en": "Hired"},
        "left_on": {"fr": "Sortie", "en": "Left"},
    },
    "private": {
        "birth_date": {"fr": "Naissance", "en": "Birth"},
        "phone": {"fr": "Téléphone", "en": "Telephone"},
        "address": {"fr": "Adresse", "en": "Address"},
        "contract": {"fr": "Contrat", "en": "Contract"},
        "contract_from": {"fr": "Contrat depuis", "en": "Contract from"},
        "contract_until": {"fr": "Contrat jusqu’au", "en": "Contract until"},
        "weekly_hours": {"fr": "Heures par semaine", "en": "Hours a week"},
    },
    "pay": {
        "monthly_eur": {"fr": "Brut mensuel (€)", "en": "Monthly gross (€)"},
        "hourly_eur": {"fr": "Taux horaire (€)", "en": "Hourly rate (€)"},
        "pay_from": {"fr": "Salaire depuis", "en": "Salary from"},
    },
}
REGISTER: Final[Mapping[str, Mapping[Language, str]]] = {
    "number": {"fr": "Matricule", "en": "Number"},
    "family_name": {"fr": "Nom", "en": "Family name"},
    "given_name": {"fr": "Prénom", "en": "Given name"},
    "birth_date": {"fr": "Naissance", "en": "Birth"},
    "post": {"fr": "Emploi", "en": "Post"},
    "contract": {"fr": "Contrat", "en": "Contract"},
    "site": {"fr": "Lieu", "en": "Site"},
    "hired_on": {"fr": "Entrée", "en": "Hired"},
    "left_on": {"fr": "Sortie", "en": "Left"},
}
RUN: Final[Mapping[str, Mapping[Language, str]]] = {
    "number": {"fr": "Matricule", "en": "Number"},
    "family_name": {"fr": "Nom", "en": "Family name"},
    "given_name": {"fr": "Prénom", "en": "Given name"},
    "site": {"fr": "Lieu", "en": "Site"},
    "gross_eur": {"fr": "Brut (€)", "en": "Gross (€)"},
    "contributions_eur": {"fr": "Cotisations (€)", "en": "Contributions (€)"},
    "deductions_eur": {"fr": "Retenues (€)", "en": "Deductions (€)"},
    "net_eur": {"fr": "Net (€)", "en": "Net (€)"},
    "before_net_eur": {"fr": "Net du mois précédent (€)", "en": "Net of the month before (€)"},
}
