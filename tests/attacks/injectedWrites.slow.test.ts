import { afterAll, beforeAll, expect, test } from 'vitest';
import { allegianceSchema } from '../../src/graph/schema.ts';
import { documentId, entityId, eventId, sourceId } from '../../src/store/mintId.ts';
import { serve, type TestServer } from '../api/access/support/served.ts';
import { digest } from '../support/engine/digest.ts';
import { describeEachEngine } from '../support/engine/engines.ts';
import { fillWorld } from '../support/engine/world.ts';
import { oneOf, quickly } from '../support/sample.ts';
import { HOSTILE, LONG } from './support/hostile.ts';
import { type Attack, injections } from './support/inject.ts';
import { mutations } from './support/queryableFields.ts';
import { faultOf, post } from './support/sent.ts';
import { oncePerInput, textPlaces } from './support/texts.ts';

/** Valid arguments of mutations, about `rich-actor-0` to `-4`, an event, a source, and objects named `intended`. */
const GOOD = {
  slug: 'intended',
  name: 'Intended',
  key: 'intended',
  title: 'Intended',
  start: '2014',
  participants: [{ actor: 'rich-actor-0', role: 'PARTY' }],
  actor: 'rich-actor-0',
  role: 'PARTY',
  scheme: 'x',
  value: 'intended',
  source: 'rich-source-a',
  quote: 'Words.',
  type: 'BACKS',
  from: 'rich-actor-0',
  to: 'rich-actor-1',
  about: 'intended-event',
  id: 'rich-actor-2',
  keep: 'rich-actor-3',
  merge: 'rich-actor-4',
  reason: 'a test',
  text: 'It was so.',
  input: { slug: 'intended', kind: 'PERSON', name: 'Intended' },
  index: 0,
  accept: true,
};
const INTENDED = [
  ...[0, 1, 2, 3, 4].map((number) => entityId(`rich-actor-${number}`)),
  ...[sourceId('rich-source-a'), documentId(sourceId('rich-source-a')), eventId('intended-event'), '"Counter"'],
];

const PLACES = oncePerInput(mutations(allegianceSchema()).flatMap((target) => textPlaces(target, GOOD)));
/** The label in the store of the rows of a mutation. */
const LABEL_OF: Readonly<Record<string, string>> = {
  upsertActors: 'Entity',
  upsertPlaces: 'Entity',
  upsertEvents: 'Event',
  upsertSources: 'Source',
};
const REPORT = '{ created updated unchanged rejected }';

describeEachEngine((engine) => {
  let served: TestServer;
  beforeAll(async () => {
    served = await serve(engine());
    const event =
      'upsertEvents(rows: [{ key: "intended-event", kind: OTHER, title: "x", start: "2014", participants: [{ actor: "rich-actor-0", role: PARTY }] }])';
    const { codes } = await send({ what: '', query: `mutation { ${event} ${REPORT} }`, variables: {} });
    expect(codes).toEqual([]);
  });
  afterAll(() => served.close());

  const send = ({ query, variables }: Attack) => post(served.url.replace('/graphql', ''), query, variables, served.tokenOf.editor);
  const contents = () => digest((statement) => engine().read(statement));

  /** Sends all attacks; fails if a response shows a fault. Returns the number of rows reported as created, by label. */
  async function expectUnharmed(attacks: readonly Attack[]): Promise<Record<string, number>> {
    const created: Record<string, number> = { Entity: 0, Event: 0, Source: 0 };
    const faults: string[] = [];
    for (const { what, query, variables } of attacks) {
      const reports = !/Draft\b/.test(what);
      const sent = await send({ what, query: reports ? query.replaceAll('{ __typename }', REPORT) : query, variables });
      const found = faultOf(sent);
      if (found) faults.push(`${what}: ${found}`);
      const label = LABEL_OF[/Mutation\.(\w+)/.exec(what)![1]!];
      for (const report of Object.values((sent.data ?? {}) as Record<string, { created: number } | null>))
        if (label) created[label]! += report?.created ?? 0;
    }
    expect(faults).toEqual([]);
    return created;
  }

  test.each([
    ['no text in any argument of a mutation becomes a part of a statement', Object.values(HOSTILE)],
    ['nor does one of 65,535 characters', [LONG]],
  ])('%s: only the intended rows are written', { timeout: 300_000 }, async (_, texts) => {
    const before = await contents();
    const bystanders = before.filter((line) => !INTENDED.some((id) => line.includes(id)));
    expect(bystanders.length).toBeGreaterThan(500);

    // Neo4j plans each statement again, which is slow: a sample is used there.
    const places = engine().kind === 'embedded' ? quickly(3, PLACES) : oneOf(3, PLACES);
    const isWhole = places.length === PLACES.length;
    const attacks = places.flatMap((place) => injections(place, texts, 'mutation'));
    expect(attacks.length).toBeGreaterThan(isWhole ? 50 : 15);
    const created = await expectUnharmed(attacks);

    const after = await contents();
    const there = new Set(after);
    expect(bystanders.filter((line) => !there.has(line))).toEqual([]);
    expect(after.filter((line) => /^\[\[[^\]]*"Pwned"|"pwned":/.test(line))).toEqual([]);
    for (const [label, count] of Object.entries(created))
      expect([label, labelled(after, label) - labelled(before, label)]).toEqual([label, count]);
    if (texts.length > 1 && isWhole) expect([created.Entity! > 0, created.Event! > 5, created.Source! > 5]).toEqual([true, true, true]);
  });
}, fillWorld);

function labelled(lines: readonly string[], label: string): number {
  return lines.filter((line) => new RegExp(`^\\[\\[[^\\]]*"${label}"`).test(line)).length;
}
