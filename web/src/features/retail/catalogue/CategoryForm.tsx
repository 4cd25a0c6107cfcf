import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { ChangedMeanwhile } from '~/parts/changed/ChangedMeanwhile';
import { FormDialog } from '~/parts/FormDialog';
import { Select } from '~/ui/Select';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { RETAIL_KEY } from '../api';
import { addCategory, type Category, readCategory, renameCategory } from './api';
import { CodeField } from './CodeField';
import { useCategoryItems } from './useCategoryItems';

const NAME_MAX = 200;
const TOP = '';

interface Props {
  /** None: a new one. */
  category?: Category;
  onClose: () => void;
}

/** Its names, and where a new one hangs: what was sold stays where it was sold. */
export function CategoryForm({ category, onClose }: Props) {
  const t = useTranslations('retail.catalogue');
  const queries = useQueryClient();
  const items = useCategoryItems();
  const [base, setBase] = useState(category);
  const [name, setName] = useState(category?.name ?? '');
  const [english, setEnglish] = useState(category?.name_en ?? '');
  const [code, setCode] = useState('');
  const [above, setAbove] = useState(TOP);
  const form = useForm<'name' | 'name_en' | 'code' | 'parent_id', void, Category>({
    run: () => {
      const names = { name: name.trim(), name_en: english.trim() || null };
      if (base) return renameCategory(base.id, base.version, names);
      return addCategory({ ...names, code: code.trim(), parent_id: Number(above) || null });
    },
    onDone: (saved) => {
      void queries.invalidateQueries({ queryKey: RETAIL_KEY });
      toast(t('saved', { name: saved.name }));
      onClose();
    },
  });
  return (
    <FormDialog
      title={base ? base.name : t('newCategory')}
      action={t('save')}
      form={form}
      onClose={onClose}
      onSubmit={() =>
        form.submit(undefined, {
          name: name.trim() === '' ? t('nameMissing') : undefined,
          code: !base && code.trim() === '' ? t('codeMissing') : undefined,
        })
      }
    >
      <TextField
        autoFocus
        isRequired
        label={t('name')}
        value={name}
        onChange={setName}
        maxLength={NAME_MAX}
        error={form.errorAt('name')}
        autoComplete="off"
      />
      <TextField
        label={t('nameInEnglish')}
        hint={t('nameInEnglishHint')}
        value={english}
        onChange={setEnglish}
        maxLength={NAME_MAX}
        error={form.errorAt('name_en')}
        autoComplete="off"
        input={{ lang: 'en' }}
      />
      {!base && (
        <>
          <CodeField
            label={t('code')}
            value={code}
            onChange={setCode}
            error={form.errorAt('code')}
          />
          <Select
            stacked
            label={t('above')}
            value={above}
            onChange={setAbove}
            items={[{ value: TOP, label: t('top') }, ...items]}
          />
        </>
      )}
      {base && (
        <ChangedMeanwhile
          failure={form.failure}
          read={(signal) => readCategory(base.id, signal)}
          compare={(latest) => [
            { label: t('name'), mine: name, theirs: latest.name },
            { label: t('nameInEnglish'), mine: english, theirs: latest.name_en ?? '' },
          ]}
          onKeep={setBase}
          onTake={(latest) => {
            setBase(latest);
            setName(latest.name);
            setEnglish(latest.name_en ?? '');
          }}
        />
      )}
    </FormDialog>
  );
}
