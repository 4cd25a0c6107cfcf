import { ArrowUpToLine, ChevronDown } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from './Button';

interface Props<Cursor> {
  /** The cursor that the shown page was asked with. */
  at: Cursor | undefined;
  /** The cursor of the page after it. */
  next: Cursor | null;
  onGo: (cursor: Cursor | undefined) => void;
}

/** Pages by cursor: on to what is older, and back to the beginning; the browser's Back does the rest. */
export function Pager<Cursor>({ at, next, onGo }: Props<Cursor>) {
  const t = useTranslations('ui.pages');
  if (at === undefined && next === null) return null;
  return (
    <div className="flex justify-between gap-2 border-t border-line px-4 py-2.5">
      {at !== undefined && (
        <Button icon={ArrowUpToLine} onPress={() => onGo(undefined)}>
          {t('first')}
        </Button>
      )}
      {next !== null && (
        <Button icon={ChevronDown} onPress={() => onGo(next)} className="ml-auto">
          {t('next')}
        </Button>
      )}
    </div>
  );
}
