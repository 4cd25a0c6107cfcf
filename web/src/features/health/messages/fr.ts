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
    state: 'Il tient les limites et les files, qui attendent son retour.',
    production: 'Sans elle, les commandes ne peuvent être suivies.',
  },
} as const);
