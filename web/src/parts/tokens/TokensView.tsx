import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { naturalNumber, useFilters } from '~/lib/useFilters';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { SecretDialog } from '~/ui/SecretDialog';
import { useAction } from '~/ui/useAction';
import en from './messages/en';
import fr from './messages/fr';
import type { Token, TokenSource } from './source';
import { TokenForm } from './TokenForm';
import { useTokenColumns } from './useTokenColumns';

/** A page of tokens: the list, making one, its secret shown once, and revoking. */
export function TokensView({ source }: { source: TokenSource }) {
  return (
    <FeatureMessages namespace="tokens" catalogues={{ fr, en }}>
      <Tokens source={source} />
    </FeatureMessages>
  );
}

const readPage = (search: Record<string, unknown>) => ({ before: naturalNumber(search.before) });

function Tokens({ source }: { source: TokenSource }) {
  const t = useTranslations('tokens');
  const { words } = source;
  const [{ before }, setPage] = useFilters(readPage);
  const query = useQuery(source.query(before));
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<{ secret: string | null }>();
  const [revoking, setRevoking] = useState<Token>();
  const choices = query.data?.choices ?? [];
  const columns = useTokenColumns(
    choices,
    source.manages ? setRevoking : undefined,
    source.places !== undefined,
  );
  const maker = useRef<HTMLButtonElement>(null);
  const make = source.manages && (
    <Button
      ref={maker}
      kind="primary"
      icon={Plus}
      isDisabled={choices.length === 0}
      onPress={() => setMaking(true)}
    >
      {words.make}
    </Button>
  );
  return (
    <>
      <PageHeader title={words.title} description={words.description} actions={make} />
      <div className="card min-w-0 overflow-hidden">
        <QueryView query={query}>
          {({ tokens, next }) =>
            tokens.length === 0 && before === undefined ? (
              <EmptyState
                icon={KeyRound}
                title={words.empty}
                text={choices.length === 0 ? words.nothingToGive : words.emptyText}
              />
            ) : (
              <>
                <DataTable
                  label={words.title}
                  columns={columns}
                  rows={tokens}
                  rowKey={({ id }) => String(id)}
                  faded={query.isPlaceholderData}
                />
                <Pager at={before} next={next} onGo={(page) => setPage({ before: page })} />
              </>
            )
          }
        </QueryView>
      </div>
      {making && (
        <TokenForm
          source={source}
          choices={choices}
          onClose={() => setMaking(false)}
          onMade={(secret) => {
            setMaking(false);
            setMade({ secret });
            setPage({ before: undefined });
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
      {revoking && (
        <Revoke source={source} token={revoking} onClose={() => setRevoking(undefined)} />
      )}
    </>
  );
}

interface RevokeProps {
  source: TokenSource;
  token: Token;
  onClose: () => void;
}

function Revoke({ source, token, onClose }: RevokeProps) {
  const t = useTranslations('tokens');
  const revoke = useAction({
    run: () => source.revoke(token.id),
    done: () => t('revoked'),
    refresh: [source.key],
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
