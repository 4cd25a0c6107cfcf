import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Notice } from '~/ui/Notice';
import type { Verified } from './api';

/** What came of computing the chain anew. */
export function Verdict({ verdict }: { verdict: Verified }) {
  const t = useTranslations('consoleAudit.verify');
  const { intact, complete, entries, erased, head, broken_at: at, fault } = verdict;
  if (!intact) {
    return (
      <Notice icon={ShieldAlert} tone="bad" title={t('brokenTitle', { number: at ?? 0 })}>
        {t(`fault.${fault ?? 'entry_changed'}`)}
      </Notice>
    );
  }
  return (
    <Notice icon={ShieldCheck} tone="good" title={t(complete ? 'intactTitle' : 'soFarTitle')}>
      <p>
        {t('entries', { count: entries })} {erased > 0 && t('erased', { count: erased })}
      </p>
      {head && (
        <p className="font-mono text-xs break-all">
          {t('head', { number: head.number })} {head.digest}
        </p>
      )}
    </Notice>
  );
}
