import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { asFailure, Failure } from '~/api/failure';
import { naturalNumber, useFilters } from '~/lib/useFilters';
import { useUnits } from '~/lib/useFormats';
import { WhyButton } from '~/parts/why/WhyButton';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import { FailureState } from '~/ui/FailureState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { type Asked, placeQuery } from '../api';
import { Gap } from '../Gap';
import { KeyFigures } from '../KeyFigures';
import { MonthsChart } from '../MonthsChart';
import { writeWhy } from '../question';
import type { Node, PlaceResult } from '../types';
import { Why } from '../Why';
import { useWindowTitle, WindowSelect } from '../WindowControls';
import { readWindow } from '../window';
import { OwnRules } from './OwnRules';
import { Posts } from './Posts';
import { Volumes } from './Volumes';

/** A centre, or a place above some. */
export function CentrePage() {
  const { place } = useParams({ strict: false });
  const id = naturalNumber(Number(place));
  if (id === undefined) {
    return <FailureState failure={new Failure('notFound')} onRetry={() => undefined} />;
  }
  return <Place key={id} id={id} />;
}

function Place({ id }: { id: number }) {
  const t = useTranslations('workforce');
  const titleOf = useWindowTitle();
  const [asked, ask] = useFilters(readWindow);
  const query = useQuery(placeQuery(id, asked));
  const { data } = query;
  return (
    <>
      {data && <Above above={data.above} />}
      <PageHeader
        title={data?.place.name ?? t(query.error ? 'centre.missing' : 'centre.title')}
        description={data && titleOf(data.window)}
        actions={data && <WindowSelect asked={asked} onAsk={ask} />}
      />
      {query.error && data === undefined ? (
        <div className="card">
          <FailureState failure={asFailure(query.error)} onRetry={() => void query.refetch()} />
        </div>
      ) : (
        <QueryView query={query}>
          {(result) => <Result result={result} asked={asked} faded={query.isPlaceholderData} />}
        </QueryView>
      )}
      <Why asked={asked} />
    </>
  );
}

function Above({ above }: { above: readonly Node[] }) {
  const t = useTranslations('workforce.centre');
  if (above.length === 0) return null;
  return (
    <nav aria-label={t('above')} className="mb-1 print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1 text-sm text-mute">
        {above.map(({ place_id: id, name }) => (
          <li key={id} className="flex items-center gap-1">
            <Link
              to={id === null ? '/workforce' : '/workforce/centres/$place'}
              params={{ place: String(id) }}
              className="rounded hover:text-accent hover:underline max-sm:py-2"
            >
              {name}
            </Link>
            <ChevronRight aria-hidden size={14} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface ResultProps {
  result: PlaceResult;
  asked: Asked;
  faded: boolean;
}

function Result({ result, asked, faded }: ResultProps) {
  const t = useTranslations('workforce');
  const { place, rules, children, posts, months } = result;
  const id = place.place_id ?? 0;
  const isCentre = children.length === 0;
  return (
    <div className="flex flex-col gap-4">
      <KeyFigures of={place} />
      {!isCentre && <Children nodes={children} asked={asked} faded={faded} />}
      <Posts place={place} posts={posts} faded={faded} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Card title={t('months.title')}>
          <MonthsChart months={months} present={place.present} />
        </Card>
        {isCentre && <OwnRules place={id} rules={rules} />}
      </div>
      {isCentre && <Volumes place={id} posts={posts} />}
    </div>
  );
}

interface ChildrenProps {
  nodes: readonly Node[];
  asked: Asked;
  faded: boolean;
}

function Children({ nodes, faded }: ChildrenProps) {
  const t = useTranslations('workforce');
  const navigate = useNavigate();
  const { fixed } = useUnits();
  const columns: Column<Node>[] = [
    { key: 'name', title: t('table.place'), cell: ({ name }) => name },
    {
      key: 'required',
      title: t('table.required'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ name, place_id: place, required }) => (
        <WhyButton why={writeWhy({ place: place ?? undefined })} what={name}>
          {fixed(required, 'none', 2)}
        </WhyButton>
      ),
    },
    {
      key: 'present',
      title: t('table.present'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ present }) => fixed(present, 'none', 2),
    },
    {
      key: 'gap',
      title: t('table.gap'),
      width: 'lg:w-44',
      numeric: true,
      cell: (node) => <Gap of={node} />,
    },
  ];
  return (
    <Card title={t('centre.below')} flush className="overflow-hidden">
      <DataTable
        label={t('centre.below')}
        columns={columns}
        rows={nodes}
        rowKey={({ place_id: id }) => String(id)}
        onOpen={({ place_id: id }) =>
          void navigate({ to: '/workforce/centres/$place', params: { place: String(id) } })
        }
        faded={faded}
      />
    </Card>
  );
}
