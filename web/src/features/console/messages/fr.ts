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
  state: {
    jobsIdle: 'Rien ne tourne ni n’attend',
    jobs: '{running, number} en cours, {waiting, number} en attente',
    mailUnknown:
      '{count, plural, one {# message au sort inconnu} other {# messages au sort inconnu}}',
    mailFailed: '{count, plural, one {# message a échoué} other {# messages ont échoué}}',
    mailWaiting:
      '{count, plural, =0 {Rien n’attend de partir} one {# message attend de partir} other {# messages attendent de partir}}',
    endpoints:
      '{count, plural, =0 {Aucun destinataire actif} one {# destinataire actif} other {# destinataires actifs}}',
    endpointsFailing:
      '{count, plural, one {# destinataire en échec} other {# destinataires en échec}}',
    cacheOff: 'Le cache est coupé',
    cacheUnread: 'Pas encore lu',
    cache: '{share} servi par le cache',
    rows: '{count, plural, =0 {Rien à purger} one {# ligne à purger} other {# lignes à purger}}',
    slow: '{count, plural, =0 {Aucune en {days, number} jours} one {# en {days, number} jours} other {# en {days, number} jours}}',
    held: '{count, plural, =0 {Aucun verrou tenu} one {# verrou tenu} other {# verrous tenus}}',
    lapsed: '{count, plural, one {# bail échu} other {# baux échus}}',
  },
  refresh: { live: 'En direct', at: 'Lu à {time}', now: 'Actualiser' },
  live: { on: 'En direct', off: 'Actualisé toutes les {seconds, number} s' },
  pages: { first: 'Revenir au début', next: 'Suite' },
} as const);
