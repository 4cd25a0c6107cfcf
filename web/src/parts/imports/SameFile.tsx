import { useQuery } from '@tanstack/react-query';
import { CopyCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { Notice } from '~/ui/Notice';
import { type ImportSource, importQuery } from './source';

interface Props {
  app: ImportSource['app'];
  /** The import that had brought the file. */
  id: number;
  onOpen: (id: number) => void;
  onAgain: () => void;
}

/** The file that was sent is, byte by byte, one that was imported: to be left at that, or not. */
export function SameFile({ app, id, onOpen, onAgain }: Props) {
  const t = useTranslations('imports.send.same');
  const { moment } = useFormats();
  const before = useQuery(importQuery(app, useLocale(), id)).data;
  const number = String(id);
  return (
    <Notice
      icon={CopyCheck}
      tone="accent"
      title={t('title')}
      className="mt-3"
      action={
        <div className="flex flex-wrap gap-2">
          <Button onPress={() => onOpen(id)}>{t('open', { id: number })}</Button>
          <Button onPress={onAgain}>{t('again')}</Button>
        </div>
      }
    >
      <p>
        {before
          ? t('text', {
              id: number,
              name: before.file.name,
              moment: moment(new Date(before.created_at)),
            })
          : t('brief', { id: number })}
      </p>
      <p>{t('choice')}</p>
    </Notice>
  );
}
