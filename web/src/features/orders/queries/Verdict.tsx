import { useQuery } from '@tanstack/react-query';
import { ShieldCheck, ShieldX } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { asFailure, type Failure } from '~/api/failure';
import { useRested } from '~/lib/useRested';
import { CodeBlock } from '~/ui/CodeBlock';
import { FormFailure } from '~/ui/FormFailure';
import { Notice } from '~/ui/Notice';
import { type Checked, checkQuery, type QueryText } from './api';

const REST_MS = 400;

interface Judged {
  /** Undefined while nothing was judged, or what was typed since. */
  checked: Checked | undefined;
  failure: Failure | undefined;
}

/** What the guard says, once typing rests. */
export function useVerdict({ source, sql, parameters }: QueryText): Judged {
  const asked = useRested(JSON.stringify({ source, sql, parameters }), REST_MS);
  const text = JSON.parse(asked) as QueryText;
  const query = useQuery({
    ...checkQuery(text, useLocale()),
    enabled: text.sql.trim() !== '' && text.source !== '',
  });
  const current = text.sql === sql && text.sql.trim() !== '' && !query.isPlaceholderData;
  return {
    checked: current ? query.data : undefined,
    failure: current && query.error ? asFailure(query.error) : undefined,
  };
}

/** Allowed, with what would run; or refused, and why. */
export function Verdict({ of: { checked, failure } }: { of: Judged }) {
  const t = useTranslations('ordersQueries');
  if (failure) return <FormFailure failure={failure} />;
  return (
    <div aria-live="polite">
      {checked?.allowed === false && (
        <Notice icon={ShieldX} tone="bad" title={t('denied')}>
          <p>{checked.message}</p>
          {checked.detail && (
            <p className="mt-1 text-xs">
              {t('deniedDetail')}{' '}
              <span lang="en" className="font-mono">
                {checked.detail}
              </span>
            </p>
          )}
        </Notice>
      )}
      {checked?.allowed && (
        <>
          <Notice icon={ShieldCheck} tone="good" title={t('allowed')}>
            {t('allowedText', { columns: checked.columns.join(', ') })}
          </Notice>
          <CodeBlock label={t('regenerated')} text={checked.sql ?? ''} className="mt-2" />
        </>
      )}
    </div>
  );
}
