import type { FieldError } from '~/api/failure';
import { normaliseNumber } from './number';
import type { Lookup } from './track';

export const NAME_MAX = 120;

export type Complaint = 'numberMissing' | 'numberShape' | 'nameMissing' | 'nameTooLong';

export interface Complaints {
  number?: Complaint;
  name?: Complaint;
}

/** What must be mended before asking; nothing when the look-up can be sent. */
export function complaintsAbout({ number, name }: Lookup): Complaints {
  const complaints: Complaints = {};
  const normal = normaliseNumber(number);
  if (normal === '') complaints.number = 'numberMissing';
  else if (!/\d/.test(normal)) complaints.number = 'numberShape';
  if (name.trim() === '') complaints.name = 'nameMissing';
  else if (name.length > NAME_MAX) complaints.name = 'nameTooLong';
  return complaints;
}

/** What the server refused, by field; its sentences are in the language of the page. */
export function refusedFields(
  errors: readonly FieldError[],
): Partial<Record<keyof Lookup, string>> {
  const refused: Partial<Record<keyof Lookup, string>> = {};
  for (const { pointer, detail } of errors) {
    if (pointer.endsWith('/number')) refused.number ??= detail;
    if (pointer.endsWith('/name')) refused.name ??= detail;
  }
  return refused;
}
