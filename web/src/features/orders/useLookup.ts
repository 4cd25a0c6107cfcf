import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { asFailure, type Failure } from '~/api/failure';
import { normaliseNumber } from './number';
import { type Lookup, type TrackedOrder, trackOrder } from './track';

export interface LookupState {
  fields: Lookup;
  setFields: (fields: Lookup) => void;
  /** Looks the order up and puts its number, not the name, into the address. */
  submit: (lookup: Lookup) => void;
  /** Asks again for what was asked last. */
  again: () => void;
  pending: boolean;
  order: TrackedOrder | undefined;
  failure: Failure | undefined;
  /** Counts the look-ups that a person asked for, so that each moves the focus once. */
  asked: number;
}

/** One look-up at a time; the name stays in the memory of this page. */
export function useLookup(): LookupState {
  const { number = '' } = useSearch({ from: '/orders' });
  const navigate = useNavigate({ from: '/orders' });
  const [fields, setFields] = useState<Lookup>({ number, name: '' });
  const [asked, setAsked] = useState(0);
  // The order on show, which stays while it is read again.
  const [shown, setShown] = useState<TrackedOrder>();
  const { mutate, reset, ...tracking } = useMutation({
    mutationFn: trackOrder,
    onSuccess: setShown,
  });
  const lookedUp = tracking.variables?.number;

  // Back and forward, or the palette, may put another number into the address.
  useEffect(() => {
    if (number === '' || number === lookedUp) return;
    setFields((typed) => ({ ...typed, number }));
    reset();
  }, [number, lookedUp, reset]);

  const submit = (lookup: Lookup) => {
    const asks = { number: normaliseNumber(lookup.number), name: lookup.name.trim() };
    setFields(asks);
    setAsked((count) => count + 1);
    setShown(undefined);
    mutate(asks);
    void navigate({ search: { number: asks.number } });
  };
  return {
    fields,
    setFields,
    submit,
    again: () => tracking.variables && mutate(tracking.variables),
    pending: tracking.isPending,
    order: tracking.data ?? (tracking.isPending ? shown : undefined),
    failure: tracking.error ? asFailure(tracking.error) : undefined,
    asked,
  };
}
