import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef } from 'react';
import { ME_KEY, type Me, useMe } from '~/api/me';
import { onSessionNews, saveMe } from '~/api/session';
import { onChoice, usePreferences } from '~/lib/preferences';
import { useLeave } from './useLeave';

/** Keeps this page in step with the session: with other tabs, and with the account's preferences. */
export function SessionFollower() {
  useOtherTabs();
  useAccountPreferences();
  return null;
}

function useOtherTabs(): void {
  const queries = useQueryClient();
  const router = useRouter();
  const leave = useLeave();
  const onNews = useEffectEvent(async (person: number | null) => {
    const here = queries.getQueryData<Me | null>(ME_KEY)?.person.id ?? null;
    if (person === here) return;
    // What the person before had read goes, and pages of one's own ask anew who is there.
    leave({ tellOthers: false });
    if (person === null) return;
    await queries.invalidateQueries({ queryKey: ME_KEY, exact: true });
    await router.invalidate();
  });
  useEffect(
    () => onSessionNews((news) => void onNews('entered' in news ? news.entered : null)),
    [],
  );
}

function useAccountPreferences(): void {
  const queries = useQueryClient();
  const me = useMe();
  const { language } = usePreferences();
  useEffect(
    () =>
      onChoice((choice) => {
        // It holds on this device all the same when it cannot be saved.
        if (queries.getQueryData(ME_KEY)) void saveMe(queries, choice).catch(() => {});
      }),
    [queries],
  );
  // Titles of roles are sentences.
  const spoken = useRef(language);
  const signedIn = Boolean(me);
  useEffect(() => {
    if (spoken.current === language) return;
    spoken.current = language;
    if (signedIn) void queries.invalidateQueries({ queryKey: ME_KEY, exact: true });
  }, [queries, language, signedIn]);
}
