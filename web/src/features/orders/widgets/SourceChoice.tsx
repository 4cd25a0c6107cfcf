import { useQuery } from '@tanstack/react-query';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { useTranslations } from 'use-intl';
import { Checkbox } from '~/ui/Checkbox';
import { Select } from '~/ui/Select';
import { widgetsQuery } from './api';
import { offeredSources } from './draft';

interface Props {
  /** Null: all of them, also those of tomorrow. */
  chosen: string[] | null;
  error: string | undefined;
  onChange: (sources: string[] | null) => void;
}

/** Whose orders a shop's customers find; with one source there is nothing to choose. */
export function SourceChoice({ chosen, error, onChange }: Props) {
  const t = useTranslations('ordersWidgets');
  const known = useQuery(widgetsQuery).data?.sources ?? [];
  if (known.length < 2 && chosen === null) return null;
  return (
    <div className="flex flex-col gap-2">
      <Select
        stacked
        label={t('sources')}
        value={chosen === null ? 'all' : 'some'}
        onChange={(which) => onChange(which === 'all' ? null : [])}
        items={[
          { value: 'all', label: t('allSources') },
          { value: 'some', label: t('someSources') },
        ]}
      />
      {chosen === null ? (
        <p className="text-xs text-mute">{t('allSourcesHint')}</p>
      ) : (
        <CheckboxGroup
          value={chosen}
          onChange={onChange}
          isInvalid={error !== undefined}
          validationBehavior="aria"
          className="flex flex-col gap-1.5"
        >
          <Label className="sr-only">{t('someSources')}</Label>
          <div className="max-h-48 overflow-y-auto rounded-lg border border-line px-3 py-1.5">
            {offeredSources(known, chosen).map((name) => (
              <Checkbox key={name} value={name}>
                {name}
                {!known.includes(name) && (
                  <span className="ml-2 text-xs text-bad">{t('sourceGone')}</span>
                )}
              </Checkbox>
            ))}
          </div>
          <FieldError className="text-sm text-bad">{error}</FieldError>
          <p className="text-xs text-mute">{t('someSourcesHint')}</p>
        </CheckboxGroup>
      )}
    </div>
  );
}
