import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { PageHeader } from '~/ui/PageHeader';
import { SUBJECT_STATES } from './SubjectState';
import { SUBJECTS, type SubjectId } from './subjects';

export function OverviewPage() {
  const t = useTranslations('consolePage');
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {SUBJECTS.map(({ id, path, icon: Icon }) => (
          <li
            key={id}
            className="card relative flex items-start gap-3.5 p-4 transition-colors hover:border-edge"
          >
            <span className="grid size-9 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent">
              <Icon aria-hidden size={18} strokeWidth={1.8} />
            </span>
            <div className="min-w-0 flex-1">
              <h2 className="font-semibold tracking-tight">
                <Link
                  to={path}
                  className={cx(
                    'after:absolute after:inset-0 after:rounded-xl after:content-[""]',
                    'focus-visible:outline-none focus-visible:after:outline-2',
                    'focus-visible:after:outline-accent',
                  )}
                >
                  {t(`subjects.${id}`)}
                </Link>
              </h2>
              <p className="text-sm text-pretty text-mute">{t(`about.${id}`)}</p>
              <SubjectState id={id} />
            </div>
            <ChevronRight aria-hidden size={17} className="mt-0.5 shrink-0 text-mute" />
          </li>
        ))}
      </ul>
      <p className="mt-4 text-xs text-mute">{t('local')}</p>
    </>
  );
}

function SubjectState({ id }: { id: SubjectId }) {
  const State = SUBJECT_STATES[id];
  return <State />;
}
