import type { Language } from './types';

/** French, then English. */
const WORDS = {
  title: ['Suivi de commande', 'Order tracking'],
  unread: ['nouveau message', 'new message'],
  close: ['Fermer', 'Close'],
  restart: ['Nouvelle conversation', 'New conversation'],
  placeholder: ['Votre question…', 'Your question…'],
  code: ['Code reçu par courriel', 'Code received by e-mail'],
  send: ['Envoyer', 'Send'],
  privacy: [
    'Ne donnez ni mot de passe ni numéro de carte.',
    'Never give a password or a card number.',
  ],
  you: ['Vous', 'You'],
  agent: ['Conseiller', 'Adviser'],
  automatic: ['Assistant automatique', 'Automatic assistant'],
  waiting: ['Un conseiller va vous répondre', 'An adviser will answer you'],
  queue: ['position\u00a0{n}', 'place {n}'],
  with_agent: ['Vous parlez avec {name}', 'You are talking to {name}'],
  closed: ['Conversation terminée', 'Conversation closed'],
  understood: ['Compris : ', 'Understood: '],
  name: ['nom indiqué', 'name given'],
  order_status: ['suivi', 'tracking'],
  order_delay: ['retard', 'delay'],
  order_history: ['étapes', 'steps'],
  order_content: ['contenu', 'content'],
  order_find: ['recherche', 'search'],
  status_list: ['statuts', 'statuses'],
  change_request: ['modification', 'change'],
  human: ['parler à quelqu’un', 'talk to somebody'],
  copies: ['{n} ex.', '{n} copies'],
  ordered: ['Commandée le', 'Ordered on'],
  expected: ['Expédition prévue le', 'Dispatch expected on'],
  late: ['{n} j de retard', '{n} days late'],
  history: ['Historique', 'History'],
  in_production: ['Production', 'Production'],
  preparing_dispatch: ['Préparation', 'Packing'],
  dispatched: ['Expédition', 'Dispatch'],
  delivered: ['Livraison', 'Delivery'],
  offline: [
    'Vous êtes hors connexion. Votre message partira à votre retour.',
    'You are offline. Your message will be sent when you are back.',
  ],
  away: ['Le service ne répond pas pour le moment.', 'The service does not answer at the moment.'],
  retry: ['Réessayer', 'Try again'],
} as const;

export type Words = Record<keyof typeof WORDS, string>;

/** Sources have plain spaces where French wants narrow no-break ones. */
export const words = (language: Language) =>
  Object.fromEntries(
    Object.entries(WORDS).map(([key, [fr, en]]) => [
      key,
      language === 'fr' ? fr.replace(/ (?=[:;?!])/g, '\u202f') : en,
    ]),
  ) as Words;

/** Puts one value in the place of `{…}`. */
export const fill = (text: string, value: string | number) => text.replace(/\{.+\}/, `${value}`);
