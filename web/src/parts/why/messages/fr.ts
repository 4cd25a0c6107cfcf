import { french } from '~/lib/typography';

export default french({
  title: 'Pourquoi ce chiffre ?',
  of: '{shown}, pourquoi ce chiffre ?',
  what: '{what} : {shown}, pourquoi ce chiffre ?',
  text: 'le calcul',
  show: 'Montrer le détail de « {label} »',
  unfold: 'Tout déplier',
  fold: 'Replier',
  more: '{count, plural, one {Encore # ligne} other {Encore # lignes}}',
  source: 'Source :',
} as const);
