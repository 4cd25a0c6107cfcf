/** The pages of those who serve customers, in the order of the navigation. */
export const ORDER_PAGES = [
  { id: 'desk', path: '/orders/desk', permission: 'orders.desk.read' },
  { id: 'find', path: '/orders/find', permission: 'orders.desk.read' },
  { id: 'figures', path: '/orders/figures', permission: 'orders.desk.read' },
  { id: 'queries', path: '/orders/queries', permission: 'orders.queries.read' },
  { id: 'answers', path: '/orders/answers', permission: 'orders.templates.manage' },
  { id: 'understanding', path: '/orders/understanding', permission: 'orders.sources.read' },
  { id: 'sources', path: '/orders/sources', permission: 'orders.sources.read' },
  { id: 'widgets', path: '/orders/widgets', permission: 'orders.widgets.manage' },
] as const satisfies readonly {
  id: string;
  path: `/orders/${string}`;
  permission: `orders.${string}`;
}[];
