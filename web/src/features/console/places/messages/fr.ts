import { french } from '~/lib/typography';

export default french({
  title: 'Lieux',
  description:
    'L’arbre que partagent les applications : un rôle donné pour un lieu vaut en dessous.',
  add: 'Ajouter un lieu',
  closed: 'Fermé',
  table: { name: 'Nom', kind: 'Nature', code: 'Code', people: 'Personnes' },
  empty: {
    title: 'Aucun lieu',
    text: 'Sans lieu, chaque rôle vaut partout. Ajoutez d’abord le plus grand : la région ou la direction.',
  },
  form: {
    add: 'Nouveau lieu',
    change: 'Modifier le lieu',
    nameMissing: 'Indiquez un nom.',
    codeMissing: 'Indiquez un code.',
    codeHint: 'Celui de vos fichiers ; il est unique et ne change plus.',
    parent: 'Dépend de',
    top: 'Rien : tout en haut',
    closed: 'Fermé : on le garde, on n’y attend plus rien',
    save: 'Enregistrer',
    saved: '{name} est enregistré.',
  },
} as const);
