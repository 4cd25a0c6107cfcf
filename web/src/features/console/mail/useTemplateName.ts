import { useTranslations } from 'use-intl';

const KNOWN = [
  'test',
  'job_failed',
  'webhook_endpoint_disabled',
  'invitation',
  'password_reset',
  'password_changed',
  'new_device',
  'two_factor_changed',
  'token_reused',
] as const;

/** What a template is for; one that has no words here keeps its name. */
export function useTemplateName(): (template: string) => string {
  const t = useTranslations('consoleMail.templates');
  return (template) => {
    const known = KNOWN.find((name) => name === template);
    return known ? t(known) : template;
  };
}
