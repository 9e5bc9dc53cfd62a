import type { Engine, Parameters } from '../../../src/engine/engine.ts';
import { MIGRATIONS } from '../../../src/engine/migrations.ts';

/** What the version before `voices` stored otherwise: other values, and none where it had no such property. */
const OUTDATED = [
  `MATCH (a:Entity)-[r]->(b:Entity) WHERE r.id IS NOT NULL
   SET r.alo = null, r.ahi = null, r.assertingVoices = null, r.denyingVoices = null, r.sameAs = null, r.standsFor = null,
       r.status = 'REPORTED', r.lo = -1, r.hi = 4000000, r.clo = 4000000, r.chi = -1, r.ord = '9999999|' + r.id`,
  // Confidence as a product over passages, except where an editor gave it.
  `MATCH (a:Entity)-[r]->(b:Entity) WHERE r.id IS NOT NULL AND r.confidenceSet = false
   SET r.confidence = 0.9999, r.strength = '00001|' + r.id`,
  `MATCH (n:Entity) SET n.sort = n.name + '\\u0001' + n.id, n.hasMerged = null, n.activeLo = -1`,
  `MATCH (n:Source) SET n.sort = n.title + '\\u0001' + n.id`,
  `MATCH (n:Event) SET n.status = 'DENIED', n.chi = -1, n.deathsOrd = '0000000000|' + n.id, n.ord = '9999999|' + n.id`,
  `MATCH (n:Evidence) SET n.ord = '0|9999999|' + n.id`,
  `MATCH (n:Name) SET n.folded = 'u s', n.grams = 'u s'`,
];

const DERIVED = ['alo', 'ahi', 'assertingVoices', 'denyingVoices', 'sameAs', 'standsFor', 'hasMerged'];
const RETRACTED = 'MATCH (n:Retracted) RETURN n.id, n.record';
const SET_RETRACTED = 'UNWIND $rows AS row MATCH (n:Retracted {id: row.id}) SET n.record = row.record';
const NOT_APPLIED = 'UNWIND $numbers AS number MATCH (m:Migration {number: number}) DELETE m';

/** Makes of a store what an earlier version would have stored. */
export async function makeOutdated(engine: Engine): Promise<void> {
  const retracted = await engine.read({ name: 'test.retracted', text: RETRACTED });
  const rows = retracted.map(([id, record]) => ({ id: id!, record: outdatedRecord(record as string) }));
  for (const text of OUTDATED) await run(engine, text);
  await run(engine, SET_RETRACTED, { rows });
  await setNotDerived(engine);
}

/** Removes the record that stored values were derived. */
export async function setNotDerived(engine: Engine): Promise<void> {
  await run(engine, NOT_APPLIED, { numbers: MIGRATIONS.flatMap(({ number, derives }) => (derives ? number : [])) });
}

async function run(engine: Engine, text: string, parameters: Parameters = {}): Promise<void> {
  await engine.write(async (transaction) => {
    await transaction.run({ name: 'test.outdated', text }, parameters);
    return { commit: true, value: undefined };
  });
}

function outdatedRecord(text: string): string {
  const record = Object.fromEntries(Object.entries(JSON.parse(text)).filter(([name]) => !DERIVED.includes(name)));
  const changed = { sort: 'old', ord: 'old', status: 'REPORTED', lo: -1 };
  return JSON.stringify({ ...record, ...Object.fromEntries(Object.entries(changed).filter(([name]) => name in record)) });
}
