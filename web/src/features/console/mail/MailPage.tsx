import { useQuery } from '@tanstack/react-query';
import { CircleQuestionMark, Inbox, MailX, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useFilters } from '~/lib/useFilters';
import { Button } from '~/ui/Button';
import { Notice } from '~/ui/Notice';
import { PageHeader } from '~/ui/PageHeader';
import { Freshness } from '../Freshness';
import { mailsQuery, type MailPage as Page } from './api';
import { type Filter, NO_FILTER, readMailFilters } from './filters';
import { MailList } from './MailList';
import { MailSheet } from './MailSheet';
import en from './messages/en';
import fr from './messages/fr';
import { TestForm } from './TestForm';

const POLL_MS = 5000;

export function MailPage() {
  return (
    <FeatureMessages namespace="consoleMail" catalogues={{ fr, en }}>
      <Mails />
    </FeatureMessages>
  );
}

function Mails() {
  const t = useTranslations('consoleMail');
  const [filters, setFilters] = useFilters(readMailFilters);
  const [testing, setTesting] = useState(false);
  const manages = may(useMe(), 'console.mail.manage');
  const query = useQuery({ ...mailsQuery(filters), refetchInterval: POLL_MS });
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <Freshness
              readAt={query.dataUpdatedAt}
              reading={query.isFetching}
              onRefresh={() => void query.refetch()}
            />
            {manages && (
              <Button kind="primary" icon={Send} onPress={() => setTesting(true)}>
                {t('test.action')}
              </Button>
            )}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {query.data && <Notices page={query.data} onFilter={setFilters} />}
        <MailList query={query} filters={filters} onFilter={setFilters} />
      </div>
      {filters.mail !== undefined && (
        <MailSheet
          id={filters.mail}
          manages={manages}
          onClose={() => setFilters({ mail: undefined })}
        />
      )}
      {testing && <TestForm onClose={() => setTesting(false)} />}
    </>
  );
}

/** Where mails go, unless it is out into the world; and those that want a decision. */
function Notices({ page, onFilter }: { page: Page; onFilter: Filter }) {
  const t = useTranslations('consoleMail');
  const unknown = page.attention.unknown ?? 0;
  return (
    <>
      {page.way !== 'smtp' && (
        <Notice
          icon={page.way === 'off' ? MailX : Inbox}
          tone={page.way === 'off' ? 'warn' : 'accent'}
        >
          {t(`ways.${page.way}`)}
        </Notice>
      )}
      {unknown > 0 && (
        <Notice
          icon={CircleQuestionMark}
          tone="warn"
          title={t('attention.title', { count: unknown })}
          action={
            <Button onPress={() => onFilter({ ...NO_FILTER, state: 'unknown' })}>
              {t('attention.show')}
            </Button>
          }
        >
          {t('attention.text')}
        </Notice>
      )}
    </>
  );
}
