import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { PageHeader } from '~/ui/PageHeader';
import { SUBJECT_STATES } from './SubjectState';
import { GROUPS, type ShownSubject, useSubjects } from './subjects';

export function OverviewPage() {
  const t = useTranslations('consolePage');
  const subjects = useSubjects();
  const groups = GROUPS.map((group) => ({
    group,
    shown: subjects.filter((each) => each.group === group),
  })).filter(({ shown }) => shown.length > 0);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {groups.map(({ group, shown }) => (
        <section key={group} aria-labelledby={group} className="mb-7 last:mb-0">
          <h2 id={group} className="mb-2.5 text-sm font-medium text-mute">
            {t(`groups.${group}`)}
          </h2>
          <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
            {shown.map((subject) => (
              <SubjectCard key={subject.id} subject={subject} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function SubjectCard({ subject: { id, path, icon: Icon } }: { subject: ShownSubject }) {
  const t = useTranslations('consolePage');
  const State = SUBJECT_STATES[id];
  return (
    <li className="card relative flex items-start gap-3.5 p-4 transition-colors hover:border-edge">
      <span className="grid size-9 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent">
        <Icon aria-hidden size={18} strokeWidth={1.8} />
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="font-semibold tracking-tight">
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
        </h3>
        <p className="text-sm text-pretty text-mute">{t(`about.${id}`)}</p>
        {State && <State />}
      </div>
      <ChevronRight aria-hidden size={17} className="mt-0.5 shrink-0 text-mute" />
    </li>
  );
}
