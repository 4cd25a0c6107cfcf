import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft, Pencil } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { api, expectData } from '~/api/client';
import { WhySheet } from '~/parts/why/WhySheet';
import { Button } from '~/ui/Button';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { Skeleton } from '~/ui/Skeleton';
import { Tabs } from '~/ui/Tabs';
import { Balances } from '../absences/Balances';
import { PersonAbsences } from '../absences/PersonAbsences';
import { Personnel } from '../personnel/Personnel';
import { type File, fileQuery, STAFF_KEY } from './api';
import { ContractFacts, FileFacts } from './FileFacts';
import { PersonFigures } from './PersonFigures';
import { StatusBadge } from './StatusBadge';

// Not before somebody asks for them.
const Evaluations = lazy(() =>
  import('../evaluations/Evaluations').then(({ Evaluations: shown }) => ({ default: shown })),
);
const Documents = lazy(() =>
  import('./Documents').then(({ Documents: shown }) => ({ default: shown })),
);
const PersonPay = lazy(() =>
  import('../pay/PersonPay').then(({ PersonPay: shown }) => ({ default: shown })),
);
const FileForm = lazy(() =>
  import('./FileForm').then(({ FileForm: shown }) => ({ default: shown })),
);

const EraseFile = lazy(() =>
  import('./EraseFile').then(({ EraseFile: shown }) => ({ default: shown })),
);

export function FilePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const number = Number(id);
  return (
    <Personnel>
      <ReadFile id={Number.isSafeInteger(number) && number > 0 ? number : 0} />
    </Personnel>
  );
}

function ReadFile({ id }: { id: number }) {
  const t = useTranslations('personnel.file');
  const query = useQuery(fileQuery(id, useLocale()));
  return (
    <>
      <Link
        to="/staff"
        className="mb-3 inline-flex items-center gap-1.5 text-sm text-mute hover:text-ink max-sm:h-11"
      >
        <ArrowLeft aria-hidden size={15} />
        {t('back')}
      </Link>
      <QueryView query={query}>{(file) => <Whole file={file} />}</QueryView>
    </>
  );
}

function Whole({ file }: { file: File }) {
  const t = useTranslations('personnel.file');
  const [editing, setEditing] = useState(false);
  const may = (right: string) => file.rights.includes(`staff.${right}`);
  return (
    <>
      <PageHeader
        title={`${file.given_name} ${file.family_name}`}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {`${file.post}, ${file.place.name}`}
            <StatusBadge status={file.status} />
          </span>
        }
        actions={
          may('people.manage') && (
            <>
              {file.status === 'left' && (
                <Suspense fallback={null}>
                  <EraseFile file={file} />
                </Suspense>
              )}
              <Button icon={Pencil} onPress={() => setEditing(true)}>
                {t('edit')}
              </Button>
            </>
          )
        }
      />
      {may('evaluations.read') && <PersonFigures whose={file.id} />}
      <FileTabs file={file} may={may} />
      {may('absences.approve') && (
        <WhySheet
          scope={[...STAFF_KEY, 'balances', file.id]}
          read={(kind, signal) =>
            expectData(
              api.GET('/api/v1/staff/people/{id}/balances/{kind}/why', {
                params: { path: { id: file.id, kind } },
                signal,
              }),
            )
          }
        />
      )}
      {editing && (
        <Suspense fallback={null}>
          <FileForm
            file={file}
            onClose={() => setEditing(false)}
            onSaved={() => setEditing(false)}
          />
        </Suspense>
      )}
    </>
  );
}

function FileTabs({ file, may }: { file: File; may: (right: string) => boolean }) {
  const t = useTranslations('personnel.file.tabs');
  return (
    <Tabs
      label={t('label')}
      items={[
        { id: 'file', title: t('file'), content: <FileFacts file={file} /> },
        ...(file.private
          ? [{ id: 'contract', title: t('contract'), content: <ContractFacts file={file} /> }]
          : []),
        ...(may('absences.approve')
          ? [
              {
                id: 'absences',
                title: t('absences'),
                content: (
                  <div className="flex flex-col gap-4">
                    <Balances whose={file.id} />
                    <PersonAbsences employee={file.id} />
                  </div>
                ),
              },
            ]
          : []),
        ...(may('evaluations.read')
          ? [
              {
                id: 'evaluations',
                title: t('evaluations'),
                content: (
                  <Suspense fallback={<Skeleton className="h-40 w-full" />}>
                    <Evaluations
                      employee={file.id}
                      name={`${file.given_name} ${file.family_name}`}
                      mayAdd={may('evaluations.manage') && !file.own}
                    />
                  </Suspense>
                ),
              },
            ]
          : []),
        ...(may('documents.read')
          ? [
              {
                id: 'documents',
                title: t('documents'),
                content: (
                  <Suspense fallback={<Skeleton className="h-40 w-full" />}>
                    <Documents whose={file.id} manages={may('documents.manage')} />
                  </Suspense>
                ),
              },
            ]
          : []),
        ...(may('salaries.read')
          ? [
              {
                id: 'pay',
                title: t('pay'),
                content: (
                  <Suspense fallback={<Skeleton className="h-40 w-full" />}>
                    <PersonPay employee={file.id} manages={may('people.manage')} />
                  </Suspense>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
