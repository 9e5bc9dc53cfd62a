import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameOf, runsFromRight, tidy } from '../../src/explorer/graph/names.ts';
import { entity } from './support/scene.ts';

describe('names that others wrote', () => {
  test('are one line of bearable length without hidden marks of direction', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const shown = tidy(text);
        expect([...shown].length).toBeLessThanOrEqual(120);
        expect(shown).not.toMatch(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
    expect(tidy('x'.repeat(10_000))).toBe(`${'x'.repeat(119)}…`);
    expect(tidy('evil\u202egnp.exe\n second')).toBe('evil gnp.exe second');
  });

  test('keep what joins letters', () => {
    expect(tidy('نیروی\u200cهوایی')).toBe('نیروی\u200cهوایی');
  });

  test('run from the side of their script', () => {
    expect(runsFromRight('هيئة تحرير الشام')).toBe(true);
    expect(runsFromRight('… 12 חיזבאללה')).toBe(true);
    expect(runsFromRight('Hezbollah (حزب الله)')).toBe(false);
    expect(runsFromRight('2016')).toBe(false);
  });

  test('are in their own script where that is asked for and known', () => {
    const hezbollah = entity('hezbollah', 'Hezbollah', { aliases: [{ name: 'حزب الله', kind: 'NATIVE', language: 'ar' }] });
    expect(nameOf(hezbollah, true)).toBe('حزب الله');
    expect(nameOf(hezbollah)).toBe('Hezbollah');
    expect(nameOf(entity('iran', 'Iran'), true)).toBe('Iran');
  });
});
