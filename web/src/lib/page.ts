import type { LucideIcon } from 'lucide-react';

/** What a page tells the shell about itself: the sidebar, the palette and the shortcuts read it. */
export interface Page<Id extends string = string, Path extends string = string> {
  id: Id;
  path: Path;
  /** The app of the installation without which the page is not there. */
  app?: string;
  /** How the permissions begin of which one at least is needed to go there. */
  permissions?: string;
  icon: LucideIcon;
  /** After G. */
  letter: string;
}
