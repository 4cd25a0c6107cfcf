import { Languages } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Button } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { usePreferences } from '~/lib/preferences';

// A group of toggles brings React Aria's whole handling of focus along: a first paint does without.
const Themes = lazy(() => import('./Themes'));

export function ThemeControl() {
  return (
    <Suspense fallback={<span className="h-8 w-[102px] max-sm:h-11 max-sm:w-[134px]" />}>
      <Themes />
    </Suspense>
  );
}

export function LanguageButton() {
  const t = useTranslations('shell');
  const { language, setLanguage } = usePreferences();
  return (
    <Button
      aria-label={t('language')}
      onPress={() => setLanguage(language === 'fr' ? 'en' : 'fr')}
      className={cx(
        'flex h-8 items-center gap-1.5 rounded-lg px-2 text-xs font-medium text-mute uppercase',
        'transition-colors hover:bg-raised hover:text-ink max-sm:h-11 max-sm:px-3',
      )}
    >
      <Languages aria-hidden size={16} />
      {language}
    </Button>
  );
}
