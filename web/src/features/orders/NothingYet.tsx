import { ArrowRight, PackageSearch } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { EmptyState } from '~/ui/EmptyState';
import type { Example } from './examples';
import type { Lookup } from './track';

interface Props {
  examples: readonly Example[];
  onTry: (lookup: Lookup) => void;
}

export function NothingYet({ examples, onTry }: Props) {
  const t = useTranslations('ordersPage.empty');
  return (
    <EmptyState icon={PackageSearch} tone="accent" title={t('title')} text={t('text')}>
      {examples.length > 0 && (
        <div className="mx-auto max-w-[560px] text-left">
          <h3 className="mb-2 text-xs font-medium text-mute">{t('examples')}</h3>
          <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line">
            {examples.map((example) => (
              <li key={`${example.number} ${example.name}`}>
                <ExampleButton example={example} onTry={onTry} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </EmptyState>
  );
}

function ExampleButton({ example, onTry }: { example: Example; onTry: Props['onTry'] }) {
  const t = useTranslations('ordersPage.empty');
  return (
    <Button
      onPress={() => onTry({ number: example.number, name: example.name })}
      className={cx(
        'group flex min-h-14 w-full items-center gap-4 px-4 py-3 text-left transition-colors',
        'hover:bg-raised focus-visible:-outline-offset-2',
      )}
    >
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{example.title}</span>
        <span className="block text-sm text-pretty text-mute">{example.text}</span>
        <span className="mt-1 block text-xs text-mute">
          {example.number} · {example.name}
        </span>
      </span>
      <span className="flex items-center gap-1 text-sm font-medium text-accent">
        <span className="max-sm:sr-only">{t('tryIt')}</span>
        <ArrowRight
          aria-hidden
          size={15}
          className="transition-transform group-hover:translate-x-0.5"
        />
      </span>
    </Button>
  );
}
