import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useFilters } from '~/lib/useFilters';
import { Button } from '~/ui/Button';
import { PageHeader } from '~/ui/PageHeader';
import { peopleQuery } from './api';
import { readPeopleFilters } from './filters';
import en from './messages/en';
import fr from './messages/fr';
import { PeopleList } from './PeopleList';
import { PersonForm } from './PersonForm';
import { PersonSheet } from './PersonSheet';

export function PeoplePage() {
  return (
    <FeatureMessages namespace="consolePeople" catalogues={{ fr, en }}>
      <People />
    </FeatureMessages>
  );
}

function People() {
  const t = useTranslations('consolePeople');
  const [filters, setFilters] = useFilters(readPeopleFilters);
  const [adding, setAdding] = useState(false);
  const query = useQuery(peopleQuery(filters, useLocale()));
  const manages = may(useMe(), 'console.people.manage');
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          manages && (
            <Button kind="primary" icon={UserPlus} onPress={() => setAdding(true)}>
              {t('add.action')}
            </Button>
          )
        }
      />
      <PeopleList query={query} filters={filters} onFilter={setFilters} />
      {filters.person !== undefined && (
        <PersonSheet
          id={filters.person}
          manages={manages}
          onClose={() => setFilters({ person: undefined })}
        />
      )}
      {adding && (
        <PersonForm
          onClose={() => setAdding(false)}
          onAdded={({ id }) => {
            setAdding(false);
            setFilters({ person: id });
          }}
        />
      )}
    </>
  );
}
