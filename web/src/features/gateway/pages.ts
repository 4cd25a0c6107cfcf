/** The pages of the app, in the order of its navigation, and what one must be allowed to. */
export const GATEWAY_PAGES = [
  { id: 'usage', path: '/gateway', permission: 'gateway.usage.read', exact: true },
  { id: 'keys', path: '/gateway/keys', permission: 'gateway.usage.read' },
  { id: 'providers', path: '/gateway/providers', permission: 'gateway.usage.read' },
  { id: 'playground', path: '/gateway/playground', permission: 'gateway.models.use' },
] as const satisfies readonly {
  id: string;
  path: `/gateway${string}`;
  permission: `gateway.${string}`;
  exact?: boolean;
}[];
