import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { SecretDialog } from '~/ui/SecretDialog';
import { useAction } from '~/ui/useAction';
import { revokeToken, TOKENS_KEY, type Token, tokensQuery } from '../api';
import { TokenForm } from './TokenForm';
import { useTokenColumns } from './useTokenColumns';

export function TokensPage() {
  const t = useTranslations('profile.tokens');
  const query = useQuery(tokensQuery(useLocale()));
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<{ secret: string | null }>();
  const [revoking, setRevoking] = useState<Token>();
  const choices = query.data?.choices ?? [];
  const columns = useTokenColumns(choices, setRevoking);
  const maker = useRef<HTMLButtonElement>(null);
  const make = (
    <Button
      ref={maker}
      kind="primary"
      icon={Plus}
      isDisabled={choices.length === 0}
      onPress={() => setMaking(true)}
    >
      {t('make')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={make} />
      <div className="card min-w-0 overflow-hidden">
        <QueryView query={query}>
          {({ tokens }) =>
            tokens.length === 0 ? (
              <EmptyState
                icon={KeyRound}
                title={t('empty')}
                text={t(choices.length === 0 ? 'nothingToGive' : 'emptyText')}
              />
            ) : (
              <DataTable
                label={t('title')}
                columns={columns}
                rows={tokens}
                rowKey={({ id }) => String(id)}
              />
            )
          }
        </QueryView>
      </div>
      {making && (
        <TokenForm
          choices={choices}
          onClose={() => setMaking(false)}
          onMade={(secret) => {
            setMaking(false);
            setMade({ secret });
          }}
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
      {revoking && <Revoke token={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

function Revoke({ token, onClose }: { token: Token; onClose: () => void }) {
  const t = useTranslations('profile.tokens');
  const revoke = useAction({
    run: () => revokeToken(token.id),
    done: () => t('revoked'),
    refresh: [TOKENS_KEY],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      danger
      title={t('revokeTitle', { name: token.name })}
      action={t('revoke')}
      pending={revoke.isPending}
      onConfirm={() => revoke.mutate(undefined)}
      onClose={onClose}
    >
      {t('revokeText')}
    </ConfirmDialog>
  );
}
