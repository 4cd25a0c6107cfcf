import { Check, SearchX } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '~/ui/EmptyState';

/** Says the same for an unknown number and for a wrong name, as the server does. */
export function NothingFound({ headingRef }: { headingRef: Ref<HTMLHeadingElement> }) {
  const t = useTranslations('ordersPage.missing');
  return (
    <EmptyState icon={SearchX} title={t('title')} text={t('text')} headingRef={headingRef}>
      <ul className="mx-auto flex max-w-[46ch] flex-col gap-2 text-left text-sm">
        {(['checkNumber', 'checkName'] as const).map((key) => (
          <li key={key} className="flex items-start gap-2">
            <Check aria-hidden size={15} className="mt-0.5 shrink-0 text-accent" />
            {t(key)}
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}
