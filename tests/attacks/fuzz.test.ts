import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { allegianceSchema } from '../../src/graph/schema.ts';
import { serve, type TestServer } from '../api/access/support/served.ts';
import { fillWorld, readWorld } from '../support/engine/world.ts';
import { randomRequest } from './fuzz/documents.ts';
import { Draw } from './fuzz/draw.ts';
import type { Material } from './fuzz/values.ts';
import { faultOf, post, type Sent } from './support/sent.ts';

/** `npm run fuzz -- SEED RUNS` sets both. */
const RUNS = Number(process.env.ALLEGIANCE_FUZZ_RUNS ?? 500);
const SEED = Number(process.env.ALLEGIANCE_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

const INVALID_REQUEST_CODES = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
];

let engine: Engine;
let served: TestServer;
let material: Material;
beforeAll(async () => {
  engine = await openEmbedded(null);
  await fillWorld(engine);
  served = await serve(engine);
  const { entities, events, sources, ties, evidence, slugs, identifiers, merged } = await readWorld(engine);
  const kinds = [entities, events, sources, ties, evidence, slugs, identifiers, merged];
  const ids = Array.from({ length: 400 }, (_, number) => kinds[number % kinds.length]!).map((kind, number) => kind[number % kind.length]!);
  const lists = ['actors', 'places', 'events', 'relationships', 'sources', 'revisions'];
  const { data } = await served.execute(
    `{ ${lists.map((list) => `${list}(first: 1) { pageInfo { endCursor } }`).join(' ')} }`,
    served.tokenOf.reader,
  );
  const cursors = Object.values(data as Record<string, { pageInfo: { endCursor: string } }>).map(({ pageInfo }) => pageInfo.endCursor);
  material = { ids, cursors };
});
afterAll(async () => {
  await served.close();
  await engine.close();
});

test(`random requests are answered or rejected, and never fail: ${RUNS} from seed ${SEED}`, {
  timeout: 30_000 + RUNS * 1_000,
}, async () => {
  console.log(`fuzz: ${RUNS} requests from seed ${SEED}; repeat with: npm run fuzz -- ${SEED} ${RUNS}`);
  const schema = allegianceSchema();
  const faults: string[] = [];
  let answered = 0;
  let rejected = 0;
  for (let run = 0; run < RUNS; run++) {
    const { query, variables, isValid } = randomRequest(schema, material, new Draw(SEED + run));
    const sent = await post(served.url.replace('/graphql', ''), query, variables, served.tokenOf.editor);
    const wrong = faultOf(sent) ?? (isValid ? rejectedAsInvalid(sent) : null);
    if (wrong) faults.push(`seed ${SEED + run}: ${wrong}\n${query}\n${JSON.stringify(variables)}`);
    if (sent.data) answered++;
    else rejected++;
  }
  console.log(`fuzz: ${answered} answered, ${rejected} rejected, ${faults.length} failed`);
  expect(faults.slice(0, 5)).toEqual([]);
  expect(faults.length).toBe(0);
  if (RUNS < 100) return;
  expect(answered).toBeGreaterThan(RUNS / 10);
  expect(rejected).toBeGreaterThan(RUNS / 10);
});

/** The error of a valid request that was rejected as invalid, or null. */
function rejectedAsInvalid({ codes, messages }: Sent): string | null {
  const at = codes.findIndex((code) => INVALID_REQUEST_CODES.includes(code));
  return at < 0 ? null : `valid, but ${codes[at]}: ${messages[at]}`;
}
