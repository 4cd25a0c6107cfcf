import {
  CloudOff,
  Gauge,
  GitMerge,
  Hourglass,
  LockKeyhole,
  LogIn,
  type LucideIcon,
  ServerCrash,
  TriangleAlert,
} from 'lucide-react';
import type { Ref } from 'react';
import { useTranslations } from 'use-intl';
import type { Failure, FailureKind } from '~/api/failure';
import { EmptyState } from './EmptyState';
import { RequestId } from './RequestId';
import { RetryButton } from './RetryButton';

const ICONS: Record<FailureKind, LucideIcon> = {
  offline: CloudOff,
  timeout: Hourglass,
  tooMany: Gauge,
  unavailable: ServerCrash,
  invalid: TriangleAlert,
  notFound: TriangleAlert,
  signedOut: LogIn,
  forbidden: LockKeyhole,
  conflict: GitMerge,
  unexpected: TriangleAlert,
};

interface Props {
  failure: Failure;
  onRetry: () => void;
  headingRef?: Ref<HTMLHeadingElement>;
}

/** What went wrong, what to do, and the id that an administrator can look up. */
export function FailureState({ failure, onRetry, headingRef }: Props) {
  const t = useTranslations('failure');
  const { kind, facts } = failure;
  return (
    <EmptyState
      icon={ICONS[kind]}
      tone={kind === 'unexpected' ? 'bad' : 'warn'}
      title={t(`${kind}.title`)}
      text={facts.detail ?? t(`${kind}.text`)}
      {...(headingRef && { headingRef })}
    >
      <div className="flex flex-col items-center gap-4">
        {failure.mayPass && <RetryButton onRetry={onRetry} afterS={facts.retryAfterS ?? 0} />}
        {facts.requestId && <RequestId id={facts.requestId} />}
      </div>
    </EmptyState>
  );
}
