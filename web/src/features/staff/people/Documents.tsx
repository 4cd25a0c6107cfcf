import { useQuery } from '@tanstack/react-query';
import { Download, FileText, Trash2, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useQuantities } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { EmptyState } from '~/ui/EmptyState';
import { QueryView } from '~/ui/QueryView';
import { Select } from '~/ui/Select';
import { useAction } from '~/ui/useAction';
import { When } from '~/ui/When';
import {
  addDocument,
  type Document,
  documentLink,
  documentsQuery,
  type Documents as Found,
  PEOPLE_KEY,
  removeDocument,
  type Whose,
} from './api';

const KINDS = ['contract', 'identity', 'diploma', 'certificate', 'letter', 'other'] as const;
const ACCEPTED = '.pdf,.png,.jpg,.jpeg,.webp,.gif,.docx,.xlsx';
const MOST_MB = 10;

export function Documents({ whose, manages }: { whose: Whose; manages: boolean }) {
  const t = useTranslations('personnel.documents');
  const query = useQuery(documentsQuery(whose, useLocale()));
  return (
    <Card title={t('title')} flush action={manages && whose !== 'me' && <Add id={whose} />}>
      {manages && (
        <p className="px-4 pb-3 text-sm text-mute">{t('hint', { size: String(MOST_MB) })}</p>
      )}
      <QueryView query={query}>
        {(found) =>
          found.documents.length === 0 ? (
            <EmptyState icon={FileText} title={t('empty.title')} text={t('empty.text')} />
          ) : (
            <List found={found} whose={whose} manages={manages} />
          )
        }
      </QueryView>
    </Card>
  );
}

interface ListProps {
  found: Found;
  whose: Whose;
  manages: boolean;
}

function List({ found, whose, manages }: ListProps) {
  const t = useTranslations('personnel.documents');
  const { bytes } = useQuantities();
  return (
    <>
      <ul>
        {found.documents.map((document) => (
          <li
            key={document.id}
            className="flex items-center gap-3 border-t border-line px-4 py-2.5"
          >
            <FileText aria-hidden size={18} className="shrink-0 text-mute" />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{document.name}</span>
              <span className="num block truncate text-xs text-mute">
                {document.kind_title} · {bytes(document.size_bytes)} ·{' '}
                <When at={document.added_at} />
              </span>
            </span>
            <Fetch whose={whose} document={document} />
            {manages && whose !== 'me' && <Remove id={whose} document={document} />}
          </li>
        ))}
      </ul>
      <p className="num border-t border-line px-4 py-2.5 text-xs text-mute">
        {t('used', { used: bytes(found.used_bytes), quota: bytes(found.quota_bytes) })}
      </p>
    </>
  );
}

function Fetch({ whose, document: { id, name } }: { whose: Whose; document: Document }) {
  const t = useTranslations('personnel.documents');
  const fetch = useAction({
    run: () => documentLink(whose, id),
    // It answers with an attachment: the page stays where it is.
    onDone: (address) => window.location.assign(address),
  });
  return (
    <Button
      kind="quiet"
      icon={Download}
      aria-label={t('download', { name })}
      isPending={fetch.isPending}
      onPress={() => fetch.mutate(undefined)}
    />
  );
}

function Remove({ id, document: { id: number, name } }: { id: number; document: Document }) {
  const t = useTranslations('personnel.documents');
  const [asking, setAsking] = useState(false);
  const remove = useAction({
    run: () => removeDocument(id, number),
    done: () => t('removed', { name }),
    refresh: [PEOPLE_KEY],
    onDone: () => setAsking(false),
  });
  return (
    <>
      <Button
        kind="quiet"
        icon={Trash2}
        aria-label={t('remove', { name })}
        onPress={() => setAsking(true)}
      />
      <ConfirmDialog
        isOpen={asking}
        danger
        title={t('sure', { name })}
        action={t('removeAction')}
        pending={remove.isPending}
        onConfirm={() => remove.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        {t('sureText')}
      </ConfirmDialog>
    </>
  );
}

function Add({ id }: { id: number }) {
  const t = useTranslations('personnel.documents');
  const input = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<(typeof KINDS)[number]>('other');
  const add = useAction({
    run: (file: File) => addDocument(id, file, kind),
    done: ({ name }) => t('added', { name }),
    refresh: [PEOPLE_KEY],
  });
  return (
    <span className="flex flex-wrap items-center justify-end gap-2">
      <Select
        hideLabel
        label={t('kind')}
        value={kind}
        onChange={setKind}
        items={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <input
        ref={input}
        type="file"
        accept={ACCEPTED}
        aria-label={t('add')}
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) add.mutate(file);
          target.value = '';
        }}
      />
      <Button icon={Upload} isPending={add.isPending} onPress={() => input.current?.click()}>
        {t('add')}
      </Button>
    </span>
  );
}
