import { useQuery, useQueryClient } from '@tanstack/react-query';
import { FileDown, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useLocale, useTranslations } from 'use-intl';
import { asFailure, type Failure } from '~/api/failure';
import { announce } from '~/lib/announce';
import { cx } from '~/lib/cx';
import { useQuantities } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { plainButtonLink } from '~/ui/buttonLink';
import { Card } from '~/ui/Card';
import { Choice } from '~/ui/Choice';
import { FormFailure } from '~/ui/FormFailure';
import { ProgressBar } from '~/ui/ProgressBar';
import { SameFile } from './SameFile';
import {
  type ImportKind,
  type ImportSource,
  importsKey,
  kindsQuery,
  sendFile,
  templateAddress,
} from './source';

const ACCEPTED = ['.csv', '.xlsx', '.parquet'];

interface Props {
  source: ImportSource;
  /** One import's details. */
  onOpen: (id: number) => void;
}

/** A file dropped or chosen, of one of the kinds that the app takes. */
export function SendFile({ source, onOpen }: Props) {
  const t = useTranslations('imports.send');
  const kinds = useQuery(kindsQuery(source.app, useLocale())).data?.kinds ?? [];
  const [chosen, setChosen] = useState<string>();
  const kind = kinds.find(({ name }) => name === chosen) ?? kinds[0];
  const sending = useSending(source, onOpen);
  if (kind === undefined) return null;
  return (
    <Card title={t('title')}>
      {kinds.length > 1 && (
        <div className="mb-3">
          <Choice
            label={t('kind')}
            value={kind.name}
            onChange={setChosen}
            items={kinds.map(({ name, title }) => ({ value: name, label: title }))}
          />
        </div>
      )}
      {sending.file ? (
        <Sending file={sending.file} share={sending.share} onAbort={sending.abort} />
      ) : (
        <Drop onFile={(file) => void sending.start(kind.name, file)} />
      )}
      {sending.same && (
        <SameFile
          app={source.app}
          id={sending.same.id}
          onOpen={onOpen}
          onAgain={sending.same.again}
        />
      )}
      {sending.failure && (
        <div className="mt-3">
          <FormFailure failure={sending.failure} />
        </div>
      )}
      <Expected kind={kind} template={templateAddress(source.app, kind.name)} />
    </Card>
  );
}

/** Sends a file; opens what becomes of it, or tells that this very file had been imported before. */
function useSending({ app }: ImportSource, onOpen: (id: number) => void) {
  const t = useTranslations('imports.send');
  const queries = useQueryClient();
  const [file, setFile] = useState<File>();
  const [share, setShare] = useState(0);
  const [failure, setFailure] = useState<Failure>();
  const [same, setSame] = useState<{ id: number; again: () => void }>();
  const aborting = useRef<AbortController>(null);
  const start = async (kind: string, wanted: File, again = false) => {
    aborting.current = new AbortController();
    const { signal } = aborting.current;
    setFailure(undefined);
    setSame(undefined);
    setShare(0);
    setFile(wanted);
    try {
      const taken = await sendFile(app, kind, wanted, { again, onSent: setShare, signal });
      const { id, same_as: before } = taken;
      announce(before === null ? t('taken') : t('same.title'));
      void queries.invalidateQueries({ queryKey: importsKey(app) });
      if (before === null) onOpen(id);
      else setSame({ id: before, again: () => void start(kind, wanted, true) });
    } catch (error) {
      if (!signal.aborted) setFailure(asFailure(error));
    } finally {
      setFile(undefined);
    }
  };
  return { file, share, failure, same, start, abort: () => aborting.current?.abort() };
}

function Drop({ onFile }: { onFile: (file: File) => void }) {
  const t = useTranslations('imports.send');
  return (
    <DropZone
      aria-label={t('drop')}
      getDropOperation={() => 'copy'}
      onDrop={async ({ items }) => {
        const dropped = items.find((item) => item.kind === 'file');
        if (dropped) onFile(await dropped.getFile());
      }}
      className={cx(
        'flex flex-col items-center gap-1 rounded-xl border border-dashed border-edge px-4 py-7',
        'text-center transition-colors data-drop-target:border-accent',
        'data-drop-target:bg-accent-soft data-focus-visible:outline-2',
      )}
    >
      <span className="mb-2 grid size-11 place-items-center rounded-xl bg-accent-soft text-accent">
        <FileUp aria-hidden size={20} strokeWidth={1.8} />
      </span>
      <p className="font-medium max-sm:hidden">{t('drop')}</p>
      <p className="font-medium sm:hidden">{t('dropPhone')}</p>
      <p className="mb-3 text-sm text-pretty text-mute">{t('or')}</p>
      <FileTrigger
        acceptedFileTypes={ACCEPTED}
        onSelect={(files) => {
          const file = files?.item(0);
          if (file) onFile(file);
        }}
      >
        <Button kind="primary">{t('choose')}</Button>
      </FileTrigger>
    </DropZone>
  );
}

interface SendingProps {
  file: File;
  share: number;
  onAbort: () => void;
}

function Sending({ file, share, onAbort }: SendingProps) {
  const t = useTranslations('imports.send');
  const { percent } = useQuantities();
  const label = t('sending', { name: file.name });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-line px-4 py-6">
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-medium">{label}</p>
        <ProgressBar label={label} share={share} className="my-2" />
        <p className="num text-xs text-mute">{t('sent', { share: percent(share) })}</p>
      </div>
      <Button onPress={onAbort}>{t('abort')}</Button>
    </div>
  );
}

function Expected({ kind, template }: { kind: ImportKind; template: string }) {
  const t = useTranslations('imports.send');
  return (
    <div className="mt-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        <h3 className="mb-1.5 text-xs font-medium text-mute">{t('columns')}</h3>
        <ul className="flex flex-wrap gap-1.5">
          {kind.columns.map(({ name, title, required }) => (
            <li
              key={name}
              title={name}
              className="rounded-md bg-raised px-2 py-0.5 text-xs whitespace-nowrap"
            >
              {title}
              {required && (
                <span className="text-bad">
                  <span aria-hidden> *</span>
                  <span className="sr-only"> ({t('required')})</span>
                </span>
              )}
            </li>
          ))}
        </ul>
      </div>
      <a href={template} download className={plainButtonLink}>
        <FileDown aria-hidden size={16} strokeWidth={1.9} />
        {t('template')}
      </a>
    </div>
  );
}
