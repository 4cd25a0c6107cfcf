import { useQuery } from '@tanstack/react-query';
import { CalendarPlus, CalendarX, UserX } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { api, expectData } from '~/api/client';
import { Failure } from '~/api/failure';
import { naturalNumber, text, useFilters } from '~/lib/useFilters';
import { WhySheet } from '~/parts/why/WhySheet';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { AbsenceSheet } from '../absences/AbsenceSheet';
import { AbsenceTable } from '../absences/AbsenceTable';
import { AskForm } from '../absences/AskForm';
import { BALANCES_KEY, ownAbsencesQuery } from '../absences/api';
import { Balances } from '../absences/Balances';
import { Evaluations } from '../evaluations/Evaluations';
import { type File, fileQuery } from '../people/api';
import { Documents } from '../people/Documents';
import { ContractFacts, FileFacts } from '../people/FileFacts';
import { Personnel } from '../personnel/Personnel';
import { OwnPayslips } from '../salaries/OwnPayslips';

interface Shown {
  absence: number | undefined;
  after: string | undefined;
}

const read = (search: Record<string, unknown>): Shown => ({
  absence: naturalNumber(search.absence),
  after: text(search.after),
});

/** « Mon espace »: what everybody may see and do of their own. */
export function MySpacePage() {
  return (
    <Personnel>
      <MySpace />
    </Personnel>
  );
}

const NO_FILE = 'staff.no_file';

function MySpace() {
  const t = useTranslations('personnel.me');
  const query = useQuery(fileQuery('me', useLocale()));
  const [asking, setAsking] = useState(false);
  const { error, data } = query;
  if (error instanceof Failure && error.facts.code === NO_FILE) {
    return (
      <>
        <PageHeader title={t('title')} />
        <div className="card">
          <EmptyState icon={UserX} title={t('none.title')} text={t('none.text')} />
        </div>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        description={data && `${data.given_name} ${data.family_name} · ${data.post}`}
        actions={
          data && (
            <Button kind="primary" icon={CalendarPlus} onPress={() => setAsking(true)}>
              {t('ask')}
            </Button>
          )
        }
      />
      <QueryView query={query}>{(file) => <Own file={file} />}</QueryView>
      {asking && <AskForm onClose={() => setAsking(false)} />}
    </>
  );
}

function Own({ file }: { file: File }) {
  const t = useTranslations('personnel.me');
  return (
    <div className="flex flex-col gap-6">
      <section>
        <h2 className="mb-2 text-xs font-medium text-mute">{t('balances')}</h2>
        <Balances whose="me" />
      </section>
      <OwnAbsences />
      <FileFacts file={file} linked={false} />
      <ContractFacts file={file} />
      <Evaluations mayAdd={false} />
      <div className="grid gap-4 lg:grid-cols-2">
        <OwnPayslips />
        <Documents whose="me" manages={false} />
      </div>
      <WhySheet
        scope={[...BALANCES_KEY, 'me']}
        read={(kind, signal) =>
          expectData(
            api.GET('/api/v1/staff/me/balances/{kind}/why', { params: { path: { kind } }, signal }),
          )
        }
      />
    </div>
  );
}

function OwnAbsences() {
  const t = useTranslations('personnel');
  const [{ absence, after }, show] = useFilters(read);
  const query = useQuery(ownAbsencesQuery(after, useLocale()));
  return (
    <Card title={t('me.absences')} flush>
      <QueryView query={query}>
        {({ absences, next }) =>
          absences.length === 0 ? (
            <EmptyState
              icon={CalendarX}
              title={t('absences.empty.own')}
              text={t('absences.empty.ownText')}
            />
          ) : (
            <>
              <AbsenceTable
                ofOne
                label={t('me.absences')}
                rows={absences}
                onOpen={({ id }) => show({ absence: id })}
                faded={query.isPlaceholderData}
              />
              <Pager at={after} next={next} onGo={(wanted) => show({ after: wanted })} />
            </>
          )
        }
      </QueryView>
      {absence !== undefined && (
        <AbsenceSheet key={absence} id={absence} onClose={() => show({ absence: undefined })} />
      )}
    </Card>
  );
}
