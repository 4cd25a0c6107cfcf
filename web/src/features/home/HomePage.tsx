import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { type About, aboutQuery, ownName } from '~/api/about';
import { asFailure } from '~/api/failure';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useDelayed } from '~/lib/useDelayed';
import { FailureState } from '~/ui/FailureState';
import { PageHeader } from '~/ui/PageHeader';
import { Skeleton } from '~/ui/Skeleton';
import { AppCards } from './AppCards';
import { DemoGuide } from './DemoGuide';
import { HealthCard } from './HealthCard';
import en from './messages/en';
import fr from './messages/fr';
import { OrdersCard } from './OrdersCard';

export function HomePage() {
  return (
    <FeatureMessages namespace="homePage" catalogues={{ fr, en }}>
      <Home />
    </FeatureMessages>
  );
}

function Home() {
  const t = useTranslations('homePage');
  const { data: about, error, refetch, isPending } = useQuery(aboutQuery(useLocale()));
  const slow = useDelayed(isPending);
  return (
    <>
      <PageHeader
        tab={t('title')}
        title={ownName(about) ?? t('title')}
        description={<Subtitle about={about} />}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-4">
          {about ? (
            <Installed about={about} />
          ) : error ? (
            <div className="card">
              <FailureState failure={asFailure(error)} onRetry={() => void refetch()} />
            </div>
          ) : (
            slow && <InstalledSkeleton />
          )}
        </div>
        <HealthCard />
      </div>
    </>
  );
}

function Subtitle({ about }: { about: About | undefined }) {
  const t = useTranslations('homePage');
  if (!about) return <span>{'\u00a0'}</span>;
  return (
    <>
      {t('subtitle', {
        environment: t(`environment.${about.environment}`),
        version: about.version,
        zone: about.time_zone.split('/').at(-1)?.replaceAll('_', ' ') ?? about.time_zone,
      })}
    </>
  );
}

function Installed({ about }: { about: About }) {
  const t = useTranslations('homePage.apps');
  return (
    <>
      <h2 className="sr-only">{t('title')}</h2>
      {about.apps.includes('orders') && <OrdersCard />}
      <AppCards about={about} />
      {about.demo && about.demo.hints.length > 0 && <DemoGuide hints={about.demo.hints} />}
    </>
  );
}

function InstalledSkeleton() {
  return (
    <>
      <div className="card flex gap-4 p-4">
        <Skeleton className="size-11" />
        <div className="flex-1">
          <Skeleton className="mt-1 h-5 w-32" />
          <Skeleton className="mt-2 h-4 w-4/5" />
          <Skeleton className="mt-4 h-8 w-80 max-w-full" />
        </div>
      </div>
      <div className="card p-4">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="mt-6 h-4 w-48" />
        <Skeleton className="mt-2 h-4 w-4/5" />
        <Skeleton className="mt-8 h-4 w-40" />
        <Skeleton className="mt-2 h-4 w-3/4" />
      </div>
    </>
  );
}
