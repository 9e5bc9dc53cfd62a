import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { MAX_REASSESSED_AT_ONCE } from '../../../src/write/load/load.cypher.ts';
import { BASE, writeRows } from './rows.ts';
import { NOW } from './stores.ts';

/** Records that cite the source `wide`: a few more than are reassessed at once. */
export const CITING = MAX_REASSESSED_AT_ONCE + 10;
const EVENTS = 30;

export const wide = (reliability: string) => ({ key: 'wide', title: 'Wide', reliability });

/** Writes the base graph, and relationships and events that cite the source `wide`; every third relationship is denied as well. */
export async function writeWidelyCited(engine: Engine, reliability: string, citing = CITING): Promise<void> {
  await writeRows(engine, { ...BASE, sources: [...BASE.sources, wide(reliability)] });
  const denial = { source: 'table', quote: 'It is not so.', stance: 'DENIES', attributedTo: 'israel' };
  const relationships = Array.from({ length: citing - EVENTS }, (_, number) => ({
    ...{ type: 'BACKS', from: number % 2 ? 'iran' : 'syrian-army', to: 'hezbollah', start: '2012', key: `k${number}` },
    evidence: [{ source: 'wide', quote: `No. ${number}` }, ...(number % 3 ? [] : [denial])],
  }));
  const events = Array.from({ length: EVENTS }, (_, number) => ({
    ...{ key: `event-${number}`, kind: 'BATTLE', title: `Battle ${number}`, start: '2012-05' },
    participants: [{ actor: 'iran', role: 'SIDE_A' }],
    evidence: [{ source: 'wide', quote: `Event ${number}`, hedged: number % 2 === 0 }],
  }));
  for (let from = 0; from < relationships.length; from += 1_000)
    await writeRows(engine, { relationships: relationships.slice(from, from + 1_000) });
  await writeRows(engine, { events });
}

/** What is computed from the evidence of each relationship and event. */
export async function assessments(engine: Engine): Promise<unknown[]> {
  const read = async (text: string) => await engine.read({ name: 'test.assessments', text });
  return [
    ...(await read(
      'MATCH (a:Entity)-[r:BACKS]->(b:Entity) RETURN r.key AS key, r.status, r.confidence, r.assertingVoices, r.denyingVoices ORDER BY key',
    )),
    ...(await read('MATCH (n:Event) RETURN n.key AS key, n.status ORDER BY key')),
  ];
}

/** What the graph says where the source was graded like this from the beginning. */
export async function gradedFromTheBeginning(reliability: string, citing = CITING): Promise<unknown[]> {
  const engine = await openEmbedded(null);
  await migrate(engine, NOW);
  await writeWidelyCited(engine, reliability, citing);
  const found = await assessments(engine);
  await engine.close();
  return found;
}
