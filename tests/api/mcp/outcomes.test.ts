import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { write } from '../../../src/write/write.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithSeed, NOW } from '../../support/engine/world.ts';
import { quickly } from '../../support/sample.ts';
import { assistantFor, type ToolAnswer } from './support/assistant.ts';

/* A small world in which each kind of silence occurs. */

const says = (source: string, quote: string, more: object = {}) => ({ source, quote, ...more });

async function fillWithSilences(engine: Engine): Promise<void> {
  await migrate(engine, NOW);
  const actor = (slug: string, name: string, aliases: string[] = []) => ({
    slug,
    name,
    kind: 'STATE' as const,
    aliases: aliases.map((alias) => ({ name: alias })),
  });
  const rows = {
    sources: [
      { key: 'gazette', title: 'The Gazette', publisher: 'Gazette House', reliability: 'B' as const },
      { key: 'herald', title: 'The Herald', publisher: 'Herald House', reliability: 'C' as const },
    ],
    places: [{ slug: 'the-town', name: 'The town', kind: 'TOWN' as const }],
    actors: [
      actor('red', 'Red', ['The Reds']),
      actor('green', 'Green'),
      actor('blue', 'Blue'),
      actor('grey', 'Grey'),
      actor('red-north', 'North', ['Twin']),
      actor('red-south', 'South', ['Twin']),
    ],
    relationships: [
      { type: 'BACKS', from: 'red', to: 'green', start: '2011', end: '2013', evidence: [says('gazette', 'Red backs Green.')] },
      { type: 'FIGHTS', from: 'red', to: 'blue', start: '2012', evidence: [says('gazette', 'They do not fight.', { stance: 'DENIES' })] },
      { type: 'ALLIED_WITH', from: 'green', to: 'blue', start: '2015', evidence: [says('herald', 'Green and Blue are allies.')] },
    ],
    events: [
      {
        key: 'a-battle',
        kind: 'BATTLE',
        title: 'A battle',
        start: '2012-05-01',
        place: 'the-town',
        participants: [{ actor: 'red', role: 'SIDE_A' }],
        evidence: [says('gazette', 'They fought in the town.')],
      },
      {
        key: 'no-battle',
        kind: 'BATTLE',
        title: 'A battle that was not',
        start: '2014-05-01',
        participants: [{ actor: 'grey', role: 'SIDE_A' }],
        evidence: [says('herald', 'There was no battle.', { stance: 'DENIES' })],
      },
    ],
  };
  const report = await write(engine, rows as never, { key: 'silences', by: 'tests', at: NOW, action: 'IMPORTED', summary: 'silences' });
  if (report.problems.length > 0) throw new Error(JSON.stringify(report.problems));
}

/** A tool, its arguments, the outcome, and how many items stand in `items` and in `otherwise`. */
const SILENCES: readonly (readonly [string, object, string, number, number])[] = [
  ['relationships', { of: 'red', with: 'green', at: '2012' }, 'FOUND', 1, 0],
  ['relationships', { of: 'red', with: 'grey' }, 'NOTHING_RECORDED', 0, 0],
  ['relationships', { of: 'red', with: 'blue' }, 'DENIED', 0, 1],
  ['relationships', { of: 'red', with: 'blue', status: ['DENIED'] }, 'DENIED', 1, 0],
  ['relationships', { of: 'red', with: 'green', at: '2030' }, 'NOT_KNOWN_FOR_THAT_DAY', 0, 1],
  ['relationships', { of: 'green', with: 'blue', at: '2030' }, 'NOT_KNOWN_FOR_THAT_DAY', 0, 1],
  ['relationships', { of: 'green', with: 'blue', at: '2030', certainty: 'POSSIBLE' }, 'NOT_KNOWN_FOR_THAT_DAY', 1, 0],
  ['relationships', { of: 'red', with: 'green', voices: { sources: ['herald'] } }, 'NOT_KNOWN_TO_THIS_SOURCE', 0, 1],
  ['relationships', { of: 'red', with: 'green', at: '2030', voices: { sources: ['herald'] } }, 'NOT_KNOWN_TO_THIS_SOURCE', 0, 1],
  ['relationships', { of: 'green', with: 'blue', at: '2016', voices: { sources: ['gazette'] } }, 'NOT_KNOWN_TO_THIS_SOURCE', 0, 1],
  ['according_to', { source: 'herald', of: 'red' }, 'NOT_KNOWN_TO_THIS_SOURCE', 0, 2],
  ['according_to', { source: 'The Gazette', of: 'red', with: 'blue' }, 'DENIED', 1, 0],
  ['stance', { a: 'red', b: 'grey' }, 'NOTHING_RECORDED', 0, 0],
  ['stance', { a: 'red', b: 'blue' }, 'DENIED', 0, 1],
  ['stance', { a: 'red', b: 'green', at: '2030' }, 'NOT_KNOWN_FOR_THAT_DAY', 0, 1],
  ['how_connected', { from: 'red', to: 'grey' }, 'NOTHING_RECORDED', 0, 0],
  ['how_connected', { from: 'red', to: 'green', at: '2030' }, 'NOT_KNOWN_FOR_THAT_DAY', 0, 1],
  ['events', { of: 'red', at: '2030' }, 'NOT_KNOWN_FOR_THAT_DAY', 0, 1],
  ['events', { of: 'red', voices: { sources: ['herald'] } }, 'NOT_KNOWN_TO_THIS_SOURCE', 0, 1],
  ['events', { of: 'grey' }, 'DENIED', 0, 1],
  ['events', { of: 'blue' }, 'NOTHING_RECORDED', 0, 0],
  ['disputes', { of: 'red' }, 'NOTHING_RECORDED', 0, 0],
  ['what_changed', { since: '1990', until: '1991' }, 'NOTHING_RECORDED', 0, 0],
  ['camps', { at: '1990' }, 'NOTHING_RECORDED', 0, 0],
];

/** What the sentence of each outcome says, and no other. */
const WORDS: Readonly<Record<string, RegExp>> = {
  NOTHING_RECORDED: /nothing recorded|no dispute is recorded/,
  DENIED: /denied/,
  NOT_KNOWN_FOR_THAT_DAY: /not known (for|in|on)|None is known for/,
  NOT_KNOWN_TO_THIS_SOURCE: /not known to this source/,
};

describeEachEngine((engine) => {
  const running = assistantFor(engine);
  const callTool = (tool: string, input: object): Promise<ToolAnswer> => running().assistant.callTool(tool, input);

  test.each(SILENCES)('%s %j: %s', async (tool, input, outcome, items, otherwise) => {
    const answer = await callTool(tool, input);
    expect({ outcome: answer.outcome, items: answer.items.length, otherwise: answer.otherwise?.length ?? 0 }).toEqual({
      outcome,
      items,
      otherwise,
    });
    if (outcome !== 'FOUND') expect(answer.sentence).toMatch(WORDS[outcome]!);
  });

  test('what is denied never reads as a fact', async () => {
    const { otherwise } = await callTool('relationships', { of: 'red', with: 'blue' });
    expect(otherwise[0]).toMatchObject({ sentence: 'Denied: Red fights Blue', status: 'DENIED', confidence: expect.any(Number) });
    const [possible] = (await callTool('relationships', { of: 'green', with: 'blue', at: '2030', certainty: 'POSSIBLE' })).items;
    expect(possible).toMatchObject({ sentence: 'Green is allied with Blue (only possible in 2030, not known)', certainty: 'POSSIBLE' });
  });

  test('a sum of deaths says whether it counts what only possibly happened then', async () => {
    const { server } = running();
    const rows = `{ key: "b1", kind: BATTLE, title: "One", start: "2012-05-01", deathsBest: 3, participants: [{ actor: "red", role: SIDE_A }] }
      { key: "b2", kind: BATTLE, title: "Two", start: "2012", deathsBest: 5, participants: [{ actor: "red", role: SIDE_A }] }`;
    const { errors } = await server.execute(`mutation { upsertEvents(rows: [${rows}]) { created } }`, server.tokenOf.editor);
    expect(errors).toBeUndefined();
    const possible = await callTool('events', { of: 'red', at: '2012-05' });
    expect(possible.total).toBe(3);
    expect(possible.sentence).toMatch(/best estimate 8,.*Events that only possibly fall into that time are counted\.$/);
    const certain = await callTool('events', { of: 'red', at: '2012-05', certainty: 'CERTAIN' });
    expect(certain.sentence).toMatch(/best estimate 3, lowest \S+, highest \S+\.$|best estimate 3,[^E]*$/);
  });

  test('a name that is not known answers candidates', async () => {
    for (const [tool, input] of [
      ['who_is', { name: 'Redd' }],
      ['relationships', { of: 'Redd' }],
      ['how_connected', { from: 'green', to: 'Redd' }],
      ['stance', { a: 'Redd', b: 'green' }],
      ['events', { of: 'Redd' }],
    ] as const) {
      const answer = await callTool(tool, input);
      expect(answer).toMatchObject({ outcome: 'UNKNOWN_NAME', items: [] });
      expect(
        answer.candidates.map(({ slug }: { slug: string }) => slug),
        tool,
      ).toContain('red');
    }
    const source = await callTool('according_to', { source: 'gazet' });
    expect(source).toMatchObject({ outcome: 'UNKNOWN_NAME', candidates: [{ slug: 'gazette', name: 'The Gazette', kind: 'SOURCE' }] });
    expect(await callTool('according_to', { publisher: 'Gazete House' })).toMatchObject({ outcome: 'UNKNOWN_NAME', items: [] });
    expect(await callTool('evidence', { id: '000000000000' })).toMatchObject({ outcome: 'UNKNOWN_NAME', items: [] });
  });

  test('a name of several is nobody in particular, and an alias is reported', async () => {
    const several = await callTool('relationships', { of: 'twin' });
    expect(several.outcome).toBe('UNKNOWN_NAME');
    expect(several.sentence).toMatch(/^Several have the name “twin”/);
    expect(several.candidates.map(({ slug }: { slug: string }) => slug).sort()).toEqual(['red-north', 'red-south']);
    const { names } = await callTool('relationships', { of: 'the reds' });
    expect(names).toEqual([{ requested: 'the reds', slug: 'red', name: 'Red', kind: 'STATE', matched: 'The Reds' }]);
  });
}, fillWithSilences);

describe('on the seed', () => {
  describeEachEngine((engine) => {
    const running = assistantFor(engine);
    const callTool = (tool: string, input: object): Promise<ToolAnswer> => running().assistant.callTool(tool, input);
    let slugs: string[] = [];
    beforeAll(async () => {
      const { data } = await running().server.execute('{ actors(first: 100) { nodes { slug } } }');
      slugs = (data as { actors: { nodes: { slug: string }[] } }).actors.nodes.map(({ slug }) => slug);
    });

    test('an answer that is cut goes on until all is told once', async () => {
      const cut = [
        ['relationships', { of: 'syrian-government' }],
        ['what_changed', { since: '2000', until: '2024' }],
        ['events', {}],
        ['sources', {}],
        ['camps', { at: '2016' }],
        ['how_connected', { from: 'iran', to: 'israel', maxHops: 4 }],
        ['stance', { a: 'syrian-government', b: 'syrian-insurgents', history: true }],
        ['according_to', { publisher: 'Uppsala Conflict Data Program' }],
      ] as const;
      for (const [tool, input] of quickly<(typeof cut)[number]>(4, cut)) {
        const seen: string[] = [];
        let total: number | undefined;
        let cursor: string | undefined;
        do {
          const answer: ToolAnswer = await callTool(tool, { ...input, maxTokens: 1_500, ...(cursor ? { cursor } : {}) });
          expect(answer.items.length, tool).toBeGreaterThan(0);
          seen.push(...answer.items.map((item: ToolAnswer) => JSON.stringify([item.sentence, item.cite.ids])));
          total ??= answer.total;
          const left = answer.leftOut;
          if (left && answer.total !== undefined) expect(left.items, tool).toBe(answer.total - seen.length);
          if (left) expect(left.sentence).toMatch(/left out.*cursor/);
          cursor = left?.cursor;
        } while (cursor && seen.length < 500);
        if (tool !== 'how_connected') expect(seen.length, tool).toBe(total);
        expect(new Set(seen).size, tool).toBe(seen.length);
      }
    });

    test('no answer is longer than its limit, by default 4,000 tokens of three bytes', async () => {
      const answers = [];
      for (const slug of slugs.slice(0, 20)) {
        for (const maxTokens of [1_000, 4_000]) {
          const limit = maxTokens === 4_000 ? {} : { maxTokens };
          answers.push([maxTokens, await callTool('relationships', { of: slug, passages: 10, ...limit })] as const);
          answers.push([maxTokens, await callTool('events', { of: slug, passages: 10, ...limit })] as const);
        }
      }
      for (const maxTokens of [1_000, 4_000]) {
        answers.push([
          maxTokens,
          await callTool('how_connected', { from: 'iran', to: 'islamic-state', maxHops: 5, passages: 10, maxTokens }),
        ] as const);
        answers.push([maxTokens, await callTool('camps', { maxTokens })] as const);
      }
      for (const [limit, answer] of answers)
        expect(Buffer.byteLength(JSON.stringify(answer)) / 3, answer.sentence).toBeLessThanOrEqual(limit);
    });
  }, fillWithSeed);
});
