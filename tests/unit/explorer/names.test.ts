import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, isRightToLeft, nameOf } from '../../../src/explorer/graph/names.ts';
import { entity } from './support/scene.ts';

describe('names from outside', () => {
  test('are one line of limited length without bidirectional control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const shown = cleanText(text);
        expect([...shown].length).toBeLessThanOrEqual(120);
        expect(shown).not.toMatch(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
    expect(cleanText('x'.repeat(10_000))).toBe(`${'x'.repeat(119)}…`);
    expect(cleanText('evil\u202egnp.exe\n second')).toBe('evil gnp.exe second');
  });

  test('keep zero-width non-joiners', () => {
    expect(cleanText('نیروی\u200cهوایی')).toBe('نیروی\u200cهوایی');
  });

  test('have the direction of their script', () => {
    expect(isRightToLeft('هيئة تحرير الشام')).toBe(true);
    expect(isRightToLeft('… 12 חיזבאללה')).toBe(true);
    expect(isRightToLeft('Hezbollah (حزب الله)')).toBe(false);
    expect(isRightToLeft('2016')).toBe(false);
  });

  test('are in their native script where that is selected and known', () => {
    const hezbollah = entity('hezbollah', 'Hezbollah', { aliases: [{ name: 'حزب الله', kind: 'NATIVE', language: 'ar' }] });
    expect(nameOf(hezbollah, true)).toBe('حزب الله');
    expect(nameOf(hezbollah)).toBe('Hezbollah');
    expect(nameOf(entity('iran', 'Iran'), true)).toBe('Iran');
  });
});
