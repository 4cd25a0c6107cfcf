/** The pages of the app, in the order of its navigation. */
export const SUBJECTS = [
  { id: 'dashboard', path: '/retail', permission: 'retail.results.read' },
  { id: 'consolidation', path: '/retail/consolidation', permission: 'retail.results.read' },
  { id: 'simulator', path: '/retail/simulator', permission: 'retail.scenarios.use' },
  { id: 'imports', path: '/retail/imports', permission: 'retail.imports.read' },
  { id: 'catalogue', path: '/retail/catalogue', permission: 'retail.results.read' },
  { id: 'targets', path: '/retail/targets', permission: 'retail.results.read' },
] as const;

export type Subject = (typeof SUBJECTS)[number];

/** The page at an address; the dashboard when it is none of the others. */
export function subjectAt(pathname: string): Subject {
  return (
    SUBJECTS.find(({ path }) => path !== '/retail' && pathname.startsWith(path)) ?? SUBJECTS[0]
  );
}
