import { french } from '~/lib/typography';

export default french({
  title: 'Quelqu’un d’autre l’a modifié entre-temps',
  text: 'Rien de ce que vous avez saisi n’est perdu. Voici ce qui est enregistré maintenant, à côté de votre saisie.',
  same: 'Ce qui est enregistré est déjà ce que vous avez saisi.',
  field: 'Champ',
  mine: 'Votre saisie',
  theirs: 'Enregistré',
  keep: 'Garder ma saisie',
  take: 'Recharger',
  reading: 'Lecture de la version enregistrée…',
} as const);
