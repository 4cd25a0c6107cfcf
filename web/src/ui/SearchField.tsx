import { Search, X } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';
import { useTranslations } from 'use-intl';

/** So long after the last key the search begins by itself. */
const REST_MS = 400;

interface Props {
  label: string;
  placeholder: string;
  value: string;
  onSearch: (text: string) => void;
}

/** A filter by words: it acts when typing rests, or on Enter. */
export function SearchField({ label, placeholder, value, onSearch }: Props) {
  const t = useTranslations('ui');
  const [typed, setTyped] = useState(value);
  // Back and forward, or "remove the filters", change the value from outside.
  useEffect(() => setTyped(value), [value]);
  const search = useEffectEvent(onSearch);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => search(typed.trim()), REST_MS);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <AriaSearchField
      value={typed}
      onChange={setTyped}
      onSubmit={(text) => onSearch(text.trim())}
      className="group flex min-w-0 items-center gap-2"
    >
      <Label className="text-sm whitespace-nowrap text-mute">{label}</Label>
      <div className="relative min-w-0 flex-1">
        <Search
          aria-hidden
          size={14}
          className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-mute"
        />
        <Input
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          className="h-8 w-full min-w-0 rounded-lg border border-edge bg-surface pr-8 pl-8 text-sm placeholder:text-mute hover:border-mute max-sm:h-11 max-sm:text-[1rem] [&::-webkit-search-cancel-button]:hidden"
        />
        <Button
          aria-label={t('clear')}
          className="absolute top-1/2 right-1 grid size-6 -translate-y-1/2 place-items-center rounded text-mute group-data-empty:hidden hover:text-ink"
        >
          <X aria-hidden size={14} />
        </Button>
      </div>
    </AriaSearchField>
  );
}
