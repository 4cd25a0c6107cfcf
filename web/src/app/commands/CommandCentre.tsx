import { CatchBoundary } from '@tanstack/react-router';
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useState,
} from 'react';
import { usePreferences } from '~/lib/preferences';
import type { AppPage } from '../pages';
import { useCommands } from './useCommands';
import { useHotkeys } from './useHotkeys';

// Dialogs come when they are first opened: a first visit does without them.
const Palette = lazy(() => import('./Palette'));
const ShortcutSheet = lazy(() => import('./ShortcutSheet'));

type Panel = 'palette' | 'shortcuts';

interface CommandCentreValue {
  open: (panel: Panel) => void;
}

const CommandCentreContext = createContext<CommandCentreValue>({ open: () => {} });

export function useCommandCentre(): CommandCentreValue {
  return useContext(CommandCentreContext);
}

/** The palette, the shortcuts and the keys that open them. */
export function CommandCentre({ pages, children }: { pages: AppPage[]; children: ReactNode }) {
  const [panel, setPanel] = useState<Panel | null>(null);
  const { singleKeys } = usePreferences();
  const openShortcuts = useCallback(() => setPanel('shortcuts'), []);
  const { commands, suggest } = useCommands(pages, openShortcuts);

  useHotkeys(panel === null, singleKeys, (action) => {
    if ('open' in action) setPanel(action.open);
    else commands.find(({ keys }) => keys?.[0] === 'G' && keys[1] === action.go)?.run();
  });

  const value = useMemo(() => ({ open: setPanel }), []);
  const close = () => setPanel(null);
  return (
    <CommandCentreContext value={value}>
      {children}
      {/* A dialog that cannot be loaded, offline for instance, must not take the page with it. */}
      <CatchBoundary getResetKey={() => panel ?? ''} errorComponent={() => null}>
        <Suspense fallback={null}>
          {panel === 'palette' && <Palette commands={commands} suggest={suggest} onClose={close} />}
          {panel === 'shortcuts' && <ShortcutSheet commands={commands} onClose={close} />}
        </Suspense>
      </CatchBoundary>
    </CommandCentreContext>
  );
}
