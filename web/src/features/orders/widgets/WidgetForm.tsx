import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { ChangedMeanwhile } from '~/parts/changed/ChangedMeanwhile';
import { FormDialog } from '~/parts/FormDialog';
import { Select } from '~/ui/Select';
import { TextArea } from '~/ui/TextArea';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import {
  addWidget,
  replaceWidget,
  WIDGETS_KEY,
  type Widget,
  type WidgetDraft,
  type WidgetPage,
  widgetsQuery,
} from './api';
import { ColourField } from './ColourField';
import { draftOf, isColour, readOrigins } from './draft';
import { SourceChoice } from './SourceChoice';

interface Props {
  /** None: one is made. */
  of?: Widget;
  onClose: () => void;
  onDone: (widget: Widget) => void;
}

type Field = 'name' | 'origins' | 'sources' | 'title' | 'colour';

/** Makes a key or changes it; what the server refuses of an address is said at the addresses. */
export function WidgetForm({ of, onClose, onDone }: Props) {
  const t = useTranslations('ordersWidgets');
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(of));
  const [origins, setOrigins] = useState(() => draft.origins.join('\n'));
  const [version, setVersion] = useState(of?.version ?? 0);
  const form = useForm<Field, WidgetDraft, Widget>({
    run: (body) => (of ? replaceWidget({ key: of.key, version }, body) : addWidget(body)),
    onDone: (widget) => {
      void queries.invalidateQueries({ queryKey: WIDGETS_KEY });
      toast(t(of ? 'saved' : 'made'));
      onDone(widget);
    },
  });
  const set = (change: Partial<WidgetDraft>) => setDraft({ ...draft, ...change });
  const refusedAt = (list: 'origins' | 'sources') =>
    form.failure?.facts.fields?.find(({ pointer }) => pointer.startsWith(`/${list}/`))?.detail;
  const typed = readOrigins(origins);
  return (
    <FormDialog
      title={t(of ? 'changeTitle' : 'make')}
      action={t(of ? 'save' : 'makeAction')}
      form={form}
      onClose={onClose}
      onSubmit={() =>
        form.submit(
          {
            ...draft,
            name: draft.name.trim(),
            title: draft.title?.trim() || null,
            origins: typed,
          },
          {
            name: draft.name.trim() === '' ? t('nameMissing') : undefined,
            origins: typed.length === 0 ? t('originsMissing') : undefined,
            sources: draft.sources?.length === 0 ? t('sourcesMissing') : undefined,
            colour: isColour(draft.colour) ? undefined : t('colourWrong'),
          },
        )
      }
    >
      <TextField
        isRequired
        autoFocus
        label={t('name')}
        hint={t('nameHint')}
        maxLength={200}
        autoComplete="off"
        value={draft.name}
        onChange={(name) => set({ name })}
        error={form.errorAt('name')}
      />
      <TextArea
        isRequired
        label={t('origins')}
        hint={t('originsHint')}
        rows={3}
        value={origins}
        onChange={setOrigins}
        error={form.errorAt('origins') ?? refusedAt('origins')}
      />
      <SourceChoice
        chosen={draft.sources}
        error={form.errorAt('sources') ?? refusedAt('sources')}
        onChange={(sources) => set({ sources })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t('panelTitle')}
          hint={t('panelTitleHint')}
          maxLength={200}
          autoComplete="off"
          value={draft.title ?? ''}
          onChange={(title) => set({ title })}
          error={form.errorAt('title')}
        />
        <ColourField
          value={draft.colour}
          onChange={(colour) => set({ colour })}
          error={form.errorAt('colour')}
        />
        <Select
          stacked
          label={t('language')}
          value={draft.language ?? 'page'}
          onChange={(language) => set({ language: language === 'page' ? null : language })}
          items={(['page', 'fr', 'en'] as const).map((value) => ({
            value,
            label: t(`languages.${value}`),
          }))}
        />
        <Select
          stacked
          label={t('position')}
          value={draft.position}
          onChange={(position) => set({ position })}
          items={(['right', 'left'] as const).map((value) => ({
            value,
            label: t(`positions.${value}`),
          }))}
        />
        <Select
          stacked
          label={t('scheme')}
          value={draft.scheme}
          onChange={(scheme) => set({ scheme })}
          items={(['auto', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`schemes.${value}`),
          }))}
        />
      </div>
      {of && (
        <ChangedMeanwhile
          failure={form.failure}
          read={() => latestOf(of, () => queries.fetchQuery({ ...widgetsQuery, staleTime: 0 }))}
          compare={(latest) => [
            { label: t('name'), mine: draft.name, theirs: latest.name },
            { label: t('origins'), mine: typed.join(', '), theirs: latest.origins.join(', ') },
            {
              label: t('sources'),
              mine: draft.sources?.join(', ') ?? t('all'),
              theirs: latest.sources?.join(', ') ?? t('all'),
            },
            { label: t('panelTitle'), mine: draft.title ?? '', theirs: latest.title ?? '' },
            { label: t('colour'), mine: draft.colour, theirs: latest.colour },
          ]}
          onKeep={(latest) => setVersion(latest.version)}
          onTake={(latest) => {
            setVersion(latest.version);
            setDraft(draftOf(latest));
            setOrigins(latest.origins.join('\n'));
          }}
        />
      )}
    </FormDialog>
  );
}

/** A key is never deleted: it is in the list. */
async function latestOf(of: Widget, read: () => Promise<WidgetPage>): Promise<Widget> {
  return (await read()).widgets.find(({ key }) => key === of.key) ?? of;
}
