import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useLocale } from 'use-intl';
import { asFailure, type Failure } from '~/api/failure';
import { normaliseNumber } from './number';
import { type Lookup, type TrackedOrder, trackOrder } from './track';

type Answer = { order: TrackedOrder } | { failure: Failure };

export interface LookupState {
  fields: Lookup;
  setFields: (fields: Lookup) => void;
  /** Looks the order up and puts its number, not the name, into the address. */
  submit: (lookup: Lookup) => void;
  /** Asks once more for what failed. */
  retry: () => void;
  /** Reads the shown order again, which stays meanwhile. */
  refresh: () => void;
  pending: boolean;
  refreshing: boolean;
  /** The last answer, until the next. */
  answer: Answer | undefined;
  /** Counts the look-ups that a person asked for, so that each moves the focus once. */
  asked: number;
}

/** One look-up at a time; the name stays in the memory of this page. */
export function useLookup(): LookupState {
  const { number = '' } = useSearch({ from: '/orders/' });
  const navigate = useNavigate({ from: '/orders' });
  const [fields, setFields] = useState<Lookup>({ number, name: '' });
  const [asked, setAsked] = useState(0);
  const [answer, setAnswer] = useState<Answer>();
  const [refreshing, setRefreshing] = useState(false);
  const sought = useRef<string | null>(null);
  const { mutate, reset, isPending, variables } = useMutation({ mutationFn: trackOrder });

  const ask = (lookup: Lookup) =>
    mutate(lookup, {
      onSuccess: (order) => setAnswer({ order }),
      onError: (error) => setAnswer({ failure: asFailure(error) }),
    });
  const submit = (lookup: Lookup) => {
    const asks = { number: normaliseNumber(lookup.number), name: lookup.name.trim() };
    setFields(asks);
    setAsked((count) => count + 1);
    setRefreshing(false);
    sought.current = asks.number;
    ask(asks);
    void navigate({ search: { number: asks.number } });
  };
  const refresh = () => {
    if (variables === undefined) return;
    setRefreshing(true);
    ask(variables);
  };
  const retry = () => variables && submit(variables);

  // Back and forward, or the palette, may put another number into the address. Not `variables`: they
  // change before the address does, and the look-up under way would be taken for the old one.
  useEffect(() => {
    if (number === sought.current) return;
    sought.current = null;
    setFields((typed) => ({ ...typed, number }));
    setAnswer(undefined);
    reset();
  }, [number, reset]);

  useLanguageChange(refresh);
  return {
    fields,
    setFields,
    submit,
    retry,
    refresh,
    pending: isPending,
    refreshing: isPending && refreshing,
    answer,
    asked,
  };
}

/** The server's sentences come in the language of the request: another language asks again. */
function useLanguageChange(onChange: () => void) {
  const language = useLocale();
  const asked = useRef(language);
  const act = useEffectEvent(onChange);
  useEffect(() => {
    if (asked.current === language) return;
    asked.current = language;
    act();
  }, [language]);
}
