import { useQuery } from '@tanstack/react-query';
import { Check, Download, KeyRound, Server } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { plainButtonLink } from '~/ui/buttonLink';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { exportAddress, type Matrix, type RightOfMatrix, rightsQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';

export function RightsPage() {
  return (
    <FeatureMessages namespace="consoleRights" catalogues={{ fr, en }}>
      <Rights />
    </FeatureMessages>
  );
}

function Rights() {
  const t = useTranslations('consoleRights');
  const query = useQuery(rightsQuery(useLocale()));
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <a href={exportAddress()} download className={plainButtonLink}>
            <Download aria-hidden size={16} />
            {t('export')}
          </a>
        }
      />
      <QueryView query={query}>
        {(matrix) => (
          <>
            <MatrixTable matrix={matrix} />
            <Legend />
          </>
        )}
      </QueryView>
    </>
  );
}

/** One line per right, one column per role; it scrolls sideways where there is no room. */
function MatrixTable({ matrix: { roles, permissions } }: { matrix: Matrix }) {
  const t = useTranslations('consoleRights');
  const apps = [...new Set(permissions.map(({ app }) => app))];
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('title')}
      className="card relative overflow-x-auto outline-offset-2"
    >
      <table className="w-full min-w-[720px] text-sm">
        <thead>
          <tr className="align-bottom">
            <th scope="col" className="px-4 py-3 text-left text-xs font-medium text-mute">
              {t('right')}
            </th>
            {roles.map(({ role, title, people }) => (
              <th key={role} scope="col" className="w-24 px-1 py-3 text-center text-xs font-medium">
                {title}
                <span className="num block font-normal text-mute">
                  {t('people', { count: people })}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        {apps.map((app) => (
          <tbody key={app}>
            <tr className="border-t border-line bg-raised">
              <th
                scope="rowgroup"
                colSpan={roles.length + 1}
                className="px-4 py-1.5 text-left text-xs font-semibold"
              >
                {t.has(`apps.${app}` as 'apps.console') ? t(`apps.${app}` as 'apps.console') : app}
              </th>
            </tr>
            {permissions
              .filter((right) => right.app === app)
              .map((right) => (
                <tr key={right.name} className="border-t border-line hover:bg-raised">
                  <th scope="row" className="px-4 py-2 text-left font-normal">
                    <RightTitle right={right} />
                  </th>
                  {roles.map(({ role }) => (
                    <td key={role} className="text-center">
                      <Mark given={right.roles.includes(role)} />
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function RightTitle({ right }: { right: RightOfMatrix }) {
  const t = useTranslations('consoleRights');
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2">
        {right.title}
        {right.dangerous && (
          <KeyRound size={14} aria-label={t('dangerous')} className="text-warn" />
        )}
        {right.of_installation && (
          <Server size={14} aria-label={t('ofInstallation')} className="text-mute" />
        )}
      </span>
      <span className="block font-mono text-xs text-mute">{right.name}</span>
    </>
  );
}

function Mark({ given }: { given: boolean }) {
  const t = useTranslations('consoleRights');
  return given ? (
    <Check size={17} strokeWidth={2.4} aria-label={t('yes')} className="mx-auto text-good" />
  ) : (
    <span className="text-mute">
      <span aria-hidden>·</span>
      <span className="sr-only">{t('no')}</span>
    </span>
  );
}

function Legend() {
  const t = useTranslations('consoleRights');
  return (
    <ul className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-xs text-mute">
      <li className="flex items-center gap-1.5">
        <KeyRound aria-hidden size={13} className="text-warn" />
        {t('dangerous')}
      </li>
      <li className="flex items-center gap-1.5">
        <Server aria-hidden size={13} />
        {t('ofInstallation')}
      </li>
    </ul>
  );
}
