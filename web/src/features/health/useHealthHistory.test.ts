import { expect, test } from 'vitest';
import type { HealthReport } from '~/api/health';
import { appendReport, type HealthHistory } from './useHealthHistory';

function report(latency: number | null): HealthReport {
  return {
    status: 'ready',
    version: '0.1.0',
    resources: [
      { name: 'database', status: 'up', required: true, latency_ms: latency, detail: null },
    ],
  };
}

test('latencies are kept in the order of the reports, gaps included', () => {
  const history = [1, null, 3].reduce<HealthHistory>(
    (before, latency) => appendReport(before, report(latency)),
    new Map(),
  );
  expect(history.get('database')).toEqual([1, null, 3]);
});

test('the oldest latencies are forgotten', () => {
  let history: HealthHistory = new Map();
  for (let latency = 1; latency <= 70; latency++) history = appendReport(history, report(latency));
  expect([history.get('database')?.length, history.get('database')?.[0]]).toEqual([60, 11]);
});
