import { expect, test } from 'vitest';
import { enumerated } from '../../../src/model/answerWords.ts';

test('names are a phrase in which each can be told from the next', () => {
  expect(enumerated([])).toBe('');
  expect(enumerated(['Iran'])).toBe('Iran');
  expect(enumerated(['Iran', 'Iraq', 'Russia'])).toBe('Iran, Iraq and Russia');
  expect(enumerated(['Iran', 'Iraq', 'Russia', 'Turkey'], 2)).toBe('Iran, Iraq and 2 others');
  expect(enumerated(['Ahrar al-Sham, HTS', 'Turkey', 'HTS'], 2)).toBe('“Ahrar al-Sham, HTS”, Turkey and 1 other');
  expect(enumerated(['Ahrar al-Sham, HTS'])).toBe('“Ahrar al-Sham, HTS”');
  expect(enumerated(['“UCDP Actor Dataset, version 22.1”', 'SOHR'])).toBe('“UCDP Actor Dataset, version 22.1” and SOHR');
});
