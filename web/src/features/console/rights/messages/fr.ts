import { french } from '~/lib/typography';

export default french({
  title: 'Rôles et droits',
  description: 'Ce que chaque rôle permet. Ce qui n’est pas coché est refusé.',
  export: 'Exporter',
  right: 'Droit',
  people: '{count, plural, =0 {personne} one {# personne} other {# personnes}}',
  nobody: 'aucun rôle',
  yes: 'Oui',
  no: 'Non',
  dangerous: 'Demande de confirmer son identité',
  ofInstallation: 'Concerne toute l’installation : seulement pour qui a le rôle partout',
  apps: { console: 'Console', orders: 'Commandes', identity: 'Identité' },
} as const);
