import type healthFr from '~/features/health/messages/fr';
import type homeFr from '~/features/home/messages/fr';
import type ordersFr from '~/features/orders/messages/fr';
import type { Language } from '~/lib/language';
import type { fr } from './messages/fr';

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language;
    Messages: typeof fr & {
      homePage: typeof homeFr;
      ordersPage: typeof ordersFr;
      healthPage: typeof healthFr;
    };
  }
}
