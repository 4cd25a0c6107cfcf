import { useMutation } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { asFailure, type Failure } from '~/api/failure';
import { useCountdown } from '~/lib/useCountdown';

/** By field: what must be mended before it is sent. */
type Complaints<Field extends string> = Partial<Record<Field, string | undefined>>;

interface Options<Input, Output> {
  run: (input: Input) => Promise<Output>;
  onDone: (output: Output, input: Input) => void;
}

interface FormState<Field extends string, Input> {
  ref: RefObject<HTMLFormElement | null>;
  /** Sends, unless there are complaints: then they are shown. */
  submit: (input: Input, complaints?: Complaints<Field>) => void;
  pending: boolean;
  /** Why what was sent was not taken. */
  failure: Failure | undefined;
  /** Seconds until the server hears another try. */
  waitS: number;
  /** The sentence at a field: our complaint, else the server's. */
  errorAt: (field: Field) => string | undefined;
}

/**
 * What every form does: complains before it sends, tells at each field what the server refused, and
 * moves the focus to the first field to mend (or to the one that has `data-refocus`).
 */
export function useForm<Field extends string, Input, Output>(
  options: Options<Input, Output>,
): FormState<Field, Input> {
  const ref = useRef<HTMLFormElement>(null);
  const [complaints, setComplaints] = useState<Complaints<Field>>({});
  const [failure, setFailure] = useState<Failure>();
  const { mutate, isPending } = useMutation({
    mutationFn: options.run,
    onSuccess: options.onDone,
    onError: (error) => setFailure(asFailure(error)),
  });
  const waitS = useCountdown(failure?.facts.retryAfterS ?? 0, failure);

  useEffect(() => {
    if (failure === undefined && Object.keys(complaints).length === 0) return;
    const toMend =
      ref.current?.querySelector<HTMLElement>('[aria-invalid=true]') ??
      ref.current?.querySelector<HTMLElement>('[data-refocus]');
    toMend?.focus();
  }, [complaints, failure]);

  const submit = (input: Input, found: Complaints<Field> = {}) => {
    if (isPending || waitS > 0) return;
    const real = Object.entries(found).filter(([, sentence]) => sentence !== undefined);
    setComplaints(Object.fromEntries(real) as Complaints<Field>);
    setFailure(undefined);
    if (real.length === 0) mutate(input);
  };
  const errorAt = (field: Field) =>
    complaints[field] ??
    failure?.facts.fields?.find(({ pointer }) => pointer === `/${field}`)?.detail;
  return { ref, submit, pending: isPending, failure, waitS, errorAt };
}
