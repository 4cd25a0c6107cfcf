import { french } from '~/lib/typography';

export default french({
  title: 'Verrous',
  description: 'Ce que les processus se réservent, et jusqu’à quand.',
  table: {
    title: 'Verrous tenus',
    name: 'Verrou',
    owner: 'Tenu par',
    token: 'Jeton',
    since: 'Depuis',
    until: 'Bail jusqu’à',
    state: 'État',
  },
  held: 'Tenu',
  lapsed: 'Bail échu',
  lapsedHint: 'Le détenteur est arrêté ou coupé du réseau ; qui le veut peut le prendre.',
  empty: {
    title: 'Aucun verrou n’est tenu',
    text: 'Rien de ce qui tourne n’exclut autre chose en ce moment.',
  },
} as const);
