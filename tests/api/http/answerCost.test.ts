import {
  type GraphQLArgument,
  type GraphQLField,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  parse,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import { costOf } from '../../../src/http/limits/cost.ts';
import { serve, type TestServer } from '../access/support/served.ts';
import { seeded } from '../seed/seeded.ts';

/** What an answer costs its caller: admitted by what it may hold, settled by what it held. */

interface Cost {
  readonly requested: number;
  readonly actual: number;
  readonly remaining: number;
}

const RATE = 100_000;
const BURST = 10 * RATE;

let engine: Engine;
let served: TestServer;
beforeAll(async () => {
  engine = (await seeded()).engine;
  served = await serve(engine, { openReading: true, rate: RATE });
});
afterAll(async () => {
  await served.close();
  await engine.close();
});

async function costFor(query: string, token?: string | null): Promise<Cost> {
  const answer = (await served.execute(query, token)) as { extensions?: { cost?: Cost }; status: number };
  expect(answer.status).toBe(200);
  return answer.extensions!.cost!;
}

describe('an answer', () => {
  test.each<[string, number, number]>([
    ['{ actor(id: "iran") { name } }', 1, 1],
    ['{ actor(id: "no-such-actor") { name } }', 1, 1],
    ['{ actors(first: 100) { nodes { name } } }', 101, 59],
    ['{ actors(first: 100) { totalCount edges { node { name } } pageInfo { hasNextPage } } }', 1_201, 70],
    ['{ a: actor(id: "iran") { name } b: actor(id: "iraq") { name } a: actor(id: "iran") { slug } }', 3, 2],
    ['query { ...F } fragment F on Query { actors(first: 3) { nodes { ...G } } } fragment G on Actor { name }', 4, 4],
    ['{ distance(from: "iran", to: "israel") }', 1_000, 1_000],
    ['{ actors(first: 100) @skip(if: true) { nodes { name } } actor(id: "iran") { name } }', 1, 1],
    ['{ __typename }', 0, 1],
  ])('of %s costs %i at most, and then %i', async (query, requested, actual) => {
    const cost = await costFor(query);
    expect([cost.requested, cost.actual]).toEqual([requested, actual]);
  });

  test('costs the same when it comes from the cache', async () => {
    const query = '{ actors(first: 90) { nodes { name relationships(first: 2) { totalCount } } } }';
    const costs = [];
    for (let time = 0; time < 4; time++) costs.push((await costFor(query)).actual);
    expect(new Set(costs).size).toBe(1);
  });

  test('says what remains, which only what it held is taken from', async () => {
    const token = served.tokenOf.admin;
    const first = await costFor('{ actors(first: 100) { nodes { backs(first: 50) { nodes { id } } } } }', token);
    expect(first.requested).toBeGreaterThan(4 * first.actual);
    expect(first.remaining).toBeGreaterThanOrEqual(BURST - first.actual - 1);
    expect(first.remaining).toBeLessThanOrEqual(BURST);
  });

  test('with errors, and a write, cost what was requested', async () => {
    const failed = await costFor('{ paths(from: "nobody", to: "iran") { paths { hops { statement } } } }');
    expect(failed.actual).toBe(failed.requested);
    const rows = Array.from({ length: 50 }, (_, n) => `{ slug: "cost-${n}", kind: PERSON, name: "Cost" }`).join(' ');
    const written = await costFor(`mutation { upsertActors(rows: [${rows}]) { revision } }`, served.tokenOf.editor);
    expect([written.requested, written.actual]).toEqual([50, 50]);
  });

  test('says nothing of cost where no rate applies', async () => {
    const unlimited = await serve(engine, { openReading: true });
    onTestFinished(() => unlimited.close());
    const answer = (await unlimited.execute('{ actor(id: "iran") { name } }')) as { extensions?: object };
    expect(answer.extensions).toEqual({ revision: expect.any(Number) });
  });
});

test('300 questions for paths in a row are all answered', { timeout: 120_000 }, async () => {
  const statuses = new Map<number, number>();
  const ends = ['iran', 'israel', 'russia', 'turkey', 'hezbollah', 'syrian-government'];
  for (let n = 0; n < 300; n++) {
    const [from, to] = [ends[n % 6]!, ends[(n + 1 + (n % 5)) % 6]!];
    const query = `{ paths(from: "${from}", to: "${to}", maxPaths: 50) { paths { statement hops { statement relationship { statement evidence { nodes { quote } } } } } } }`;
    const { status } = await served.execute(query);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect([...statuses]).toEqual([[200, 300]]);
});

describe('every field of Query counts', () => {
  const schema = allegianceSchema();
  const fields = Object.values(schema.getQueryType()!.getFields());

  /** The least of the values that an argument takes. */
  function leastValue({ type }: Pick<GraphQLArgument, 'type'>): string {
    const nullable = isNonNullType(type) ? type.ofType : type;
    if (isListType(nullable)) return `[${leastValue({ type: nullable.ofType })}]`;
    const named = getNamedType(nullable);
    if (isEnumType(named)) return named.getValues()[0]!.name;
    if (isInputObjectType(named)) return `{ ${requiredOf(Object.values(named.getFields()))} }`;
    return ['Int', 'Float'].includes(named.name) ? '1' : '"2016"';
  }
  const requiredOf = (args: readonly { name: string; type: GraphQLArgument['type']; defaultValue?: unknown }[]) =>
    args
      .filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)
      .map((one) => `${one.name}: ${leastValue(one)}`)
      .join(', ');

  const leastQuery = ({ name, args, type }: GraphQLField<unknown, unknown>, more = '') => {
    const given = [requiredOf(args), more].filter((part) => part !== '').join(', ');
    return `{ ${name}${given ? `(${given})` : ''} ${isCompositeType(getNamedType(type)) ? '{ __typename }' : ''} }`;
  };

  test.each(fields.map((field) => [field.name, field] as const))('%s', (_, field) => {
    expect(costOf({ schema, document: parse(leastQuery(field)) })).toBeGreaterThan(0);
    if (field.args.some(({ name }) => name === 'first'))
      expect(costOf({ schema, document: parse(leastQuery(field, 'first: 0')) })).toBeGreaterThan(0);
  });
});

test('without a setting there is a limit where other machines reach the server, and none elsewhere', () => {
  expect(readConfig({}).rate).toBe(0);
  expect(readConfig({ HOST: 'localhost' }).rate).toBe(0);
  expect(readConfig({ HOST: '0.0.0.0' }).rate).toBe(RATE);
  expect(readConfig({ ALLEGIANCE_TRUSTED_PROXIES: 'loopback' }).rate).toBe(RATE);
  expect(readConfig({ ALLEGIANCE_RATE: '5' }).rate).toBe(5);
  expect(readConfig({ ALLEGIANCE_RATE: '0', HOST: '0.0.0.0' }).rate).toBe(0);
});
