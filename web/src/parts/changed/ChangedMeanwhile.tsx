import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Failure } from '~/api/failure';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { QueryView } from '~/ui/QueryView';
import en from './messages/en';
import fr from './messages/fr';

const CODE = 'changed_meanwhile';

interface Difference {
  label: string;
  mine: string;
  theirs: string;
}

interface Props<Stored> {
  /** What came of saving; the dialog opens for a 412. */
  failure: Failure | undefined;
  /** Reads the record as it stands now. */
  read: (signal: AbortSignal) => Promise<Stored>;
  /** What was typed beside what stands there; equal ones are left out. */
  compare: (latest: Stored) => readonly Difference[];
  /** Goes on with what was typed: the form's next version is the latest one's. */
  onKeep: (latest: Stored) => void;
  /** Gives up what was typed for what stands there. */
  onTake: (latest: Stored) => void;
}

/** Two have edited the same: the second sees what the first wrote, and decides. */
export function ChangedMeanwhile<Stored>(props: Props<Stored>) {
  const [decided, setDecided] = useState<Failure>();
  const { failure } = props;
  if (failure?.facts.code !== CODE || failure === decided) return null;
  return (
    <FeatureMessages namespace="changed" catalogues={{ fr, en }}>
      <Decision {...props} onDecided={() => setDecided(failure)} />
    </FeatureMessages>
  );
}

/** For `FormFailure`: the dialog says it already. */
export function exceptChanged(failure: Failure | undefined): Failure | undefined {
  return failure?.facts.code === CODE ? undefined : failure;
}

function Decision<Stored>(props: Props<Stored> & { onDecided: () => void }) {
  const { read, compare, onKeep, onTake, onDecided } = props;
  const t = useTranslations('changed');
  const query = useQuery({
    queryKey: ['changed', useId()],
    queryFn: ({ signal }) => read(signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const latest = query.data;
  const decide = (act: (latest: Stored) => void) => {
    if (latest === undefined) return;
    onDecided();
    act(latest);
  };
  return (
    <Dialog title={t('title')} isOpen onClose={onDecided}>
      <div className="overflow-y-auto px-4 py-4">
        <p className="mb-4 text-pretty">{t('text')}</p>
        <QueryView query={query} skeleton={<p className="text-mute">{t('reading')}</p>}>
          {(found) => <Differences all={compare(found)} />}
        </QueryView>
      </div>
      <div className="flex flex-wrap justify-end gap-2 border-t border-line bg-raised px-4 py-3">
        <Button isDisabled={latest === undefined} onPress={() => decide(onTake)}>
          {t('take')}
        </Button>
        <Button kind="primary" isDisabled={latest === undefined} onPress={() => decide(onKeep)}>
          {t('keep')}
        </Button>
      </div>
    </Dialog>
  );
}

function Differences({ all }: { all: readonly Difference[] }) {
  const t = useTranslations('changed');
  const shown = all.filter(({ mine, theirs }) => mine !== theirs);
  if (shown.length === 0) return <p className="text-mute">{t('same')}</p>;
  return (
    <table className="w-full table-fixed text-sm">
      <thead>
        <tr className="text-left text-xs text-mute">
          {(['field', 'mine', 'theirs'] as const).map((name) => (
            <th key={name} scope="col" className="pb-1.5 font-medium">
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ label, mine, theirs }) => (
          <tr key={label} className="border-t border-line align-top">
            <th scope="row" className="py-1.5 pr-3 text-left font-medium break-words">
              {label}
            </th>
            <td className="py-1.5 pr-3 break-words">{mine}</td>
            <td className="py-1.5 font-medium break-words">{theirs}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
