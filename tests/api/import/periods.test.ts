import { expect, test } from 'vitest';
import { migrate } from '../../../src/engine/migrations.ts';
import { csvFormat } from '../../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../../src/exchange/import/csv/mapping.ts';
import { parseDate } from '../../../src/model/date.ts';
import { buildProjection } from '../../../src/revisions/buildProjection.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { inputOf } from '../../support/import/inputs.ts';
import { runImport } from '../../support/import/runImport.ts';
import { runnerOf } from '../../support/paths/runner.ts';
import { AT } from '../../support/revisions/revisions.ts';
import { tieIds } from '../../support/revisions/shown.ts';

/** One relationship whose periods of support are its only dates, a row for each. */
const MAPPING = `
rows:
  - kind: actors
    fields: { slug: { template: '{a|slug}' }, kind: STATE, name: { column: a } }
  - kind: actors
    fields: { slug: { template: '{b|slug}' }, kind: STATE, name: { column: b } }
  - kind: relationships
    fields:
      type: BACKS
      key: { template: 'k:{a|slug}:{b|slug}' }
      from: { template: '{a|slug}' }
      to: { template: '{b|slug}' }
      periods: [{ kinds: [WEAPONS], start: { column: y }, end: { column: z } }]
`;
const PERIODS = ['1981,1982', '1990,1991'];

describeEachEngine(
  (engine) => {
    const run = (spans: readonly string[]) => {
      const table = `a,b,y,z\n${spans.map((span) => `Kenya,Zimbabwe,${span}\n`).join('')}`;
      return runImport(engine(), csvFormat(readMapping(MAPPING, 'm.yaml')), [inputOf('in.csv', table)], { now: () => AT });
    };
    const backers = async (at: string, certainty: string) => {
      const query = `{ actor(id: "zimbabwe") { backedBy(filter: { at: "${at}", certainty: ${certainty} }) { totalCount } } }`;
      return (await runnerOf(engine()).execute<{ actor: { backedBy: { totalCount: number } } }>(query)).actor.backedBy.totalCount;
    };
    const days = async () => {
      const { view } = await buildProjection(engine());
      return { id: tieIds(view), ...view.bounds(0), attested: view.attested(0) };
    };

    test('periods of support without other dates bound their relationship', async () => {
      expect(await run(PERIODS)).toMatchObject({ rejected: 0 });
      const years = ['1900', '1980', '1981', '1982', '1985', '1990', '1991', '1992', '2020'];
      const held = async (certainty: string) => {
        const counts = await Promise.all(years.map((year) => backers(year, certainty)));
        return years.filter((_, i) => counts[i]! > 0);
      };
      expect(await held('POSSIBLE')).toEqual(['1981', '1982', '1985', '1990', '1991']);
      expect(await held('LIKELY')).toEqual(['1981', '1982', '1990', '1991']);
      expect(await held('CERTAIN')).toEqual(['1981', '1982', '1990', '1991']);
    });

    test('of which none is between them, nor on a day of an unknown year', async () => {
      const query = `{ actor(id: "zimbabwe") { backedBy(filter: { certainty: POSSIBLE }) { edges { relationships {
        validity { earliest certainFrom certainUntil latest } in1985: holds(at: "1985") in1982: holds(at: "1982")
      } } } } }`;
      const validity = { earliest: '1981-01-01', certainFrom: '1981-12-31', certainUntil: '1991-01-01', latest: '1991-12-31' };
      const edges = [{ relationships: [{ validity, in1985: 'POSSIBLE', in1982: 'CERTAIN' }] }];
      expect(await runnerOf(engine()).execute(query)).toEqual({ actor: { backedBy: { edges } } });
      const path = '{ paths(from: "kenya", to: "zimbabwe", filter: { at: "1985" }) { note } }';
      const note = 'None is known of 1985; possible: Kenya backs Zimbabwe, last attested 1982.';
      expect(await runnerOf(engine()).execute(path)).toEqual({ paths: { note } });
    });

    test('a period that is added changes the days and not the id', async () => {
      const before = await days();
      expect(before.runs).toHaveLength(8);
      await run(['1983,1989']);
      const after = await days();
      const joined = [{ alo: parseDate('1981').first, ahi: parseDate('1991').last }];
      expect(after).toEqual({ ...before, runs: undefined, attested: joined });
      await run(['1995,1996']);
      expect(await days()).toMatchObject({ id: before.id, hi: parseDate('1996').last, attested: [joined[0], {}] });
    });
  },
  (engine) => migrate(engine, AT),
);
