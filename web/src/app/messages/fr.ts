import { french } from '~/lib/typography';

export const fr = french({
  nav: {
    label: 'Pages',
    home: 'Accueil',
    orders: 'Commandes',
    health: 'Santé',
    console: 'Console',
  },
  shell: {
    skip: 'Aller au contenu',
    search: 'Rechercher…',
    searchShort: 'Chercher',
    language: 'FR — passer en anglais',
    theme: 'Thème',
    environment: {
      demo: 'Démonstration',
      development: 'Développement',
      production: 'Production',
    },
  },
  health: {
    ready: 'Tout fonctionne',
    degraded: 'Fonctionnement réduit',
    unavailable: 'Indisponible',
    draining: 'Arrêt en cours',
    unknown: 'État inconnu',
  },
  resources: {
    database: 'Base de Régie',
    cache: 'Cache',
    state: 'État et files',
    production: 'Base de production',
  },
  themes: { system: 'Système', light: 'Clair', dark: 'Sombre' },
  commands: {
    title: 'Rechercher une page ou une action',
    placeholder: 'Page, action ou numéro de commande…',
    results: 'Résultats',
    none: 'Rien ne correspond à « {query} ».',
    noneHint: 'Essayez le nom d’une page, « thème » ou un numéro de commande.',
    found: '{count, plural, =0 {Aucun résultat} one {# résultat} other {# résultats}}',
    sections: {
      suggestions: 'Suggestion',
      pages: 'Pages',
      preferences: 'Préférences',
      help: 'Aide',
    },
    trackOrder: 'Suivre {number}',
    toEnglish: 'Passer en anglais — English',
    toFrench: 'Passer en français',
    theme: 'Thème : {theme}',
    shortcuts: 'Raccourcis clavier',
    keys: { choose: 'choisir', open: 'ouvrir', close: 'fermer' },
  },
  shortcuts: {
    title: 'Raccourcis clavier',
    palette: 'Rechercher une page ou une action',
    sheet: 'Afficher cette liste',
    or: 'ou',
    followedBy: 'puis',
    goTo: 'Aller à : {page}',
    singleKeys: 'Raccourcis à une touche',
    singleKeysHint: 'À désactiver si vous dictez ou utilisez une loupe ; Ctrl K reste actif.',
  },
  ui: {
    retry: 'Réessayer',
    retryIn: 'Réessayer dans {seconds, number} s',
    copy: 'Copier {what}',
    copied: 'Copié',
    requestId: 'Identifiant de la demande',
    close: 'Fermer',
    clear: 'Effacer',
    cancel: 'Annuler',
    notices: 'Résultats des actions',
    loading: 'Chargement…',
  },
  failure: {
    offline: {
      title: 'Régie ne répond pas',
      text: 'Vérifiez votre connexion, puis réessayez. Rien de ce que vous avez saisi n’est perdu.',
    },
    timeout: {
      title: 'La réponse tarde trop',
      text: 'Le service n’a pas répondu à temps. Réessayez dans un instant.',
    },
    tooMany: {
      title: 'Trop de demandes à la suite',
      text: 'Patientez un instant avant de recommencer.',
    },
    unavailable: {
      title: 'Service momentanément indisponible',
      text: 'Régie sert autant de demandes qu’elle peut. Réessayez dans un instant.',
    },
    invalid: {
      title: 'Cette demande n’a pas pu être traitée',
      text: 'Vérifiez ce que vous avez saisi.',
    },
    notFound: {
      title: 'Introuvable',
      text: 'Cette ressource n’existe pas.',
    },
    unexpected: {
      title: 'Une erreur inattendue s’est produite',
      text: 'Réessayez ; si elle revient, communiquez l’identifiant de la demande.',
    },
  },
  notFound: {
    title: 'Page introuvable',
    text: 'Cette adresse ne mène nulle part, ou l’application n’est pas installée ici.',
    home: 'Revenir à l’accueil',
  },
  crash: {
    title: 'Cette page s’est arrêtée',
    text: 'L’erreur vient de la page, pas de vos données. Recharger suffit d’ordinaire.',
    reload: 'Recharger la page',
  },
} as const);
