import { describe, expect, test } from 'vitest';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { dataOf } from './support/answer.ts';

interface Days {
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly certainFrom: string | null;
  readonly certainUntil: string | null;
}
interface Dated {
  readonly id: string;
  readonly statement: string;
  readonly validity: Days;
}

const DAYS = 'earliest latest certainFrom certainUntil';
const DAY_MS = 86_400_000;

const days = (earliest: string | null, latest: string | null, certainFrom: string | null, certainUntil: string | null): Days => ({
  earliest,
  latest,
  certainFrom,
  certainUntil,
});

/** The day so many days after another one. */
const later = (day: string, by: number) => new Date(Date.parse(day) + by * DAY_MS).toISOString().slice(0, 10);

describe('the days of an interval', () => {
  describeEachEngine((engine) => {
    async function allDated(): Promise<Dated[]> {
      const found: Dated[] = [];
      for (let after: string | null = null; ; ) {
        const page = `first: 100 ${after ? `after: "${after}"` : ''}`;
        const { relationships } = await dataOf(
          engine(),
          `{ relationships(${page}) { nodes { id statement validity { ${DAYS} } } pageInfo { hasNextPage endCursor } } }`,
        );
        found.push(...relationships.nodes);
        if (!relationships.pageInfo.hasNextPage) return found;
        after = relationships.pageInfo.endCursor;
      }
    }

    test('bound what may hold, and what surely holds', async () => {
      const { relationships } = await dataOf(
        engine(),
        `{ relationships(filter: { involving: ["aleppo"] }) { nodes { statement validity { ${DAYS} } } } }`,
      );
      expect(Object.fromEntries(relationships.nodes.map(({ statement, validity }: Dated) => [statement, validity]))).toEqual({
        // From 2016 to 2024-11: it was so at the end of that year and at the beginning of that month, whatever the days.
        'Syrian government controls Aleppo': days('2016-01-01', '2024-11-30', '2016-12-31', '2024-11-01'),
        // Since a day, with no end known.
        'Syrian insurgents control Aleppo': days('2024-11-30', null, '2024-11-30', '2024-11-30'),
        // Since one unknown day of a month: no day on which it surely was so.
        'Syrian insurgents attack Aleppo': days('2024-11-01', null, null, null),
        'Hayat Tahrir al-Sham attacks Aleppo': days('2024-11-01', null, null, null),
        'Aleppo is in Aleppo province': days(null, null, null, null),
        'Aleppo airport is in Aleppo': days(null, null, null, null),
      });
    });

    test('of an event are those on which it may have happened', async () => {
      const { strike, kremlin } = await dataOf(
        engine(),
        `{ strike: event(id: "aleppo-2024:airstrikes-idlib") { validity { ${DAYS} } }
           kremlin: event(id: "aleppo-2024:kremlin-statement") { validity { ${DAYS} } } }`,
      );
      expect(strike.validity).toEqual(days('2024-11-01', '2024-11-30', null, null));
      expect(kremlin.validity).toEqual(days('2024-11-29', '2024-11-29', '2024-11-29', '2024-11-29'));
    });

    test('agree with what `holds` says of each relationship of the seed on these days and beside them', async () => {
      const dated = await allDated();
      expect(dated.length).toBe(168);
      const probes = dated.flatMap(({ id, validity }, n) =>
        [
          ['certainFrom', validity.certainFrom, 0],
          ['certainUntil', validity.certainUntil, 0],
          ['earliest', validity.earliest, 0],
          ['latest', validity.latest, 0],
          ['before', validity.earliest, -1],
          ['after', validity.latest, 1],
        ].flatMap(([name, day, by]) => (day === null ? [] : [{ id, name: `${name}${n}`, day: later(day as string, by as number) }])),
      );
      expect(probes.length).toBeGreaterThan(300);
      const found: Record<string, string | null> = {};
      for (let at = 0; at < probes.length; at += 50) {
        const fields = probes.slice(at, at + 50).map(({ id, name, day }) => `${name}: relationship(id: "${id}") { holds(at: "${day}") }`);
        const data = await dataOf(engine(), `{ ${fields.join(' ')} }`);
        for (const [name, value] of Object.entries(data)) found[name] = (value as { holds: string | null }).holds;
      }
      const of = (start: string) => Object.entries(found).filter(([name]) => name.startsWith(start));
      for (const [, holds] of [...of('certainFrom'), ...of('certainUntil')]) expect(holds).toBe('THROUGHOUT');
      for (const [, holds] of [...of('earliest'), ...of('latest')]) expect(holds).not.toBeNull();
      for (const [, holds] of [...of('before'), ...of('after')]) expect(holds).toBeNull();
    });
  }, fillWithSeed);
});
