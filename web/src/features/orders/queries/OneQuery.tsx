import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { Button } from '~/ui/Button';
import { CodeBlock } from '~/ui/CodeBlock';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { useAction } from '~/ui/useAction';
import { QUERIES_KEY, removeQuery, type SavedQuery, savedQuery } from './api';
import { History } from './History';
import { QuerySheet } from './QuerySheet';
import { Running } from './Running';

interface Props {
  id: number;
  /** Which runs of it are shown: those before that one. */
  runs: number | undefined;
  onGo: (runs: number | undefined) => void;
  onClose: () => void;
}

/** One query: what it reads, its parameters, what comes of running it, and who ran it before. */
export function OneQuery({ id, runs, onGo, onClose }: Props) {
  const t = useTranslations('ordersQueries');
  const query = useQuery(savedQuery(id));
  return (
    <>
      <Button
        kind="quiet"
        icon={ChevronLeft}
        onPress={onClose}
        className="-mt-2 mb-2 -ml-3 text-accent"
      >
        {t('title')}
      </Button>
      <QueryView query={query}>
        {(of) => (
          <Opened
            of={of}
            onClose={onClose}
            history={<History id={of.id} before={runs} onGo={onGo} />}
          />
        )}
      </QueryView>
    </>
  );
}

interface OpenedProps {
  of: SavedQuery;
  history: ReactNode;
  onClose: () => void;
}

function Opened({ of, history, onClose }: OpenedProps) {
  const t = useTranslations('ordersQueries');
  const me = useMe();
  const [changing, setChanging] = useState(false);
  const [removing, setRemoving] = useState(false);
  return (
    <>
      <PageHeader
        title={of.name}
        description={of.description ?? t('onSource', { source: of.source })}
        actions={
          may(me, 'orders.queries.manage') && (
            <>
              <Button icon={Pencil} onPress={() => setChanging(true)}>
                {t('change')}
              </Button>
              <Button icon={Trash2} onPress={() => setRemoving(true)}>
                {t('remove')}
              </Button>
            </>
          )
        }
      />
      <div className="flex flex-col gap-4">
        <CodeBlock label={t('sql')} text={of.sql} className="bg-surface" />
        {may(me, 'orders.queries.run') && <Running key={of.version} of={of} />}
        {history}
      </div>
      {changing && (
        <QuerySheet of={of} onClose={() => setChanging(false)} onDone={() => setChanging(false)} />
      )}
      {removing && <Removing of={of} onClose={() => setRemoving(false)} onRemoved={onClose} />}
    </>
  );
}

interface RemovingProps {
  of: SavedQuery;
  onClose: () => void;
  onRemoved: () => void;
}

function Removing({ of, onClose, onRemoved }: RemovingProps) {
  const t = useTranslations('ordersQueries');
  const remove = useAction({
    run: () => removeQuery(of),
    done: () => t('removed'),
    refresh: [[...QUERIES_KEY, 'list']],
    onDone: onRemoved,
  });
  return (
    <ConfirmDialog
      isOpen
      danger
      title={t('removeTitle', { name: of.name })}
      action={t('remove')}
      pending={remove.isPending}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    >
      {t('removeText')}
    </ConfirmDialog>
  );
}
