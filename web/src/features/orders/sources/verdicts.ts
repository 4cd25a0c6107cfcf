import { CircleCheck, CircleHelp, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { Tone } from '~/ui/tone';
import type { Finding, Verdict } from './api';

/** What has to be done first stands first. */
export const VERDICTS = ['fail', 'warn', 'unknown', 'pass'] as const satisfies readonly Verdict[];

export const VERDICT_LOOK: Record<Verdict, { tone: Tone; icon: LucideIcon }> = {
  fail: { tone: 'bad', icon: CircleX },
  warn: { tone: 'warn', icon: TriangleAlert },
  unknown: { tone: 'neutral', icon: CircleHelp },
  pass: { tone: 'good', icon: CircleCheck },
};

export function inOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (one, other) => VERDICTS.indexOf(one.verdict) - VERDICTS.indexOf(other.verdict),
  );
}

export function countOf(findings: readonly Finding[], verdict: Verdict): number {
  return findings.filter((finding) => finding.verdict === verdict).length;
}

/** A letter as a message that a mail program begins with: the first line is its subject. */
export function mailOf(text: string): string {
  const [first = '', ...rest] = text.trim().split('\n');
  const subject = first.replace(/^(Objet|Subject)\s*:\s*/i, '').trim();
  const body = rest.join('\r\n').trim();
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}
