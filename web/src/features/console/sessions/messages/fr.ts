import { french } from '~/lib/typography';

export default french({
  title: 'Sessions',
  description:
    'Qui est connecté, sur quel appareil. Une session close cesse de valoir dans la seconde.',
  current: 'La vôtre',
  unknown: 'Appareil inconnu',
  table: {
    person: 'Personne',
    device: 'Appareil',
    address: 'Adresse (début)',
    since: 'Depuis',
    seen: 'Vue',
  },
  empty: {
    title: 'Personne n’est connecté',
    text: 'Les sessions ouvertes des personnes que vos droits couvrent paraîtront ici.',
  },
  end: {
    column: 'Fin',
    action: 'Clore',
    label: 'Clore la session de {name}',
    title: 'Clore cette session de {name} ?',
    text: 'Ce qui n’y est pas enregistré sera perdu. La personne pourra se reconnecter.',
    done: 'La session de {name} est close.',
  },
} as const);
