import { describe, expect, it } from 'vitest';
import { BACKS, passage, writeAfterBase, writeRows } from '../support/write/rows.ts';
import { changeSets, counter, evidence, onlyTie, revisions } from '../support/write/stored.ts';
import { describeEachStore } from '../support/write/stores.ts';

const WRITERS = 8;
const WRITES_EACH = 5;

/** The passages of one writer: each with its own speaker, every third hedged, every second a denial. */
function passagesOf(writer: number): { stance: string; hedged: boolean; attribution: string; source: string; quote: string }[] {
  return Array.from({ length: WRITES_EACH }, (_, at) => {
    const number = writer * WRITES_EACH + at;
    const stance = number % 2 === 0 ? 'ASSERTS' : 'DENIES';
    return { ...passage(), source: 'news', quote: 'It is so.', stance, hedged: number % 3 === 0, attribution: `speaker ${number}` };
  });
}

describe('eight writers at once', () => {
  describeEachStore((store) => {
    it('adding evidence to one tie leave the exact status and confidence, and revisions without gaps', async () => {
      await writeAfterBase(store(), { relationships: [{ ...BACKS, evidence: [passage()] }] });
      const write = async (writer: number): Promise<number[]> => {
        const revisionNumbers: number[] = [];
        for (const one of passagesOf(writer))
          revisionNumbers.push((await writeRows(store(), { relationships: [{ ...BACKS, evidence: [one] }] })).revision);
        return revisionNumbers;
      };
      const revisionNumbers = await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
      const writes = WRITERS * WRITES_EACH;
      const numbers = Array.from({ length: writes + 2 }, (_, at) => at + 1);

      expect(revisionNumbers.flat().sort((a, b) => a - b)).toEqual(numbers.slice(2));
      expect((await revisions(store())).map(({ number }) => number)).toEqual(numbers);
      expect([await counter(store()), [...(await changeSets(store())).keys()]]).toEqual([writes + 2, numbers]);

      const tie = await onlyTie(store());
      expect((await evidence(store(), tie.id)).length).toBe(writes + 1);
      expect([tie.status, tie.confidence]).toEqual(['DISPUTED', expected()]);
    });

    it('creating the same actor create it once', async () => {
      const actors = [{ slug: 'russia', kind: 'STATE', name: 'Russia' }];
      const reports = await Promise.all(Array.from({ length: WRITERS }, () => writeRows(store(), { actors })));
      const verdicts = reports.map(({ rows }) => rows[0]!.verdict).sort();
      expect(verdicts).toEqual(['CREATED', ...Array.from({ length: WRITERS - 1 }, () => 'UNCHANGED')]);
      expect(await counter(store())).toBe(1);
    });

    it('using one key write once', async () => {
      const reports = await Promise.all(
        Array.from({ length: WRITERS }, (_, at) =>
          writeRows(store(), { actors: [{ slug: `a-${at}`, kind: 'STATE', name: 'A' }] }, { key: 'one' }),
        ),
      );
      expect(reports.map(({ revision }) => revision)).toEqual(Array.from({ length: WRITERS }, () => 1));
      expect(reports.filter(({ rows }) => rows[0]!.verdict === 'CREATED').length).toBe(1);
    });
  });
});

/** The confidence from all passages and one unhedged assertion: odds 17/3 for reliability B, the square root where hedged. */
function expected(): number {
  const exponents = Array.from({ length: WRITERS }, (_, writer) => passagesOf(writer))
    .flat()
    .map(({ stance, hedged }) => (stance === 'ASSERTS' ? 1 : -1) * (hedged ? 0.5 : 1));
  const odds = (17 / 3) ** exponents.reduce((sum, exponent) => sum + exponent, 1);
  return Math.round((odds / (1 + odds)) * 10_000) / 10_000;
}
