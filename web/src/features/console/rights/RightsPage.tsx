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
            <MatrixList matrix={matrix} />
            <Legend />
          </>
        )}
      </QueryView>
    </>
  );
}

const appsOf = ({ permissions }: Matrix) => [...new Set(permissions.map(({ app }) => app))];

/** An app by the name that the pages have for it. */
function useAppName(): (app: string) => string {
  const t = useTranslations('consoleRights');
  return (app) => {
    const key = `apps.${app}` as 'apps.console';
    return t.has(key) ? t(key) : app;
  };
}

/** One line per right, one column per role, where there is room for them. */
function MatrixTable({ matrix }: { matrix: Matrix }) {
  const t = useTranslations('consoleRights');
  const appName = useAppName();
  const { roles, permissions } = matrix;
  return (
    <div className="card overflow-hidden max-lg:hidden print:block">
      <table aria-label={t('title')} className="w-full text-sm">
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
        {appsOf(matrix).map((app) => (
          <tbody key={app}>
            <tr className="border-t border-line bg-raised">
              <th
                scope="rowgroup"
                colSpan={roles.length + 1}
                className="px-4 py-1.5 text-left text-xs font-semibold"
              >
                {appName(app)}
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
    </div>
  );
}

/** On phones each right with the roles that have it. */
function MatrixList({ matrix }: { matrix: Matrix }) {
  const t = useTranslations('consoleRights');
  const appName = useAppName();
  const { roles, permissions } = matrix;
  return (
    <div className="card overflow-hidden lg:hidden print:hidden">
      {appsOf(matrix).map((app) => (
        <section key={app} aria-label={appName(app)} className="first:[&>h2]:border-t-0">
          <h2 className="border-t border-line bg-raised px-4 py-1.5 text-xs font-semibold">
            {appName(app)}
          </h2>
          <ul>
            {permissions
              .filter((right) => right.app === app)
              .map((right) => (
                <li key={right.name} className="min-w-0 border-t border-line px-4 py-2.5 text-sm">
                  <RightTitle right={right} />
                  <span className="mt-1 block text-mute">
                    {roles
                      .filter(({ role }) => right.roles.includes(role))
                      .map(({ title }) => title)
                      .join(', ') || t('nobody')}
                  </span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
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
      <span className="block font-mono text-xs break-all text-mute">{right.name}</span>
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
