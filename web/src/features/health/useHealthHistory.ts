import { useEffect, useState } from 'react';
import type { HealthReport } from '~/api/health';

const HISTORY_LENGTH = 60;

/** The latencies (ms) of each resource since the page was opened, oldest first; null when down. */
export type HealthHistory = ReadonlyMap<string, readonly (number | null)[]>;

export function appendReport(history: HealthHistory, report: HealthReport): HealthHistory {
  const entries = report.resources.map(({ name, latency_ms: latency }) => {
    const before = history.get(name) ?? [];
    return [name, [...before, latency].slice(-HISTORY_LENGTH)] as const;
  });
  return new Map(entries);
}

/** Grows with every report; `readAt` tells two equal reports apart. */
export function useHealthHistory(report: HealthReport | undefined, readAt: number): HealthHistory {
  const [history, setHistory] = useState<HealthHistory>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same report read again counts too
  useEffect(() => {
    if (report) setHistory((before) => appendReport(before, report));
  }, [report, readAt]);
  return history;
}
