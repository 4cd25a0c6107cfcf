import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useLocale, useTranslations } from 'use-intl';
import { Facts } from '~/ui/Facts';
import { QueryView } from '~/ui/QueryView';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { When } from '~/ui/When';
import { type Person, personQuery } from './api';
import { PersonActions } from './PersonActions';
import { PersonBadge } from './PersonBadge';
import { Renaming } from './Renaming';
import { RoleNames } from './RoleNames';
import { Roles } from './Roles';

interface Props {
  id: number;
  manages: boolean;
  onClose: () => void;
}

/** One person: who it is, what they may do where, and what can be done about them. */
export function PersonSheet({ id, manages, onClose }: Props) {
  const t = useTranslations('consolePeople');
  const query = useQuery(personQuery(id, useLocale()));
  const person = query.data;
  const changeable = manages && person !== undefined && person.status !== 'erased';
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={person?.name ?? t('person')}
      subtitle={person?.email}
      aside={person && <PersonBadge status={person.status} />}
      actions={changeable && <PersonActions person={person} onClose={onClose} />}
    >
      <QueryView query={query}>
        {(found) => <Opened person={found} changeable={changeable} />}
      </QueryView>
    </Sheet>
  );
}

function Opened({ person, changeable }: { person: Person; changeable: boolean }) {
  const t = useTranslations('consolePeople');
  return (
    <>
      <Facts
        facts={[
          [t('facts.created'), <When key="created" full at={person.created_at} />],
          [
            t('facts.seen'),
            person.seen_at ? <When key="seen" full at={person.seen_at} /> : t('table.never'),
          ],
          [t('facts.factor'), t(person.factor ? 'facts.factorOn' : 'facts.factorOff')],
          [t('facts.sessions'), t('facts.sessionCount', { count: person.sessions })],
          [t('facts.language'), t(`language.${person.language ?? 'standard'}`)],
        ]}
      />
      {changeable ? (
        <>
          <Section title={t('roles.title')}>
            <Roles key={JSON.stringify(person.roles)} person={person} />
          </Section>
          <Section title={t('rename.title')}>
            <Renaming key={person.id} person={person} />
          </Section>
        </>
      ) : (
        <Section title={t('roles.title')}>
          <RoleNames roles={person.roles} />
        </Section>
      )}
      <Section title={t('more')}>
        <Link
          to="/console/audit"
          search={{ subject: `person:${person.id}` } as never}
          className="text-sm font-medium text-accent hover:underline"
        >
          {t('audit')}
        </Link>
      </Section>
    </>
  );
}
