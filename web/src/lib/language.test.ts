import { expect, test } from 'vitest';
import { chooseLanguage } from './language';

test.each([
  ['en', ['fr-FR'], 'en'],
  [null, ['en-US', 'fr'], 'en'],
  [null, ['de-DE', 'fr-CA', 'en'], 'fr'],
  ['klingon', ['de'], 'fr'],
  [null, [], 'fr'],
] as const)('kept %s, browser %j: %s', (kept, preferred, chosen) => {
  expect(chooseLanguage(kept, preferred)).toBe(chosen);
});
