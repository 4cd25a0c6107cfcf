import { useQuery } from '@tanstack/react-query';
import { Plus, RotateCcw, TriangleAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button as Chip } from 'react-aria-components/Button';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { asFailure } from '~/api/failure';
import { useRested } from '~/lib/useRested';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { Notice } from '~/ui/Notice';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { TextArea } from '~/ui/TextArea';
import { useAction } from '~/ui/useAction';
import { changeTemplate, previewQuery, TEMPLATES_KEY, type Template } from './api';
import { withField } from './insert';

const LONGEST = 600;
const REST_MS = 400;

/** One sentence in one's own words: what it would say is shown as it is typed. */
export function TemplateSheet({ of, onClose }: { of: Template; onClose: () => void }) {
  const t = useTranslations('ordersAnswers');
  const [text, setText] = useState(of.text);
  const form = useRef<HTMLFormElement>(null);
  const rested = useRested(text, REST_MS);
  const changed = text.trim() !== of.text;
  const preview = useQuery({ ...previewQuery(of, rested), enabled: rested !== of.text });
  const failure = preview.error && rested === text ? asFailure(preview.error) : undefined;
  const shown = (rested === of.text ? of : preview.data) ?? of;
  const save = useAction({
    run: (wanted: string) => changeTemplate(of, wanted.trim()),
    done: (_, wanted) => t(wanted === '' ? 'restored' : 'saved'),
    refresh: [TEMPLATES_KEY],
    onDone: onClose,
  });
  const insert = (field: string) => {
    const area = form.current?.querySelector('textarea');
    if (!area) return;
    const { text: written, at } = withField(text, field, area.selectionStart, area.selectionEnd);
    setText(written);
    requestAnimationFrame(() => {
      area.focus();
      area.setSelectionRange(at, at);
    });
  };
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={t('sentence')}
      subtitle={<code className="font-mono text-xs">{of.name}</code>}
      aside={of.own && <Badge tone="accent">{t('own')}</Badge>}
      actions={
        <>
          <Button
            kind="primary"
            isDisabled={!changed || text.trim() === '' || failure !== undefined}
            isPending={save.isPending}
            onPress={() => save.mutate(text)}
          >
            {t('save')}
          </Button>
          {of.own && (
            <Button icon={RotateCcw} isPending={save.isPending} onPress={() => save.mutate('')}>
              {t('restore')}
            </Button>
          )}
        </>
      }
    >
      <Form
        ref={form}
        validationBehavior="aria"
        onSubmit={(event) => event.preventDefault()}
        className="flex flex-col gap-3"
      >
        <TextArea
          label={t('text')}
          rows={5}
          maxLength={LONGEST}
          value={text}
          onChange={setText}
          error={failure && (failure.facts.fields?.[0]?.detail ?? failure.facts.detail)}
        />
        {of.fields.length > 0 ? (
          <div className="flex flex-wrap items-center gap-1.5">
            <span className="text-xs text-mute">{t('fields')}</span>
            {of.fields.map((field) => (
              <Chip
                key={field}
                onPress={() => insert(field)}
                className="inline-flex h-7 items-center gap-1 rounded-md border border-line bg-surface px-2 font-mono text-xs hover:border-edge max-sm:h-11"
              >
                <Plus aria-hidden size={12} className="text-mute" />
                {`{${field}}`}
                {of.needs.includes(field) && (
                  <span className="font-sans text-mute">{t('needed')}</span>
                )}
              </Chip>
            ))}
          </div>
        ) : (
          <p className="text-xs text-mute">{t('noFields')}</p>
        )}
        {shown.missing.length > 0 && !failure && (
          <Notice icon={TriangleAlert} tone="warn">
            {t('missing', { fields: shown.missing.map((field) => `{${field}}`).join(', ') })}
          </Notice>
        )}
      </Form>
      <Section title={t('preview')}>
        <p
          aria-live="polite"
          className="max-w-[60ch] rounded-2xl rounded-bl-sm bg-raised px-3.5 py-2 whitespace-pre-line"
        >
          {shown.example}
        </p>
      </Section>
      <Section title={t('ours')}>
        <p className="text-sm whitespace-pre-line text-mute">{of.ours}</p>
      </Section>
    </Sheet>
  );
}
