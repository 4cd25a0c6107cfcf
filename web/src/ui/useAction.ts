import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { asFailure, type Failure } from '~/api/failure';
import { toast } from '~/lib/toast';

interface Options<Input, Output> {
  run: (input: Input) => Promise<Output>;
  /** The sentence that says what has been done; none when the page shows it by itself. */
  done?: (output: Output, input: Input) => string;
  /** What must be read anew, done or not: another person may have been faster. */
  refresh?: readonly QueryKey[];
  onDone?: (output: Output, input: Input) => void;
  /** Where the failure is told by the form itself. */
  onFailure?: (failure: Failure) => void;
}

/** Something that an administrator does: the result is told, and what it changed is read again. */
export function useAction<Input, Output>(options: Options<Input, Output>) {
  const t = useTranslations('failure');
  const queries = useQueryClient();
  const { run, done, refresh = [], onDone, onFailure } = options;
  return useMutation<Output, unknown, Input>({
    mutationFn: run,
    onSuccess: (output, input) => {
      if (done) toast(done(output, input));
      onDone?.(output, input);
    },
    onError: (error) => {
      const failure = asFailure(error);
      if (onFailure) return onFailure(failure);
      const { kind, facts } = failure;
      toast(t(`${kind}.title`), { failed: true, detail: facts.detail ?? t(`${kind}.text`) });
    },
    onSettled: () =>
      Promise.all(refresh.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}
