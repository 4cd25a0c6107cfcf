import { useTranslations } from 'use-intl';

const JOBS = {
  'console.self-test': 'selfTest',
  'console.purge': 'purge',
  'identity.rotate-signing-keys': 'rotateKeys',
  'identity.tell-heads': 'tellHeads',
  'identity.verify-audit': 'verifyAudit',
  'orders.watch': 'watchOrders',
  'orders.answer-unanswered': 'answerUnanswered',
  'orders.release-away': 'releaseAway',
  'retail.import': 'importSales',
  'retail.compact': 'compactFigures',
  'retail.refresh-view': 'refreshView',
  'workforce.import': 'importWorkforce',
  'workforce.simulate': 'simulate',
  'staff.accrue-absences': 'accrueAbsences',
  'staff.salaries.compute': 'computeSalaries',
  'staff.salaries.tell': 'tellSalaries',
} as const;
const SCHEDULES = {
  'nightly-purge': 'nightlyPurge',
  'audit-heads': 'auditHeads',
  'audit-verification': 'auditVerification',
  'signing-keys': 'signingKeys',
  'orders-watch': 'watchOrders',
  'orders-answer-unanswered': 'answerUnanswered',
  'orders-release-away': 'releaseAway',
  'retail-compact': 'compactFigures',
  'retail-refresh-view': 'refreshView',
  'absence-accrual': 'accrueAbsences',
} as const;
const REASONS = {
  time_limit: 'timeLimit',
  never_reported: 'neverReported',
  given_back: 'givenBack',
} as const;

interface JobWords {
  job: (name: string) => string;
  schedule: (name: string) => string;
  reason: (reason: string) => string;
}

function isKey<Table extends object>(table: Table, name: string): name is keyof Table & string {
  return Object.hasOwn(table, name);
}

/** What people call jobs and why they failed; what has no words here keeps its name. */
export function useJobWords(): JobWords {
  const t = useTranslations('consoleJobs.words');
  return {
    job: (name) => (isKey(JOBS, name) ? t(`jobs.${JOBS[name]}`) : name),
    schedule: (name) => (isKey(SCHEDULES, name) ? t(`schedules.${SCHEDULES[name]}`) : name),
    reason: (reason) => (isKey(REASONS, reason) ? t(`reasons.${REASONS[reason]}`) : reason),
  };
}
