import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { healthQuery } from '~/api/health';
import { cx } from '~/lib/cx';
import { HEALTH_TONES } from '~/ui/healthTones';
import { StatusDot } from '~/ui/StatusDot';
import { healthPath } from '../pages';

const POLL_MS = 30_000;
/** What is wrong may have ended: often a server that answered late, once. */
const POLL_TROUBLED_MS = 5_000;

/** The state of the installation, on every page; the health page polls by itself. */
export function HealthLink() {
  const t = useTranslations('health');
  const onHealthPage = useLocation().pathname === healthPath;
  const { data, isError } = useQuery({
    ...healthQuery,
    refetchInterval: ({ state }) => {
      if (onHealthPage) return false;
      return state.data?.status === 'ready' && !state.error ? POLL_MS : POLL_TROUBLED_MS;
    },
  });
  const status = data === undefined || isError ? 'unknown' : data.status;
  return (
    <Link
      to={healthPath}
      className={cx(
        'flex h-9 items-center gap-2.5 rounded-lg border border-line px-2.5 text-xs font-medium',
        'transition-colors hover:border-edge',
      )}
    >
      <StatusDot tone={HEALTH_TONES[status]} />
      {t(status)}
    </Link>
  );
}
