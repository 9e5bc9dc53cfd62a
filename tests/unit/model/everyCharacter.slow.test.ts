import { expect, test } from 'vitest';
import { normalizeName } from '../../../src/model/normalizeName.ts';

test('normalization is idempotent for every single character of Unicode; unassigned ones many at once', () => {
  const changed: string[] = [];
  const check = (text: string): void => {
    const normalized = normalizeName(text);
    if (normalizeName(normalized) !== normalized) changed.push(text.codePointAt(0)!.toString(16));
  };
  let unassigned = '';
  for (let point = 0; point <= 0x10ffff; point++) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    const character = String.fromCodePoint(point);
    if (!/[\p{Cn}\p{Co}]/u.test(character)) check(character);
    else unassigned += character;
    if (unassigned.length < 4096) continue;
    check(unassigned);
    unassigned = '';
  }
  check(unassigned);
  expect(changed).toEqual([]);
});
