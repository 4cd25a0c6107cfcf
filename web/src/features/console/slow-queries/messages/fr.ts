import { french } from '~/lib/typography';

export default french({
  title: 'Requêtes lentes',
  description: 'Les requêtes SQL au-dessus de {threshold}, regroupées par forme et par jour.',
  descriptionPlain: 'Les requêtes SQL qui dépassent le seuil, regroupées par forme et par jour.',
  filters: {
    days: 'Depuis',
    day: '{days, plural, one {# jour} other {# jours}}',
    least: 'Au moins',
    anyDuration: 'le seuil',
  },
  table: {
    title: 'Formes de requêtes',
    statement: 'Requête',
    count: 'Fois',
    total: 'Temps cumulé',
    p95: '95ᵉ centile',
    max: 'Maximum',
    last: 'Dernière',
    day: 'le {day}',
  },
  empty: {
    title: 'Aucune requête lente',
    text: 'Rien n’a dépassé le seuil pendant cette période.',
  },
  details: {
    title: 'Requête lente',
    statement: 'Requête, sans ses valeurs',
    facts: 'Ce jour-là',
    causes: 'Pour le compte de',
    noCause: 'Ni une demande ni une tâche : Régie elle-même.',
    day: 'Jour (UTC)',
    rows: 'Lignes, au plus',
    last: 'Dernière fois',
    times: 'Les dernières fois',
    none: 'Le détail de ces exécutions a déjà été purgé.',
  },
} as const);
