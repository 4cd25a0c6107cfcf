import { french } from '~/lib/typography';

export default french({
  title: 'Accueil',
  subtitle: '{environment} · version {version} · heure de {zone}',
  environment: {
    demo: 'Installation de démonstration',
    development: 'Installation de développement',
    production: 'En production',
  },
  apps: {
    title: 'Applications installées',
    open: 'Ouvrir',
    orders: {
      text: 'Répondre à « où en est ma commande ? » depuis la base de production, sans jamais y écrire.',
      number: 'Numéro de commande',
      placeholder: 'CL-…',
      submit: 'Suivre',
    },
    retail: 'Les ventes du réseau face aux objectifs, du pays au magasin, et ce qui changerait si…',
    workforce: 'Des volumes et des temps unitaires aux effectifs qu’il faut, centre par centre.',
    staff: 'Dossiers, absences, évaluations et paie des personnes de l’organisation.',
    gateway: 'Une seule porte vers les modèles de langage, avec des budgets qui tiennent.',
  },
  health: {
    title: 'État de l’installation',
    open: 'Détails',
    up: '{up, number} sur {all, number} ressources répondent',
    state: { up: 'répond', down: 'ne répond pas', off: 'désactivé' },
  },
  demo: {
    title: 'À essayer',
    text: 'Données inventées, base bien réelle.',
  },
} as const);
