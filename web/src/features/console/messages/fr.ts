import { french } from '~/lib/typography';

export default french({
  title: 'Console',
  description: 'Ce que fait Régie en coulisses, et ce que vous pouvez y faire.',
  overview: 'Vue d’ensemble',
  nav: 'Rubriques de la console',
  local: 'Cette console ne répond que sur la machine de Régie.',
  subjects: {
    jobs: 'Tâches',
    mail: 'Courrier',
    webhooks: 'Webhooks',
    cache: 'Cache',
    retention: 'Conservation',
    slowQueries: 'Requêtes lentes',
    locks: 'Verrous',
    counters: 'Compteurs',
  },
  about: {
    jobs: 'Ce qui tourne, ce qui attend, ce qui a échoué, et ce qui est planifié.',
    mail: 'Les messages envoyés ou à envoyer, et ceux dont le sort est inconnu.',
    webhooks: 'À qui Régie annonce ses événements, et ce qu’ont répondu les destinataires.',
    cache: 'Ce que le cache épargne aux bases, préfixe par préfixe.',
    retention: 'Ce que chaque classe de données garde, et ce qui serait purgé.',
    slowQueries: 'Les requêtes SQL qui dépassent le seuil, regroupées par forme.',
    locks: 'Qui tient quoi, et jusqu’à quand.',
    counters: 'Ce qui est compté, jour par jour, et ce qui l’est le plus.',
  },
  refresh: { live: 'En direct', at: 'Lu à {time}', now: 'Actualiser' },
  live: { on: 'En direct', off: 'Actualisé toutes les {seconds, number} s' },
  pages: { first: 'Revenir au début', next: 'Suite' },
} as const);
