"""Posts, tasks and their times. Invented: nobody timed anything."""

from __future__ import annotations

from typing import Final, NamedTuple

from regie.apps.workforce.words import Method, Rhythm

POSTS: Final = {
    "TRI": "Agent de tri",
    "COL": "Opérateur colis",
    "FAC": "Facteur",
    "GUI": "Chargé de clientèle",
    "REL": "Conseiller relation client",
    "ADM": "Gestionnaire administratif",
    "LOG": "Agent logistique",
    "ENC": "Responsable d’équipe",
}

Trend = float
"""Of a year: −0.06 is six per cent less."""


class DemoTask(NamedTuple):
    code: str
    name: str
    unit: str
    minutes: float
    volume: float
    """Of a month, or of a year, in a centre of size 1."""
    method: Method
    sample: int | None = None
    trend: Trend = 0.0
    season: float = 0.0
    """How much more there is in December."""
    complexity: float = 0.0
    rhythm: Rhythm = "month"

    @property
    def post(self) -> str:
        return self.code[:3]


_LETTERS: Final = -0.06
_PARCELS: Final = 0.07

TASKS: Final = (
    DemoTask("TRI-RECEP", "Réception et contrôle des conteneurs", "conteneur", 1.8, 6_500,
        "chronometry", 240, _LETTERS, 0.2),
    DemoTask("TRI-MECA", "Alimentation du tri mécanisé", "millier de plis", 3.2, 2_900,
        "chronometry", 180, _LETTERS, 0.25),
    DemoTask("TRI-MANU", "Tri manuel des petits formats", "pli", 0.045, 620_000,
        "chronometry", 1_200, _LETTERS, 0.3),
    DemoTask("TRI-GRAND", "Tri manuel des grands formats", "pli", 0.075, 210_000,
        "chronometry", 800, _LETTERS, 0.1, 0.08),
    DemoTask("TRI-REBUT", "Rebuts et réexpéditions", "pli", 0.9, 9_500, "estimate"),
    DemoTask("TRI-RECO", "Enregistrement des recommandés", "objet", 0.55, 24_000,
        "agreement", None, -0.03),
    DemoTask("COL-DECH", "Déchargement d’une remorque", "remorque", 42, 190,
        "chronometry", 64, _PARCELS, 0.5),
    DemoTask("COL-TRI", "Tri des colis", "colis", 0.22, 118_000,
        "chronometry", 950, _PARCELS, 0.6),
    DemoTask("COL-HORS", "Colis hors gabarit", "colis", 2.4, 3_900,
        "chronometry", 120, _PARCELS, 0.4, 0.15),
    DemoTask("COL-RETOUR", "Traitement des retours", "colis", 1.6, 6_400,
        "estimate", None, 0.1, 0.1),
    DemoTask("COL-CHARG", "Chargement d’une tournée", "tournée", 18, 1_350, "agreement"),
    DemoTask("FAC-PREPA", "Préparation d’une tournée", "tournée", 68, 1_760,
        "agreement", None, -0.02),
    DemoTask("FAC-DIST", "Distribution au point de remise", "point de remise", 0.21, 905_000,
        "chronometry", 2_400, 0.01, 0.0, 0.12),
    DemoTask("FAC-SIGN", "Remise contre signature", "objet", 1.9, 21_500,
        "chronometry", 310, -0.03, 0.15),
    DemoTask("FAC-COLIS", "Remise d’un colis à domicile", "colis", 1.35, 44_000,
        "chronometry", 420, _PARCELS, 0.55, 0.1),
    DemoTask("FAC-VISITE", "Visite de lien social", "visite", 12, 620, "estimate", None, 0.2),
    DemoTask("FAC-RETOUR", "Retour et reddition de comptes", "tournée", 14, 1_760, "agreement"),
    DemoTask("GUI-AFFR", "Affranchissement", "opération", 1.7, 14_200,
        "chronometry", 380, -0.08, 0.35),
    DemoTask("GUI-RETRAIT", "Retrait d’un objet en instance", "objet", 2.1, 11_800,
        "chronometry", 460, 0.03, 0.4),
    DemoTask("GUI-DEPOT", "Dépôt d’un colis", "colis", 2.4, 6_900,
        "chronometry", 290, _PARCELS, 0.5),
    DemoTask("GUI-COUR", "Opération courante de guichet", "opération", 3.8, 4_300,
        "agreement", None, -0.07, 0.0, 0.1),
    DemoTask("GUI-PROC", "Procuration ou changement d’adresse", "dossier", 9, 540, "estimate"),
    DemoTask("GUI-CAISSE", "Arrêté de caisse", "arrêté", 22, 220, "agreement"),
    DemoTask("REL-APPEL", "Appel traité", "appel", 5.6, 5_200,
        "chronometry", 1_500, -0.04, 0.3),
    DemoTask("REL-MAIL", "Courriel traité", "courriel", 7.5, 1_650,
        "chronometry", 600, 0.08, 0.25),
    DemoTask("REL-RECLAM", "Réclamation instruite", "dossier", 26, 390,
        "estimate", None, 0.02, 0.35, 0.2),
    DemoTask("REL-ENQ", "Enquête de localisation", "enquête", 14, 310,
        "estimate", None, 0.04, 0.4),
    DemoTask("ADM-PAIE", "Dossier de paie contrôlé", "dossier", 11, 260, "estimate"),
    DemoTask("ADM-PLAN", "Planning d’équipe établi", "planning", 45, 130, "agreement"),
    DemoTask("ADM-CONTRAT", "Contrat établi", "contrat", 38, 34, "estimate", None, 0.0, 0.6),
    DemoTask("ADM-FACT", "Facture traitée", "facture", 6.5, 880, "chronometry", 150),
    DemoTask("ADM-ENTR", "Entretien annuel préparé", "entretien", 90, 210,
        "agreement", rhythm="year"),
    DemoTask("ADM-INVENT", "Inventaire annuel du matériel", "référence", 4, 3_800,
        "estimate", rhythm="year"),
    DemoTask("LOG-MOUV", "Mouvement de palette", "palette", 3.1, 5_200,
        "chronometry", 520, 0.04, 0.35),
    DemoTask("LOG-VIDES", "Gestion des conteneurs vides", "conteneur", 1.2, 7_900,
        "estimate", None, 0.0, 0.15),
    DemoTask("LOG-DEPART", "Contrôle d’un véhicule au départ", "véhicule", 6, 1_900,
        "agreement"),
    DemoTask("LOG-REVIS", "Révision annuelle d’un véhicule", "véhicule", 110, 96,
        "agreement", rhythm="year"),
    DemoTask("ENC-BRIEF", "Brief d’équipe", "brief", 15, 440, "agreement"),
    DemoTask("ENC-QUAL", "Contrôle qualité d’une tournée", "contrôle", 35, 120, "estimate"),
    DemoTask("ENC-TERRAIN", "Accompagnement sur le terrain", "demi-journée", 150, 44,
        "estimate"),
    DemoTask("ENC-SECU", "Visite de sécurité", "visite", 60, 48, "agreement", rhythm="year"),
)  # fmt: skip

CENTRES: Final = {
    "CTR-RENNES": 1.25,
    "CTR-ANGERS": 0.9,
    "CTR-DIJON": 1.0,
    "CTR-METZ": 0.95,
    "CTR-NIMES": 0.8,
    "CTR-ALBI": 0.45,
}
"""Their sizes."""

SOURCES: Final[dict[Method, tuple[str, ...]]] = {
    "chronometry": (
        "Campagne de chronométrage du pôle Méthodes",
        "Relevés vidéo anonymisés, pôle Méthodes",
    ),
    "estimate": (
        "Atelier d’experts métier",
        "Déclaratif des responsables d’équipe",
    ),
    "agreement": (
        "Accord sur les organisations de travail, annexe 2",
        "Accord local, procès-verbal de la commission de suivi",
    ),
}
AUTHORS: Final = (
    "S. Vasseur",
    "M. Cordier",
    "A. Traoré",
    "J. Lemoine",
)
EXPIRED: Final = frozenset({"REL-ENQ", "GUI-PROC"})
"""Tasks whose time is over, and nobody has measured anew."""
REVISED: Final = {
    "TRI-MANU": 1.12,
    "COL-TRI": 1.2,
    "FAC-DIST": 0.94,
    "FAC-COLIS": 0.9,
    "GUI-RETRAIT": 1.15,
    "REL-APPEL": 1.08,
    "LOG-MOUV": 1.1,
}
"""Tasks with a version before, and its minutes as a part of today's."""
