import { french } from '~/lib/typography';

export default french({
  title: 'Réglages',
  description: 'Ce que l’organisation exige, et comment cette installation est réglée.',
  factor: {
    title: 'Second facteur obligatoire',
    text: 'Qui a l’un de ces rôles doit mettre en place un second facteur avant toute autre chose.',
    saved: 'C’est enregistré ; cela vaut dès maintenant.',
  },
  installed: 'Cette installation',
  installedText:
    'Ces valeurs se changent dans l’environnement ou dans regie.toml ; les secrets sont masqués.',
  table: { name: 'Variable', value: 'Valeur', origin: 'Vient de' },
  unset: 'non réglé',
  shown: { label: 'Montrer', all: 'Toutes', set: 'Seulement ce qui est réglé' },
  origins: {
    default: 'valeur d’origine',
    environment: 'environnement',
    command_line: 'ligne de commande',
    last_start: 'dernier démarrage',
  },
} as const);
