import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BACKS, BASE, passage, verdicts, writeAfterBase, writeRows } from '../../support/write/rows.ts';
import { counter, entity, evidence, onlyTie, source } from '../../support/write/stored.ts';
import { describeEachStore } from '../../support/write/stores.ts';

const LINES: [string, string][] = [
  ['single quotes', "O'Neill''s \\' men"],
  ['double quotes', '"Iran" \\"'],
  ['backticks', '`MATCH (n) DETACH DELETE n`'],
  ['braces and dollars', '{name: $name} $ {x} $& $1 {{}}'],
  ['Cypher', "'}) DETACH DELETE n //"],
  ['a comment', '/* x */ // y'],
  ['backslashes and escapes', '\\ \\n \\u0041 %s %00'],
  ['line separators', 'a\u2028b\u2029c\u0085d'],
  ['emoji', '🇸🇾👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['right to left, with direction marks', 'حزب الله\u200e \u200f(عِبْرִית)'],
  ['combining and precomposed accents, not normalized', 'e\u0301 é'],
  ['leading, trailing and unusual spaces', '  a\u00a0b\u3000c\ufeff '],
  ['10,000 characters', 'ض'.repeat(10_000)],
  ['characters outside the basic plane', '𐎀𝔸\u{10ffff}'],
  ['words with a meaning in JavaScript', '__proto__ null undefined true NaN 1e309'],
];

describe('a text is stored byte for byte', () => {
  describeEachStore((store) => {
    it.each(LINES)('%s', async (_what, text) => {
      const identified = text.slice(0, 500);
      const aliases = [{ name: `${text.slice(0, 9_999)}!`, kind: 'SPELLING' }];
      const actors = [
        { slug: 'x', kind: 'STATE', name: text, description: text, aliases, identifiers: [{ scheme: 'x', value: identified }] },
      ];
      const relationships = [{ ...BACKS, from: 'x', key: text, evidence: [passage({ quote: text, locator: text, attribution: text })] }];
      const rows = { sources: [{ key: text, title: text }], actors, relationships };
      expect(verdicts(await writeAfterBase(store(), rows))).toEqual(['CREATED', 'CREATED', 'CREATED']);
      const stored = (await entity(store(), 'x'))!;
      expect([stored.name, stored.description, stored.identifiers]).toEqual([text, text, [`x:${identified}`]]);
      expect(stored.names.map(({ name }) => name)).toEqual([text, aliases[0]!.name]);
      expect(await source(store(), text)).toMatchObject({ key: text, title: text });
      const tie = await onlyTie(store());
      expect(tie.key).toBe(text);
      expect(await evidence(store(), tie.id)).toMatchObject([{ quote: text, locator: text, attribution: text }]);
      expect(new Set(verdicts(await writeRows(store(), rows)))).toEqual(new Set(['UNCHANGED']));
    });

    it('a quote and a description of 10,000 characters', async () => {
      const text = 'ض'.repeat(10_000);
      const actors = [{ slug: 'x', kind: 'STATE', name: 'X', description: text }];
      await writeAfterBase(store(), { actors, relationships: [{ ...BACKS, evidence: [passage({ quote: text })] }] });
      expect((await entity(store(), 'x'))!.description).toBe(text);
      expect((await evidence(store(), (await onlyTie(store())).id)).map(({ quote }) => quote)).toEqual([text]);
    });

    it('prose with line breaks, tabs and other control characters except NUL', async () => {
      const text = Array.from({ length: 31 }, (_, code) => String.fromCharCode(code + 1)).join('x');
      await writeAfterBase(store(), { relationships: [{ ...BACKS, evidence: [passage({ quote: text })] }] });
      expect((await evidence(store(), (await onlyTie(store())).id)).map(({ quote }) => quote)).toEqual([text]);
    });

    it('any text', async () => {
      const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((value) => !value.includes('\0'));
      let number = 0;
      await fc.assert(
        fc.asyncProperty(text, async (description) => {
          number += 1;
          const slug = `any-${number}`;
          await writeRows(store(), { actors: [{ slug, kind: 'STATE', name: 'Any', description }] });
          expect((await entity(store(), slug))!.description).toBe(description);
        }),
        { numRuns: 30 },
      );
    });

    it('hostile references match nothing', async () => {
      const report = await writeAfterBase(store(), {
        relationships: ["' OR 1=1 //", '__proto__', 'constructor', '{', "ucdp:114' OR ''='", '*'].map((from) => ({ ...BACKS, from })),
      });
      expect(report.problems.map(({ code }) => code)).toEqual(Array.from({ length: 6 }, () => 'UNKNOWN_ENTITY'));
      expect(await counter(store())).toBe(1);
      expect((await entity(store(), BASE.actors[0].slug))!.name).toBe('Iran');
    });
  });
});
