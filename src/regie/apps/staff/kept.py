"""What the staff app keeps about people, why, and how long.

Files outlive accounts: who leaves keeps a file for as long as the law wants one (`retention.py`).
Durations are the organisation's to decide, above what the law asks for (CNIL, référentiel
« gestion des ressources humaines »).
"""

from __future__ import annotations

from typing import Final

from regie.core.retention import Kept

KEPT: Final = (
    Kept(
        {
            "fr": "Votre dossier du personnel, jusqu’à votre départ et après : identité, poste, "
            "contrat, coordonnées, documents",
            "en": "Your personnel file, until you leave and after: identity, post, contract, how "
            "to reach you, documents",
        },
        {"fr": "Gérer votre emploi", "en": "To manage your employment"},
        "staff_files",
    ),
    Kept(
        {
            "fr": "Vos absences, leurs motifs et chaque écriture de vos soldes, jusqu’à votre "
            "départ et après",
            "en": "Your absences, their reasons and every entry of your balances, until you leave "
            "and after",
        },
        {
            "fr": "Vous dire ce qu’il vous reste, et pourquoi",
            "en": "To tell you what is left to you, and why",
        },
        "staff_files",
    ),
    Kept(
        {
            "fr": "Vos évaluations et vos salaires, jusqu’à votre départ et après",
            "en": "Your evaluations and your salaries, until you leave and after",
        },
        {
            "fr": "Suivre votre parcours avec vous, et vous payer",
            "en": "To follow your career with you, and to pay you",
        },
        "staff_files",
    ),
    Kept(
        {
            "fr": "Vos bulletins de paie et ce qui varie chaque mois, à partir de ce mois",
            "en": "Your payslips and what varies from month to month, from their month on",
        },
        {
            "fr": "Vous payer et pouvoir le justifier",
            "en": "To pay you, and to be able to account for it",
        },
        "payslips",
    ),
)
