import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { text, useFilters } from '~/lib/useFilters';
import { Button } from '~/ui/Button';
import { Checkbox } from '~/ui/Checkbox';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { CopyButton } from '~/ui/CopyButton';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { PageHeader } from '~/ui/PageHeader';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { SecretDialog } from '~/ui/SecretDialog';
import { useAction } from '~/ui/useAction';
import { GATEWAY_KEY, type Key, keysQuery, revokeKey } from '../api';
import { KeyForm } from './KeyForm';
import { useKeyColumns } from './useKeyColumns';

function readView(search: Record<string, unknown>) {
  return { revoked: search.revoked === true, after: text(search.after) };
}

export function KeysPage() {
  const t = useTranslations('gateway.keys');
  const manages = may(useMe(), 'gateway.keys.manage');
  const [{ revoked, after }, change] = useFilters(readView);
  const query = useQuery(keysQuery({ revoked, after }));
  const [making, setMaking] = useState(false);
  const [changing, setChanging] = useState<Key>();
  const [revoking, setRevoking] = useState<Key>();
  const [made, setMade] = useState<{ secret: string | null }>();
  const maker = useRef<HTMLButtonElement>(null);
  const columns = useKeyColumns(
    manages ? { onChange: setChanging, onRevoke: setRevoking } : undefined,
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          manages && (
            <Button ref={maker} kind="primary" icon={Plus} onPress={() => setMaking(true)}>
              {t('make')}
            </Button>
          )
        }
      />
      <div className="card min-w-0 overflow-hidden">
        <FilterBar>
          <Checkbox
            isSelected={revoked}
            onChange={(shown) => change({ revoked: shown, after: undefined })}
          >
            {t('revoked')}
          </Checkbox>
          <Address />
        </FilterBar>
        <QueryView query={query}>
          {({ keys, next }) =>
            keys.length === 0 ? (
              <EmptyState icon={KeyRound} title={t('empty')} text={t('emptyText')} />
            ) : (
              <>
                <DataTable
                  label={t('title')}
                  columns={columns}
                  rows={keys}
                  rowKey={({ id }) => String(id)}
                  faded={query.isPlaceholderData}
                />
                <Pager at={after} next={next ?? null} onGo={(to) => change({ after: to })} />
              </>
            )
          }
        </QueryView>
      </div>
      {making && (
        <KeyForm
          onClose={() => setMaking(false)}
          onDone={(key) => {
            setMaking(false);
            if ('secret' in key) setMade({ secret: key.secret });
          }}
        />
      )}
      {changing && (
        <KeyForm
          of={changing}
          onClose={() => setChanging(undefined)}
          onDone={() => setChanging(undefined)}
        />
      )}
      {made && (
        <SecretDialog
          secret={made.secret}
          words={{
            title: t('secret.title'),
            text: t('secret.text'),
            name: t('secret.name'),
            none: t('secret.none'),
            done: t('secret.done'),
          }}
          onClose={() => {
            setMade(undefined);
            maker.current?.focus();
          }}
        />
      )}
      {revoking && <Revoke of={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

/** What a program is given beside its key. */
function Address() {
  const t = useTranslations('gateway.keys');
  const address = new URL('v1', document.baseURI).href;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 text-sm sm:ml-auto">
      <span className="shrink-0 text-mute">{t('address')}</span>
      <code className="min-w-0 truncate font-mono text-xs">{address}</code>
      <CopyButton text={address} what={t('address')} />
    </span>
  );
}

function Revoke({ of, onClose }: { of: Key; onClose: () => void }) {
  const t = useTranslations('gateway.keys');
  const revoke = useAction({
    run: () => revokeKey(of),
    done: () => t('wasRevoked'),
    refresh: [GATEWAY_KEY],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      danger
      title={t('revokeTitle', { name: of.name })}
      action={t('revoke')}
      pending={revoke.isPending}
      onConfirm={() => revoke.mutate(undefined)}
      onClose={onClose}
    >
      {t('revokeText')}
    </ConfirmDialog>
  );
}
