import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Failure } from '~/api/failure';
import { Notice } from './Notice';

interface Props {
  failure: Failure | undefined;
  /** Where the kind of failure says less than what was tried. */
  title?: string;
}

/** Why what a form sent was not taken, unless its fields say it already. */
export function FormFailure({ failure, title }: Props) {
  const t = useTranslations('failure');
  if (failure === undefined || (failure.facts.fields?.length ?? 0) > 0) return null;
  const { kind, facts } = failure;
  return (
    <div role="alert">
      <Notice icon={TriangleAlert} tone="bad" title={title ?? t(`${kind}.title`)}>
        {facts.detail ?? t(`${kind}.text`)}
      </Notice>
    </div>
  );
}
