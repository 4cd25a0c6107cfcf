import { useTranslations } from 'use-intl';
import { useNow } from '~/lib/useNow';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import type { Column } from '~/ui/DataTable';
import { When } from '~/ui/When';
import type { Choice, Token } from './source';

type State = 'active' | 'expired' | 'revoked';

export function stateOf(token: Pick<Token, 'expires_at' | 'revoked_at'>, now: number): State {
  if (token.revoked_at !== null) return 'revoked';
  return Date.parse(token.expires_at) <= now ? 'expired' : 'active';
}

export function useTokenColumns(
  choices: readonly Choice[],
  onRevoke: ((token: Token) => void) | undefined,
  placed: boolean,
): Column<Token>[] {
  const t = useTranslations('tokens');
  const now = useNow();
  const title = (name: string) => choices.find((choice) => choice.name === name)?.title ?? name;
  const placeColumn: Column<Token> = {
    key: 'place',
    title: t('place'),
    width: 'lg:w-20 xl:w-32',
    cell: ({ place }) => place?.name ?? <span className="text-mute">{t('everywhere')}</span>,
  };
  const columns: Column<Token>[] = [
    {
      key: 'name',
      title: t('name'),
      cell: ({ name, prefix }) => (
        <>
          <span className="block font-medium break-words">{name}</span>
          <code className="block truncate font-mono text-xs text-mute">{prefix}…</code>
        </>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      width: 'lg:w-24',
      stacked: 'aside',
      cell: (token) => {
        const state = stateOf(token, now);
        return <Badge tone={state === 'active' ? 'good' : 'neutral'}>{t(`states.${state}`)}</Badge>;
      },
    },
    {
      key: 'permissions',
      title: t('permissions'),
      cell: ({ permissions }) => (
        <span
          title={permissions.map(title).join('\n')}
          className="line-clamp-2 text-sm text-mute max-lg:text-right"
        >
          {permissions.map(title).join(', ')}
        </span>
      ),
    },
    ...(placed ? [placeColumn] : []),
    {
      key: 'used',
      title: t('used'),
      width: 'lg:w-24 xl:w-28',
      numeric: true,
      cell: ({ used_at: at }) =>
        at === null ? <span className="text-mute">{t('never')}</span> : <When at={at} />,
    },
    {
      key: 'expires',
      title: t('expires'),
      width: 'lg:w-24 xl:w-28',
      numeric: true,
      cell: ({ expires_at: at }) => <When at={at} className="text-mute" />,
    },
  ];
  if (onRevoke) {
    columns.push({
      key: 'revoke',
      title: t('action'),
      width: 'lg:w-28',
      numeric: true,
      stacked: 'bare',
      cell: (token) =>
        stateOf(token, now) === 'active' && (
          <Button onPress={() => onRevoke(token)} aria-label={t('revokeOf', { name: token.name })}>
            {t('revoke')}
          </Button>
        ),
    });
  }
  return columns;
}
