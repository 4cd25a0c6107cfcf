import { useLocale, useTranslations } from 'use-intl';
import { TokensView } from '~/parts/tokens/TokensView';
import { makeToken, revokeToken, TOKENS_KEY, tokensQuery } from '../api';

/** What lets one's own scripts in. */
export function TokensPage() {
  const t = useTranslations('profile.tokens');
  const language = useLocale();
  const words = {
    title: t('title'),
    description: t('description'),
    make: t('make'),
    empty: t('empty'),
    emptyText: t('emptyText'),
    nothingToGive: t('nothingToGive'),
  };
  const source = {
    key: TOKENS_KEY,
    manages: true,
    query: (before: number | undefined) => tokensQuery(language, before),
    make: makeToken,
    revoke: revokeToken,
    words,
  };
  return <TokensView source={source} />;
}
