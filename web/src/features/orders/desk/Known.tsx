import { BadgeCheck, PackageSearch } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import { OrderSheet } from '../find/OrderSheet';
import type { Conversation } from './api';
import type { Known as Facts } from './known';

/** What a customer has told, and which orders are proven to be theirs. */
export function Known({ of, known }: { of: Conversation; known: Facts }) {
  const t = useTranslations('ordersDesk.known');
  const [shown, setShown] = useState<string>();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line bg-raised px-4 py-2 text-sm">
      <span className="text-mute">
        {t('name')} <span className="font-medium text-ink">{known.name ?? t('nameNone')}</span>
      </span>
      {known.numbers.map(({ number, proven }) => (
        <Button
          key={number}
          onPress={() => setShown(number)}
          className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line bg-surface px-2 font-medium hover:border-edge max-sm:h-11"
        >
          {proven ? (
            <BadgeCheck aria-hidden size={15} className="text-good" />
          ) : (
            <PackageSearch aria-hidden size={15} className="text-mute" />
          )}
          <span className="num">{number}</span>
          <span className={proven ? 'text-xs text-good' : 'text-xs text-mute'}>
            {t(proven ? 'proven' : 'unproven')}
          </span>
        </Button>
      ))}
      <span className="text-xs text-mute lg:ml-auto">
        {t(`languages.${of.language}`)} · {of.source}
      </span>
      {shown !== undefined && <OrderSheet number={shown} onClose={() => setShown(undefined)} />}
    </div>
  );
}
