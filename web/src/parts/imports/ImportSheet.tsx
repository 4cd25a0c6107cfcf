import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CopyCheck, FileDown, FileX2, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { announce } from '~/lib/announce';
import { useQuantities } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { plainButtonLink } from '~/ui/buttonLink';
import { Facts } from '~/ui/Facts';
import { Notice } from '~/ui/Notice';
import { QueryView } from '~/ui/QueryView';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { useAction } from '~/ui/useAction';
import { When } from '~/ui/When';
import { JobProgress } from '../job/JobProgress';
import { isOver, type Standing, useFollowedJob } from '../job/useFollowedJob';
import { ImportBadge } from './ImportBadge';
import { Outcome } from './Outcome';
import {
  cancelImport,
  type Import,
  type ImportSource,
  importQuery,
  importsKey,
  jobOf,
  rejectsAddress,
} from './source';

interface Props {
  source: ImportSource;
  id: number;
  onOpen: (id: number) => void;
  onClose: () => void;
}

/** One import: how far it is, then what became of its rows. */
export function ImportSheet({ source, id, onOpen, onClose }: Props) {
  const t = useTranslations('imports');
  const query = useQuery(importQuery(source.app, useLocale(), id));
  const found = query.data;
  const { standing } = useFollowedImport(source, found);
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={found?.file.name ?? t('number', { id: String(id) })}
      subtitle={found && t('number', { id: String(id) })}
      aside={found && <ImportBadge state={found.state} />}
    >
      <QueryView query={query}>
        {(read) => (
          <>
            {!isOver(read.state) && <Running source={source} read={read} standing={standing} />}
            <Told read={read} onOpen={onOpen} />
            {read.rows !== null && read.same_as === null && (
              <Section title={t('list.outcome')}>
                <Outcome of={read} />
              </Section>
            )}
            <Rejects source={source} read={read} />
            <About read={read} />
          </>
        )}
      </QueryView>
    </Sheet>
  );
}

/** Until it is over; then what it changed is read anew. */
function useFollowedImport(source: ImportSource, found: Import | undefined) {
  const t = useTranslations('imports.ended');
  const queries = useQueryClient();
  const runs = found !== undefined && !isOver(found.state);
  return useFollowedJob(runs ? jobOf(source.app, found) : undefined, ({ state }) => {
    if (found === undefined) return;
    if (state === 'done' || state === 'failed' || state === 'cancelled') {
      announce(t(state, { name: found.file.name }));
    }
    for (const queryKey of [importsKey(source.app), ...source.refresh]) {
      void queries.invalidateQueries({ queryKey });
    }
  });
}

interface RunningProps {
  source: ImportSource;
  read: Import;
  standing: Standing | undefined;
}

function Running({ source, read, standing }: RunningProps) {
  const t = useTranslations('imports');
  const [asked, setAsked] = useState(false);
  const cancel = useAction({
    run: () => cancelImport(source.app, read.id),
    done: () => t('cancel.asked'),
    refresh: [importsKey(source.app)],
    onDone: () => setAsked(true),
  });
  return (
    <div className="mb-5">
      <JobProgress
        label={t('of', { name: read.file.name })}
        standing={standing}
        cancelling={asked || cancel.isPending}
        onCancel={source.manages ? () => cancel.mutate(undefined) : undefined}
      />
    </div>
  );
}

function Told({ read, onOpen }: { read: Import; onOpen: (id: number) => void }) {
  const t = useTranslations('imports');
  const { same_as: before } = read;
  return (
    <>
      {read.state === 'failed' && (
        <Notice icon={TriangleAlert} tone="bad" title={t('failed')} className="mb-5">
          {read.reason && <p className="break-words">{read.reason}</p>}
          {Boolean(read.rows) && <p>{t('failedText')}</p>}
        </Notice>
      )}
      {before !== null && (
        <Notice
          icon={CopyCheck}
          tone="accent"
          title={t('same.title')}
          className="mb-5"
          action={
            <Button onPress={() => onOpen(before)}>{t('same.open', { id: String(before) })}</Button>
          }
        >
          {t('same.text', { id: String(before) })}
        </Notice>
      )}
    </>
  );
}

function Rejects({ source, read }: { source: ImportSource; read: Import }) {
  const t = useTranslations('imports.rejects');
  // Those of a file that came before are with its first import.
  if (!read.rejected || read.same_as !== null || !isOver(read.state)) return null;
  return (
    <Notice
      icon={FileX2}
      tone="warn"
      title={t('title', { count: read.rejected })}
      className="mt-5"
      action={
        <div className="flex flex-wrap gap-2">
          {(['xlsx', 'csv'] as const).map((format) => (
            <a
              key={format}
              href={rejectsAddress(source.app, read.id, format)}
              download
              className={plainButtonLink}
            >
              <FileDown aria-hidden size={16} strokeWidth={1.9} />
              {t(format)}
            </a>
          ))}
        </div>
      }
    >
      <p>{t('text')}</p>
      {source.words.rejects && <p className="mt-2">{source.words.rejects}</p>}
    </Notice>
  );
}

function About({ read }: { read: Import }) {
  const t = useTranslations('imports.facts');
  const { bytes } = useQuantities();
  const shown = useTranslations('imports.outcome');
  const moment = (at: string | null) => at && <When full at={at} />;
  return (
    <div className="mt-6">
      <Facts
        facts={[
          [t('kind'), read.kind_title],
          [t('size'), bytes(read.file.size_bytes)],
          [t('rows'), read.rows !== null && shown('count', { count: read.rows })],
          [t('by'), read.by.name ?? read.by.key],
          [t('created'), moment(read.created_at)],
          [t('ended'), moment(read.ended_at)],
        ]}
      />
    </div>
  );
}
