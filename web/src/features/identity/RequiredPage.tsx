import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { asFailure } from '~/api/failure';
import { meQuery, useMe } from '~/api/me';
import { leave, signOut } from '~/api/session';
import { backTo } from '~/lib/back';
import { Button } from '~/ui/Button';
import { FailureState } from '~/ui/FailureState';
import { Skeleton } from '~/ui/Skeleton';
import { Entry, IdentityMessages } from './Entry';
import { Enrolment } from './factor/Enrolment';

export function RequiredPage() {
  return (
    <IdentityMessages>
      <Required />
    </IdentityMessages>
  );
}

/** What must be done before anything else; then on to where one was going. */
function Required() {
  const { back } = useSearch({ from: '/required' });
  const queries = useQueryClient();
  const navigate = useNavigate();
  const me = useMe();
  const check = useMutation({
    mutationFn: () => queries.fetchQuery({ ...meQuery, staleTime: 0 }),
    onSuccess: (now) => {
      if (now?.must.length === 0) void navigate(backTo(back));
    },
  });
  if (check.error) {
    return (
      <div className="card">
        <FailureState failure={asFailure(check.error)} onRetry={() => check.mutate()} />
      </div>
    );
  }
  if (!me) return <Skeleton className="h-96 w-full rounded-xl" />;
  return (
    <>
      <SetFactor onDone={() => check.mutate()} />
      <Leave />
    </>
  );
}

function SetFactor({ onDone }: { onDone: () => void }) {
  const t = useTranslations('identity.required');
  return (
    <Entry title={t('factorTitle')} lead={t('factor')}>
      <Enrolment onDone={onDone} />
    </Entry>
  );
}

/** Not now: the way out for whoever has no telephone at hand. */
function Leave() {
  const t = useTranslations('identity.required');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const out = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      leave(queries, { tellOthers: true });
      void navigate({ to: '/sign-in' });
    },
  });
  return (
    <p className="mt-4 text-center print:hidden">
      <Button kind="quiet" isPending={out.isPending} onPress={() => out.mutate()}>
        {t('leave')}
      </Button>
    </p>
  );
}
