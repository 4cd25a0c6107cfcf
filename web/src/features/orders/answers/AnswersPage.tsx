import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { fold } from '~/lib/fold';
import { LANGUAGES } from '~/lib/language';
import { oneOf, text, useFilters } from '~/lib/useFilters';
import { Badge } from '~/ui/Badge';
import { Checkbox } from '~/ui/Checkbox';
import { Choice } from '~/ui/Choice';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { SearchField } from '~/ui/SearchField';
import { Select } from '~/ui/Select';
import { type Template, templatesQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';
import { TemplateSheet } from './TemplateSheet';

const CATALOGUES = { fr, en };

export function AnswersPage() {
  return (
    <FeatureMessages namespace="ordersAnswers" catalogues={CATALOGUES}>
      <Answers />
    </FeatureMessages>
  );
}

function readView(search: Record<string, unknown>) {
  return {
    source: text(search.source),
    language: oneOf(LANGUAGES, search.language),
    search: text(search.search),
    own: search.own === true ? true : undefined,
    sentence: text(search.sentence),
  };
}

type View = ReturnType<typeof readView>;

function matches({ search, own }: View, template: Template): boolean {
  if (own && !template.own) return false;
  return search === undefined || fold(`${template.name} ${template.text}`).includes(fold(search));
}

function Answers() {
  const t = useTranslations('ordersAnswers');
  const [view, change] = useFilters(readView);
  const page = useLocale();
  const language = view.language ?? page;
  const query = useQuery(templatesQuery(view.source, language));
  const all = query.data?.templates ?? [];
  const open = all.find(({ name }) => name === view.sentence);
  const sources = query.data?.sources ?? [];
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="card min-w-0 overflow-hidden">
        <FilterBar>
          <Choice
            label={t('language')}
            value={language}
            onChange={(chosen) => change({ language: chosen === page ? undefined : chosen })}
            items={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
          />
          {sources.length > 1 && (
            <Select
              label={t('source')}
              value={view.source ?? sources[0] ?? ''}
              onChange={(source) => change({ source })}
              items={sources.map((value) => ({ value, label: value }))}
            />
          )}
          <SearchField
            label={t('search')}
            placeholder={t('searchHint')}
            value={view.search ?? ''}
            onSearch={(words) => change({ search: words || undefined })}
          />
          <Checkbox
            isSelected={view.own ?? false}
            onChange={(own) => change({ own: own || undefined })}
          >
            {t('onlyOwn')}
          </Checkbox>
        </FilterBar>
        <QueryView query={query}>
          {({ templates }) => (
            <Rows
              templates={templates.filter((template) => matches(view, template))}
              faded={query.isPlaceholderData}
              onOpen={(name) => change({ sentence: name })}
            />
          )}
        </QueryView>
      </div>
      {open && (
        <TemplateSheet
          key={`${open.source} ${open.language} ${open.name}`}
          of={open}
          onClose={() => change({ sentence: undefined })}
        />
      )}
    </>
  );
}

interface RowsProps {
  templates: Template[];
  faded: boolean;
  onOpen: (name: string) => void;
}

function Rows({ templates, faded, onOpen }: RowsProps) {
  const t = useTranslations('ordersAnswers');
  const columns: Column<Template>[] = [
    {
      key: 'example',
      title: t('said'),
      cell: ({ example }) => (
        <span className="line-clamp-2 font-normal whitespace-pre-line">{example}</span>
      ),
    },
    {
      key: 'name',
      title: t('name'),
      width: 'lg:w-48',
      stacked: 'bare',
      cell: ({ name }) => <code className="font-mono text-xs break-all text-mute">{name}</code>,
    },
    {
      key: 'own',
      title: t('state'),
      width: 'lg:w-28',
      stacked: 'aside',
      cell: ({ own, missing }) =>
        own ? (
          <Badge tone={missing.length > 0 ? 'warn' : 'accent'}>
            {t(missing.length > 0 ? 'incomplete' : 'own')}
          </Badge>
        ) : null,
    },
  ];
  if (templates.length === 0) {
    return <EmptyState icon={SearchX} title={t('nothing')} text={t('nothingText')} />;
  }
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={templates}
      rowKey={({ name }) => name}
      onOpen={({ name }) => onOpen(name)}
      faded={faded}
    />
  );
}
