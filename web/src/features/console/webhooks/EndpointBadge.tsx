import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import type { Endpoint } from './api';
import { ENDPOINT_TONES, stateOf } from './endpointState';

export function EndpointBadge({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations('consoleWebhooks.state');
  const state = stateOf(endpoint);
  return <Badge tone={ENDPOINT_TONES[state]}>{t(state)}</Badge>;
}
