import { french } from '~/lib/typography';

export default french({
  title: 'Conservation',
  description: 'Ce qui grossit, combien de temps c’est gardé, et ce qu’une purge retirerait.',
  purgeAll: 'Purger',
  table: {
    title: 'Classes de données',
    name: 'Classe',
    keep: 'Gardée',
    rows: 'Lignes à purger',
    size: 'Place rendue',
    actions: 'Actions',
    nothing: 'rien',
    span: 'du {first} au {last}',
    one: 'le {day}',
  },
  days: '{days, plural, one {# jour} other {# jours}}',
  figures: {
    rows: 'Lignes à purger',
    size: 'Place rendue',
    classes: 'Classes concernées',
    of: 'sur {count, number}',
  },
  night: 'La purge passe d’elle-même chaque nuit ; ici, elle passe tout de suite.',
  purge: {
    action: 'Purger',
    actionFor: 'Purger {name}',
    title: 'Purger « {name} » ?',
    titleAll: 'Purger toutes les classes ?',
    text: '{rows, plural, one {# ligne sera effacée} other {# lignes seront effacées}}, sans retour possible. Une sauvegarde les garde si elle en a été faite avant.',
    done: '{rows, plural, =0 {Rien n’était à effacer.} one {# ligne est effacée.} other {# lignes sont effacées.}}',
    incomplete: 'Il en reste : purgez de nouveau, ou attendez la nuit.',
    failed: 'La purge de {name} a échoué. Le journal du serveur dit pourquoi.',
  },
  empty: {
    title: 'Rien ne grossit ici',
    text: 'Aucune classe de données n’est déclarée.',
  },
} as const);
