import { french } from '~/lib/typography';

export default french({
  intents: {
    order_status: 'Où en est la commande',
    order_delay: 'Retard',
    order_history: 'Parcours de la commande',
    order_content: 'Contenu de la commande',
    order_find: 'Retrouver une commande',
    status_list: 'Étapes possibles',
    change_request: 'Demande de modification',
    human: 'Parler à une personne',
    greeting: 'Salutation',
    thanks: 'Remerciement',
    unknown: 'Non compris',
  },
  outcomes: {
    answered: 'Répondu',
    asked: 'Précision demandée',
    not_found: 'Introuvable',
    refused: 'Refusé',
    handed_over: 'Transmis à une personne',
    not_understood: 'Non compris',
    social: 'Politesse',
    failed: 'Source indisponible',
  },
  languages: { fr: 'Français', en: 'Anglais', other: 'Autre langue' },
} as const);
