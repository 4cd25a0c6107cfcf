import { Search } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import type { About } from '~/api/about';
import { cx } from '~/lib/cx';
import { Kbd } from '~/ui/Kbd';
import { useCommandCentre } from '../commands/CommandCentre';
import { Account } from './Account';
import { LanguageButton, ThemeControl } from './Appearance';
import { Mark } from './Mark';

export function TopBar({ about }: { about: About | undefined }) {
  return (
    <header
      className={cx(
        'sticky top-0 z-20 flex h-13 items-center gap-2 border-b border-line bg-surface/90 px-4',
        'backdrop-blur max-md:h-15 md:px-6 print:hidden',
      )}
    >
      <div className="flex items-center gap-2.5 md:hidden">
        <Mark />
        <span className="font-semibold tracking-tight max-[340px]:hidden">Régie</span>
      </div>
      <SearchButton />
      <span className="ml-auto" />
      <LanguageButton />
      <ThemeControl />
      <Account about={about} />
    </header>
  );
}

function SearchButton() {
  const t = useTranslations('shell');
  const { open } = useCommandCentre();
  return (
    <AriaButton
      onPress={() => open('palette')}
      aria-keyshortcuts="Control+K /"
      className={cx(
        'hidden h-8 w-72 min-w-0 items-center gap-2 rounded-lg border border-line bg-bg px-2.5',
        'text-mute transition-colors hover:border-edge md:flex',
      )}
    >
      <Search aria-hidden size={15} />
      <span className="truncate text-sm">{t('search')}</span>
      <span aria-hidden className="ml-auto">
        <Kbd>Ctrl K</Kbd>
      </span>
    </AriaButton>
  );
}
