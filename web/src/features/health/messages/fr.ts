import { french } from '~/lib/typography';

export default french({
  title: 'Santé de l’installation',
  description: 'Chaque ressource est interrogée à chaque lecture de cette page.',
  summary: {
    ready: 'Toutes les ressources répondent. Les demandes sont servies normalement.',
    degraded: 'Les demandes sont servies ; ce qui manque les ralentit ou ferme une application.',
    unavailable:
      'Une ressource indispensable ne répond pas : les demandes ne peuvent être servies.',
    draining: 'Régie termine les demandes en cours puis s’arrête ; les nouvelles sont refusées.',
  },
  refresh: {
    last: 'Vérifié à {time}',
    every: 'toutes les {seconds, number} s',
    paused: 'en pause',
    pause: 'Suspendre',
    resume: 'Reprendre',
    now: 'Vérifier maintenant',
    stale: 'Sans réponse depuis : dernier état connu, de {time}.',
    changed: 'État : {state}',
  },
  table: {
    title: 'Ressources',
    name: 'Ressource',
    status: 'État',
    latency: 'Latence',
    trend: 'Depuis l’ouverture',
    role: 'Rôle',
    required: 'Indispensable',
    optional: 'Facultative',
    trendOf: 'Latence de {name} : {low} à {high}',
  },
  status: { up: 'Répond', down: 'Ne répond pas', off: 'Désactivée' },
  detail: {
    timeout: 'Pas de réponse en 2 s.',
    refused: 'Connexion refusée.',
    not_configured: 'Cette installation s’en passe, par choix : tout marche, plus lentement.',
  },
  effect: {
    database: 'Sans elle, Régie ne sert plus rien.',
    cache: 'Sans lui, tout marche, plus lentement.',
    changes: 'En attendant, chaque session est relue dans la base : c’est plus lent, mais sûr.',
    state: 'Les nouvelles tâches attendent son retour.',
    production: 'Sans elle, les commandes ne peuvent être suivies.',
    counters: 'Les décomptes du jour ne sont plus écrits : ils attendent en mémoire.',
    events: 'Les pages ouvertes ne suivent plus en direct.',
    jobs: 'Aucun exécutant ne prend de tâche : elles attendent.',
    'job-bell': 'Les tâches démarrent avec quelques secondes de retard.',
    limits: 'En attendant, chaque processus applique sa part des limites.',
    mail: 'Le serveur d’envoi ne les prend pas : les courriels attendent.',
    outbox: 'Des envois attendent de partir depuis plus de deux minutes.',
    relay: 'Ce processus ne fait plus rien partir.',
  },
  off: {
    mail: 'Aucun serveur d’envoi n’est réglé (REGIE_MAIL_URL) : les courriels attendent.',
  },
} as const);
