import type chartsFr from '~/charts/messages/fr';
import type consoleAuditFr from '~/features/console/audit/messages/fr';
import type consoleCacheFr from '~/features/console/cache/messages/fr';
import type consoleCountersFr from '~/features/console/counters/messages/fr';
import type consoleJobsFr from '~/features/console/jobs/messages/fr';
import type consoleLocksFr from '~/features/console/locks/messages/fr';
import type consoleMailFr from '~/features/console/mail/messages/fr';
import type consoleFr from '~/features/console/messages/fr';
import type consolePeopleFr from '~/features/console/people/messages/fr';
import type consolePlacesFr from '~/features/console/places/messages/fr';
import type consoleRetentionFr from '~/features/console/retention/messages/fr';
import type consoleRightsFr from '~/features/console/rights/messages/fr';
import type consoleSessionsFr from '~/features/console/sessions/messages/fr';
import type consoleSettingsFr from '~/features/console/settings/messages/fr';
import type consoleSlowQueriesFr from '~/features/console/slow-queries/messages/fr';
import type consoleTokensFr from '~/features/console/tokens/messages/fr';
import type consoleWebhooksFr from '~/features/console/webhooks/messages/fr';
import type healthFr from '~/features/health/messages/fr';
import type homeFr from '~/features/home/messages/fr';
import type identityFr from '~/features/identity/messages/fr';
import type profileFr from '~/features/identity/profile/messages/fr';
import type ordersFr from '~/features/orders/messages/fr';
import type retailFr from '~/features/retail/messages/fr';
import type workforceFr from '~/features/workforce/messages/fr';
import type { Language } from '~/lib/language';
import type changedFr from '~/parts/changed/messages/fr';
import type importsFr from '~/parts/imports/messages/fr';
import type jobFr from '~/parts/job/messages/fr';
import type tokensFr from '~/parts/tokens/messages/fr';
import type whyFr from '~/parts/why/messages/fr';
import type { fr } from './messages/fr';

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language;
    Messages: typeof fr & {
      homePage: typeof homeFr;
      ordersPage: typeof ordersFr;
      healthPage: typeof healthFr;
      consolePage: typeof consoleFr;
      consoleCache: typeof consoleCacheFr;
      consoleLocks: typeof consoleLocksFr;
      consoleRetention: typeof consoleRetentionFr;
      consoleSlowQueries: typeof consoleSlowQueriesFr;
      consoleWebhooks: typeof consoleWebhooksFr;
      consoleMail: typeof consoleMailFr;
      consoleCounters: typeof consoleCountersFr;
      consoleJobs: typeof consoleJobsFr;
      consolePeople: typeof consolePeopleFr;
      consolePlaces: typeof consolePlacesFr;
      consoleRights: typeof consoleRightsFr;
      consoleSessions: typeof consoleSessionsFr;
      consoleSettings: typeof consoleSettingsFr;
      consoleAudit: typeof consoleAuditFr;
      consoleTokens: typeof consoleTokensFr;
      charts: typeof chartsFr;
      retail: typeof retailFr;
      workforce: typeof workforceFr;
      tokens: typeof tokensFr;
      why: typeof whyFr;
      job: typeof jobFr;
      imports: typeof importsFr;
      changed: typeof changedFr;
      identity: typeof identityFr;
      profile: typeof profileFr;
    };
  }
}
