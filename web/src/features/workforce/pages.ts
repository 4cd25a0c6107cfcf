/** The pages of the app, in the order of its navigation, and what one must be allowed to. */
export const WORKFORCE_PAGES = [
  { id: 'national', path: '/workforce', permission: 'workforce.results.read', exact: true },
  { id: 'centres', path: '/workforce/centres', permission: 'workforce.results.read' },
  { id: 'reference', path: '/workforce/reference', permission: 'workforce.results.read' },
  { id: 'simulations', path: '/workforce/simulations', permission: 'workforce.simulations.run' },
  { id: 'imports', path: '/workforce/imports', permission: 'workforce.imports.manage' },
  { id: 'settings', path: '/workforce/settings', permission: 'workforce.results.read' },
] as const satisfies readonly {
  id: string;
  path: `/workforce${string}`;
  permission: `workforce.${string}`;
  exact?: boolean;
}[];
