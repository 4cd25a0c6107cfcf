import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { announce } from '~/lib/announce';

/** Says, to whoever does not see it, that somebody more waits for a person. */
export function useArrivals(waiting: number | undefined): void {
  const t = useTranslations('ordersDesk');
  const before = useRef(waiting);
  useEffect(() => {
    if (waiting === undefined) return;
    const more = before.current !== undefined && waiting > before.current;
    before.current = waiting;
    if (more) announce(t('arrived', { waiting }));
  }, [waiting, t]);
}
