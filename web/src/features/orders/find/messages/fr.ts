import { french } from '~/lib/typography';

export default french({
  title: 'Rechercher une commande',
  description: 'Par son numéro seul, pour aider un client au téléphone ou dans une conversation.',
  number: 'Numéro de commande',
  numberHint: 'Par exemple CL-401372-487531.',
  submit: 'Rechercher',
  missing: 'Indiquez le numéro de la commande.',
  shape: 'Un numéro de commande comporte des chiffres.',
  recorded:
    'Chaque recherche est enregistrée dans le journal d’audit, avec votre nom et le numéro cherché.',
  empty: 'Quel numéro ?',
  emptyText: 'L’état de la commande, ses dates et son parcours s’affichent ici.',
  none: 'Aucune commande {number}',
  noneText: 'Aucune source ne connaît ce numéro. Vérifiez-le avec le client.',
} as const);
