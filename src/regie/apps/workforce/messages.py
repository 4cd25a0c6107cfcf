"""What people read of the workforce app."""

from __future__ import annotations

from typing import Final

from regie.core.i18n import Messages

_ERRORS: Final[Messages] = {
    "workforce.post_not_found": {
        "fr": "Ce poste n’existe pas.",
        "en": "There is no such post.",
    },
    "workforce.task_not_found": {
        "fr": "Cette tâche n’existe pas.",
        "en": "There is no such task.",
    },
    "workforce.centre_not_found": {
        "fr": "Ce centre n’existe pas.",
        "en": "There is no such centre.",
    },
    "workforce.code_taken": {
        "fr": "Ce code est déjà pris.",
        "en": "This code is taken already.",
    },
    "workforce.leaves_no_time": {
        "fr": "Le temps improductif prendrait toute la journée d’un centre.",
        "en": "Idle hours would take all of a centre’s day.",
    },
    "workforce.volume_not_found": {
        "fr": "Ce volume n’existe pas.",
        "en": "There is no such volume.",
    },
    "workforce.headcount_not_found": {
        "fr": "Cet effectif n’existe pas.",
        "en": "There is no such headcount.",
    },
    "workforce.place_not_found": {
        "fr": "Ce lieu n’a pas de centre que vous puissiez voir.",
        "en": "That place has no centre that you may see.",
    },
    "workforce.nothing_counted": {
        "fr": "Aucun volume n’est connu : importez-en d’abord.",
        "en": "No volumes are known: import some first.",
    },
    "workforce.simulation_not_found": {
        "fr": "Cette simulation n’existe pas.",
        "en": "There is no such simulation.",
    },
    "workforce.simulation_ended": {
        "fr": "Cette simulation est déjà terminée.",
        "en": "This simulation has ended already.",
    },
    "workforce.simulation_too_large": {
        "fr": "Avec autant de tirages, {most} centres au plus peuvent être simulés.",
        "en": "With so many draws {most} centres at most can be simulated.",
    },
}

_WHY: Final[Messages] = {
    "workforce.why.all": {"fr": "tous les lieux", "en": "all places"},
    "workforce.why.required": {"fr": "Effectif requis, {place}", "en": "Required staff, {place}"},
    "workforce.why.required_of_post": {
        "fr": "Effectif requis, {post}, {place}",
        "en": "Required staff, {post}, {place}",
    },
    "workforce.why.hours": {"fr": "Heures par jour ouvré", "en": "Hours per working day"},
    "workforce.why.net_hours": {
        "fr": "Heures nettes par personne et par jour",
        "en": "Net hours per person and day",
    },
    "workforce.why.standard_hours": {"fr": "Durée d’une journée", "en": "Length of a day"},
    "workforce.why.idle_hours": {"fr": "Temps improductif", "en": "Idle time"},
    "workforce.why.unit_time": {"fr": "Temps unitaire", "en": "Unit time"},
    "workforce.why.complexity": {"fr": "Complexité", "en": "Complexity"},
    "workforce.why.productivity": {"fr": "Productivité", "en": "Productivity"},
    "workforce.why.volume_per_day": {
        "fr": "Volume par jour ouvré ({unit})",
        "en": "Volume per working day ({unit})",
    },
    "workforce.why.volume_month": {
        "fr": "Volume mensuel moyen ({unit})",
        "en": "Mean monthly volume ({unit})",
    },
    "workforce.why.volume_year": {
        "fr": "Volume annuel ({unit})",
        "en": "Annual volume ({unit})",
    },
    "workforce.why.days_month": {
        "fr": "Jours ouvrés par mois",
        "en": "Working days per month",
    },
    "workforce.why.days_year": {"fr": "Jours ouvrés par an", "en": "Working days per year"},
    "workforce.why.formula.required": {
        "fr": "heures par jour ÷ heures nettes",
        "en": "hours per day ÷ net hours",
    },
    "workforce.why.formula.sum_of_places": {
        "fr": "somme des lieux",
        "en": "sum of places",
    },
    "workforce.why.formula.sum_of_posts": {"fr": "somme des postes", "en": "sum of posts"},
    "workforce.why.formula.sum_of_tasks": {"fr": "somme des tâches", "en": "sum of tasks"},
    "workforce.why.formula.task": {
        "fr": "volume × temps unitaire × (1 + complexité) ÷ productivité ÷ 60",
        "en": "volume × unit time × (1 + complexity) ÷ productivity ÷ 60",
    },
    "workforce.why.formula.volume_month": {
        "fr": "volume mensuel ÷ jours ouvrés par mois",
        "en": "monthly volume ÷ working days per month",
    },
    "workforce.why.formula.volume_year": {
        "fr": "volume annuel ÷ jours ouvrés par an",
        "en": "annual volume ÷ working days per year",
    },
    "workforce.why.formula.net_hours": {
        "fr": "durée d’une journée − temps improductif",
        "en": "length of a day − idle time",
    },
    "workforce.why.source.chronometry": {
        "fr": "Chronométrage de {sample} exécutions le {on} : {source}, {author} "
        "(version {number})",
        "en": "Chronometry of {sample} executions on {on}: {source}, {author} (version {number})",
    },
    "workforce.why.source.estimate": {
        "fr": "Estimation du {on} : {source}, {author} (version {number})",
        "en": "Estimate of {on}: {source}, {author} (version {number})",
    },
    "workforce.why.source.agreement": {
        "fr": "Accord du {on} : {source}, {author} (version {number})",
        "en": "Agreement of {on}: {source}, {author} (version {number})",
    },
    "workforce.why.source.expired": {
        "fr": "– échu, sans temps qui le remplace",
        "en": "– expired, and nothing replaces it",
    },
    "workforce.why.source.version": {
        "fr": "Version {number} du temps de référence",
        "en": "Version {number} of the reference time",
    },
    "workforce.why.source.rules": {
        "fr": "Règles de l’organisation (version {number})",
        "en": "Rules of the organisation (version {number})",
    },
    "workforce.why.source.centre": {
        "fr": "Règle propre à {place}",
        "en": "Rule of {place} alone",
    },
    "workforce.why.source.months": {
        "fr": "{known} mois connus sur {wanted}, de {since} à {until}",
        "en": "{known} months known of {wanted}, from {since} to {until}",
    },
    "workforce.why.source.nothing": {
        "fr": "Aucun volume n’est connu",
        "en": "No volume is known",
    },
}

_EXPORT: Final[Messages] = {
    "workforce.export.name": {"fr": "effectifs-requis", "en": "required-staff"},
    "workforce.export.direction": {"fr": "Direction", "en": "Directorate"},
    "workforce.export.centre_code": {"fr": "Code du centre", "en": "Centre code"},
    "workforce.export.centre": {"fr": "Centre", "en": "Centre"},
    "workforce.export.post_code": {"fr": "Code du poste", "en": "Post code"},
    "workforce.export.post": {"fr": "Poste", "en": "Post"},
    "workforce.export.hours": {"fr": "Heures par jour", "en": "Hours per day"},
    "workforce.export.required": {"fr": "ETP requis", "en": "Required FTE"},
    "workforce.export.rounded": {"fr": "ETP arrondis", "en": "Rounded FTE"},
    "workforce.export.present": {"fr": "ETP présents", "en": "Present FTE"},
    "workforce.export.gap": {"fr": "Écart", "en": "Gap"},
    "workforce.export.ratio": {"fr": "Présents ÷ requis", "en": "Present ÷ required"},
}

MESSAGES: Final[Messages] = {**_ERRORS, **_WHY, **_EXPORT}
