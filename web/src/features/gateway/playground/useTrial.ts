import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { asFailure, type Failure } from '~/api/failure';
import { GATEWAY_KEY } from '../api';
import { type Bill, type Trial, tried } from './stream';

export interface Outcome {
  text: string;
  bill: Bill | null;
  /** What the provider said when it stopped in the middle. */
  brokeOff: string | null;
  stopped: boolean;
  failure: Failure | null;
}

const NOTHING: Outcome = { text: '', bill: null, brokeOff: null, stopped: false, failure: null };

/** One question and its answer, as it comes. */
export function useTrial() {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const ask = useCallback(
    async (trial: Trial) => {
      abort.current?.abort();
      const mine = new AbortController();
      abort.current = mine;
      setAsking(true);
      setOutcome(NOTHING);
      const add = (change: (before: Outcome) => Partial<Outcome>) => {
        if (abort.current !== mine) return;
        setOutcome((before = NOTHING) => ({ ...before, ...change(before) }));
      };
      try {
        for await (const piece of tried(trial, mine.signal)) {
          if (piece.kind === 'text') add(({ text }) => ({ text: text + piece.text }));
          if (piece.kind === 'bill') add(() => ({ bill: piece.bill }));
          if (piece.kind === 'error') add(() => ({ brokeOff: piece.message }));
        }
      } catch (error) {
        if (mine.signal.aborted) add(() => ({ stopped: true }));
        // A stream that broke off said so, and its connection then ends.
        else add(({ brokeOff }) => (brokeOff === null ? { failure: asFailure(error) } : {}));
      } finally {
        if (abort.current === mine) setAsking(false);
        void queries.invalidateQueries({ queryKey: GATEWAY_KEY });
      }
    },
    [queries],
  );
  const stop = useCallback(() => abort.current?.abort(), []);
  return { asking, outcome, ask, stop };
}
