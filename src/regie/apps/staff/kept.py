"""What the staff app keeps about people, why, and how long.

Files outlive accounts: who leaves keeps a file for as long as the law wants one. Durations are
the organisation's to decide (CNIL, référentiel « gestion des ressources humaines »).
"""

from __future__ import annotations

from typing import Final

from regie.core.retention import Kept

KEPT: Final = (
    Kept(
        {
            "fr": "Votre dossier du personnel : identité, poste, contrat, coordonnées, documents",
            "en": "Your personnel file: identity, post, contract, how to reach you, documents",
        },
        {"fr": "Gérer votre emploi", "en": "To manage your employment"},
        None,
    ),
    Kept(
        {
            "fr": "Vos absences, leurs motifs et chaque écriture de vos soldes",
            "en": "Your absences, their reasons and every entry of your balances",
        },
        {
            "fr": "Vous dire ce qu’il vous reste, et pourquoi",
            "en": "To tell you what is left to you, and why",
        },
        None,
    ),
    Kept(
        {"fr": "Vos évaluations", "en": "Your evaluations"},
        {"fr": "Suivre votre parcours avec vous", "en": "To follow your career with you"},
        None,
    ),
    Kept(
        {
            "fr": "Vos salaires et vos bulletins de paie",
            "en": "Your salaries and your payslips",
        },
        {
            "fr": "Vous payer et pouvoir le justifier",
            "en": "To pay you, and to be able to account for it",
        },
        None,
    ),
)
