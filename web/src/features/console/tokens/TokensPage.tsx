import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { TokensView } from '~/parts/tokens/TokensView';
import { placesQuery } from '../places/api';
import { indented } from '../places/tree';
import { makeToken, revokeToken, TOKENS_KEY, tokensQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';

export function TokensPage() {
  return (
    <FeatureMessages namespace="consoleTokens" catalogues={{ fr, en }}>
      <ServiceTokens />
    </FeatureMessages>
  );
}

/** What lets machines in that act for nobody. */
function ServiceTokens() {
  const t = useTranslations('consoleTokens');
  const language = useLocale();
  const { data: places } = useQuery(placesQuery(language));
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
    manages: may(useMe(), 'console.tokens.manage'),
    query: (before: number | undefined) => tokensQuery(language, before),
    make: makeToken,
    revoke: revokeToken,
    places: indented(places?.places ?? []),
    words,
  };
  return <TokensView source={source} />;
}
