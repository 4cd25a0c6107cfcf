import { useTranslations } from 'use-intl';
import { Select } from '~/ui/Select';
import type { Parameter } from './api';

const TYPES = ['text', 'number', 'date'] as const satisfies readonly Parameter['type'][];

interface Props {
  parameters: readonly Parameter[];
  onChange: (parameters: Parameter[]) => void;
}

/** What each parameter that the text names will be. */
export function ParameterTypes({ parameters, onChange }: Props) {
  const t = useTranslations('ordersQueries');
  if (parameters.length === 0) return null;
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-2">
      <legend className="mb-1.5 text-sm font-medium">{t('parameters')}</legend>
      {parameters.map((parameter) => (
        <Select
          key={parameter.name}
          label={parameter.name}
          value={parameter.type}
          onChange={(type) =>
            onChange(parameters.map((each) => (each === parameter ? { ...each, type } : each)))
          }
          items={TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
        />
      ))}
    </fieldset>
  );
}
