import { isObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allegianceSchema } from '../../src/graph/schema.ts';
import { serve, type TestServer } from '../api/access/support/served.ts';
import { digest } from '../support/engine/digest.ts';
import { describeEachEngine } from '../support/engine/engines.ts';
import { fillWorld } from '../support/engine/world.ts';
import { oneOf, quickly } from '../support/sample.ts';
import { HOSTILE, LONG } from './support/hostile.ts';
import { type Attack, attacksOn, injections, neededBy } from './support/inject.ts';
import { queryableFields } from './support/queryableFields.ts';
import { faultOf, post } from './support/sent.ts';
import { oncePerInput, textPlaces } from './support/texts.ts';

const GOOD = {
  id: 'iran',
  ids: ['iran', 'israel'],
  a: 'iran',
  b: 'israel',
  from: 'iran',
  to: 'israel',
  text: 'iran',
  of: 'iran',
  steps: [{ types: ['BACKS'] }],
};
const REQUIRED_ARGUMENTS = {
  paths: '(from: "iran", to: "israel", maxPaths: 1)',
  reachable: '(from: "iran", first: 1)',
  chains: '(from: "iran", steps: [{ types: [BACKS] }], first: 1)',
  search: '(text: "iran", first: 1)',
  history: '(id: "iran")',
  stance: '(a: "iran", b: "israel")',
  stanceHistory: '(a: "iran", b: "israel")',
  changes: '(from: "2010", to: "2018", first: 1)',
  ranking: '(by: DEGREE, first: 1)',
  eventBreakdown: '(by: KIND, first: 1)',
};

const schema = allegianceSchema();
const FIELDS = queryableFields(schema, REQUIRED_ARGUMENTS);
const PLACES = oncePerInput(FIELDS.flatMap((target) => textPlaces(target, GOOD)));
/** One field for each resolver. */
const SHARED = [...new Map(FIELDS.map((target) => [target.shared, target])).values()];
const PAGED = SHARED.filter(({ field }) => field.args.some(({ name }) => name === 'after'));
const TEXTS = Object.values(HOSTILE);

test('every field of the schema that takes arguments is attacked', () => {
  const all = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !/^(__|Mutation$|Subscription$)/.test(type.name))
    .flatMap((type) =>
      isObjectType(type)
        ? Object.values(type.getFields()).flatMap(({ name, args }) => (args.length > 0 ? [`${type.name}.${name}`] : []))
        : [],
    );
  expect(FIELDS.map(({ name }) => name).toSorted()).toEqual(all.toSorted());
  expect(all.length).toBeGreaterThan(120);
});

describeEachEngine((engine) => {
  let served: TestServer;
  let before: string[];
  beforeAll(async () => {
    served = await serve(engine(), { openReading: true });
    before = await digest((statement) => engine().read(statement));
    expect(before.length).toBeGreaterThan(500);
  });
  afterAll(() => served.close());

  const send = (query: string, variables = {}) => post(served.url.replace('/graphql', ''), query, variables, served.tokenOf.proposer);

  /** A sample on Neo4j, which plans each statement again; else all. */
  const some = <T>(table: readonly T[], many = 12): T[] => oneOf(engine().kind === 'embedded' ? 1 : many, table);

  /** Sends the attacks. Fails if a response shows a fault, or if the graph has changed. */
  async function expectUnharmed(attacks: readonly Attack[]): Promise<void> {
    const faults: string[] = [];
    for (const { what, query, variables } of some(attacks)) {
      const found = faultOf(await send(query, variables));
      if (found) faults.push(`${what}: ${found}`);
    }
    expect(faults).toEqual([]);
    expect(await digest((statement) => engine().read(statement))).toEqual(before);
  }

  test('the attacked fields belong to existing objects', async () => {
    const missed: string[] = [];
    for (const target of some(FIELDS)) {
      const [{ query, variables }] = attacksOn(target, [neededBy(target, GOOD)]) as [Attack];
      const { text, codes } = await send(query, variables);
      // Of a relationship that has other ends than the given one, which is an error of the field itself.
      const isReached = target.field.name === 'otherEnd' && codes.join() === 'BAD_INPUT';
      if (!isReached && (codes.length > 0 || !text.includes('"a0":'))) missed.push(target.name);
    }
    expect(missed).toEqual([]);
  });

  test('no text in any argument of a query becomes a part of a statement', { timeout: 300_000 }, async () => {
    const places = quickly(4, PLACES);
    const attacks = places.flatMap((place) => injections(place, TEXTS));
    expect(attacks.length).toBeGreaterThan(places.length === PLACES.length ? 500 : 100);
    await expectUnharmed(attacks);
  });

  test('nor does one of 65,535 characters', { timeout: 300_000 }, async () => {
    const chosen = PLACES.filter(({ target }) => /^(Query|State|Backs|Place|Event)\./.test(target.name));
    expect(chosen.length).toBeGreaterThan(100);
    const places = quickly(4, chosen);
    await expectUnharmed(places.flatMap((place) => injections(place, [LONG])));
  });

  test('nor does the content of a forged cursor', { timeout: 300_000 }, async () => {
    const attacks: Attack[] = [];
    const paged = some(PAGED, 4);
    for (const target of paged) {
      const needed = neededBy(target, GOOD);
      const [{ query, variables }] = attacksOn(target, [{ ...needed, after: 'x' }]) as [Attack];
      const list = /Expected a cursor of (.+?); got/
        .exec((await send(query, variables)).messages[0] ?? '')?.[1]
        ?.replace(/ \(order (.+)\)$/, ' $1');
      expect(list, target.name).toBeDefined();
      const forged = [...TEXTS, '{}', '[]', 'null', '1', '0000'].map((text) => Buffer.from(`${list}\n${text}`).toString('base64url'));
      for (const side of ['after', 'before'])
        attacks.push(
          ...attacksOn(
            target,
            forged.map((cursor) => ({ ...needed, [side]: cursor })),
          ),
        );
    }
    expect(attacks.length).toBeGreaterThan(paged.length === PAGED.length ? 150 : 30);
    await expectUnharmed(attacks);
  });

  test('nor does a literal in the document, with its escapes', async () => {
    const literals = TEXTS.flatMap((text) => [
      JSON.stringify(text),
      `"\\u0060${[...text].map((character) => `\\u{${character.codePointAt(0)!.toString(16)}}`).join('')}"`,
      `"""${text.replaceAll('\\', '')}"""`,
    ]);
    await expectUnharmed(
      literals.map((text) => ({
        what: text,
        query: `{ actor(id: ${text}) { name } search(text: ${text}) { matched } actors(filter: { name: ${text} }) { totalCount } }`,
        variables: {},
      })),
    );
  });

  test('nor does the name of a variable, an alias or an operation', async () => {
    const names = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', '_', 'DETACH', 'pwned'];
    await expectUnharmed(
      names.flatMap((name) => [
        {
          what: name,
          query: `query ${name}($${name}: ID!) { ${name}: actor(id: $${name}) { ${name}: name } }`,
          variables: { [name]: 'iran' },
        },
        { what: name, query: '{ status { revision } }', variables: JSON.parse(`{"${name}": {"${name}": 1}, "__proto__": {"first": 5}}`) },
      ]),
    );
  });
}, fillWorld);
