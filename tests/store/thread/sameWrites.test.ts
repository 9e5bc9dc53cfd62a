import { expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { uncheckedBatchWriter } from '../../../src/exchange/import/target/store.ts';
import { parseDate } from '../../../src/model/date.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { write } from '../../../src/write/write.ts';
import { editor } from '../../support/editing/editor.ts';
import { digest } from '../../support/engine/digest.ts';
import { actorSlug, MERGES, RICH_ROWS } from '../../support/engine/richRows.ts';
import { AT } from '../../support/revisions/revisions.ts';
import { inThisThread, inThread } from './thread.ts';

const actor = (slug: string, fields: object = {}) => ({ slug, kind: 'PERSON', name: `Name of ${slug}`, ...fields });
const tie = (fields: object) => ({ key: 'tie', type: 'ALLIED_WITH', from: 'one', to: 'two', ...fields });

const BATCHES: Readonly<Record<string, BatchRows>> = {
  'rows of every kind': RICH_ROWS,
  'actors to begin with': { actors: [actor('one'), actor('two'), actor('three')], places: [{ slug: 'here', kind: 'CITY', name: 'Here' }] },
  'dates that are parsed already': {
    relationships: [tie({ start: parseDate('2011-03'), end: parseDate('[2012-01-11..2012-01-17]') })],
    actors: [actor('dated', { activeFrom: parseDate('1990?'), aliases: [{ name: 'Other', start: parseDate('2001') }] })],
  },
  'dates as text': { relationships: [tie({ key: 'text', start: '2011-03', end: '2012' })] },
  'dates that are none': { relationships: [tie({ start: 'soon' }), tie({ start: 2011 }), tie({ start: {} }), tie({ start: [] })] },
  'a description': { actors: [actor('one', { description: 'Said so.' }), actor('two', { description: 'Said so.' })] },
  'null, nothing and what is left out': {
    actors: [
      actor('one', { description: null, activeFrom: undefined }),
      actor('two', { description: undefined }),
      actor('three', { aliases: [] }),
    ],
  },
  'nothing in lists': { actors: [actor('listed', { identifiers: [undefined] }), actor('holed', { identifiers: [null] })] },
  'nothing as a row': { actors: [undefined, null, 'text', 1, []] },
  Unicode: { actors: [actor('unicode', { name: '𐎀 👩‍👩‍👧 é قوات', description: '\u2028\u{10FFFF}"\\\n' })] },
  'lone surrogates': { actors: [actor('lone', { description: 'half \ud83d here' }), actor('name', { name: '\udc00' })] },
  'characters that are refused': { actors: [actor('nul', { description: 'a\0b' }), actor('tab', { name: 'a\tb' })] },
  'numbers that JSON does not have': {
    relationships: [
      tie({ key: 'infinite', confidence: Number.POSITIVE_INFINITY }),
      tie({ key: 'none', confidence: Number.NaN }),
      tie({ key: 'low', confidence: Number.NEGATIVE_INFINITY }),
    ],
    places: [{ slug: 'here', kind: 'CITY', name: 'Here', latitude: Number.POSITIVE_INFINITY, longitude: 3 }],
  },
  'values that JSON does not have': { actors: [actor('large', { description: 10n }), actor('then', { description: new Date(0) })] },
  zero: { places: [{ slug: 'here', kind: 'CITY', name: 'Here', latitude: -0, longitude: 0 }] },
  'names of members of objects': { actors: [JSON.parse('{"slug":"proto","kind":"PERSON","name":"P","__proto__":{"description":"x"}}')] },
  'fields that are not known': { actors: [actor('unknown', { colour: 'red', constructor: 1 })] },
  'rejected rows among others': {
    actors: [actor('fine'), actor('fine', { kind: 'NONE' }), { slug: 'nameless' }],
    relationships: [tie({ key: 'lost', to: 'nobody' })],
    events: [{ key: 'event', kind: 'PLEDGE', title: 'T', start: '2011', participants: [{ actor: 'nobody', role: 'PARTY' }] }],
  },
  'large rows': { sources: [{ key: 'large', title: 'Large' }], documents: [{ source: 'large', text: 'Ærø 🕊️ '.repeat(50_000) }] },
  'too large a row': { actors: [actor('long', { description: 'x'.repeat(10_001) })] },
  'many rows': { actors: Array.from({ length: 2_000 }, (_, number) => actor(`many-${number}`)) },
  commands: {
    merges: [{ keep: MERGES[0]![1], merge: MERGES[0]![0], reason: 'the same' }],
    retractions: [
      { id: actorSlug(3), reason: 'never was' },
      { id: 'nobody', reason: 'never was' },
    ],
  },
  'no rows': {},
};

type Write = (engine: Engine) => (rows: BatchRows, key: string, at: Date) => Promise<unknown>;

const WAYS: Readonly<Record<string, Write>> = {
  'a write': (engine) => (rows, key, at) => write(engine, rows, { key, by: 'tests', at }),
  'a write of what is valid': (engine) => (rows, key, at) =>
    write(engine, rows, { key, by: 'tests', at, partial: true, reason: 'Só', summary: null, action: 'CORRECTED', ifRevision: 0 } as never),
  'an import': (engine) => {
    const writeBatch = uncheckedBatchWriter(engine, 100);
    return (rows, key, at) => writeBatch(rows, { key, by: 'tests', at, summary: 'Some rows' } as never);
  },
};

/** What came of it, as text: a report, or an error. */
async function outcomeOf(written: Promise<unknown>): Promise<string> {
  return written.then(
    (report) => JSON.stringify(report),
    ({ name, code, message, details }) => JSON.stringify({ name, code, message, details }),
  );
}

test.each(Object.keys(WAYS))(
  '%s gives the same report and the same graph in this thread and in another',
  { timeout: 120_000 },
  async (way) => {
    const stores = await Promise.all(
      [inThisThread, inThread].map(async (open) => {
        const engine = await open();
        await migrate(engine, AT);
        return { engine, writeBatch: WAYS[way]!(engine) };
      }),
    );
    for (const [name, rows] of Object.entries(BATCHES)) {
      for (const repeat of [1, 2]) {
        const [here, there] = await Promise.all(stores.map(({ writeBatch }) => outcomeOf(writeBatch(rows, name, AT))));
        expect(there, `${name}, time ${repeat}`).toBe(here);
      }
    }
    const [here, there] = await Promise.all(stores.map(({ engine }) => digest(engine.read)));
    expect(here!.length).toBeGreaterThan(2_000);
    expect(there).toEqual(here);
  },
);

test('a number that is too large for JSON is refused in a mutation, and does not clear the field', async () => {
  const engine = await inThread();
  await migrate(engine, AT);
  const { query } = editor(engine);
  const upsert = (latitude: string) =>
    query(
      `mutation { upsertPlaces(rows: [{ slug: "here", kind: CITY, name: "Here", latitude: ${latitude}, longitude: 3 }]) { revision } }`,
    );
  await upsert('12.5');
  const found = await upsert('1e999').then(JSON.stringify, (error) => error);
  expect(found).toMatchObject({ details: { rows: [{ problems: [{ message: 'Expected a number from -90 to 90; got Infinity.' }] }] } });
  const latitude = { name: 'test.latitude', text: "MATCH (n:Entity {slug: 'here'}) RETURN n.latitude" };
  expect(await engine.read(latitude)).toEqual([[12.5]]);
});
