import type { ProjectionEntity, ProjectionTie } from '../../src/analysis/projection/records.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { migrate } from '../../src/engine/migrations.ts';
import { OWN } from '../../src/engine/neo4j/ownLabels.ts';
import { ACTOR_KINDS, labelOf } from '../../src/model/kinds.ts';
import { loadEntities, loadTies } from '../../tests/support/revisions/loadGraph.ts';
import { AT } from '../../tests/support/revisions/revisions.ts';
import { CONFIDENCES, days, entityIdOf, tieIdOf } from '../powerLawGraph.ts';
import { seeded } from '../random.ts';

export const ACTORS = 20_000;
/** FIGHTS ties, evenly distributed: about ten per actor. */
const FIGHTS = 100_000;
/** BACKS ties, skewed: the first actor is backed by a thousand. */
const BACKS = 20_000;
const STEEPNESS = 3;
const BATCH = 5_000;

/** The kinds of actors in the graph, and so the concrete types of the interface of the rival. */
export const KINDS = ACTOR_KINDS.slice(0, 6);

/**
 * Fills an empty Neo4j with the graph: one tie of a type per pair, none denied or merged, so that handwritten Cypher need not
 * handle these cases. The additional indexes are those that the rival uses.
 */
export async function fill(engine: Engine, index: (text: string) => Promise<void>): Promise<void> {
  await migrate(engine, AT);
  for (const label of ['Actor', ...KINDS.map(labelOf)]) {
    for (const property of ['id', 'sort']) {
      await index(`CREATE INDEX rival_${label}_${property} IF NOT EXISTS FOR (n:${OWN}${label}) ON (n.${property})`);
    }
  }
  await inPieces(entities(), (piece) => loadEntities(engine, piece));
  await inPieces(ties(), (piece) => loadTies(engine, piece));
  await index('CALL db.awaitIndexes(60)');
}

function entities(): ProjectionEntity[] {
  return Array.from({ length: ACTORS }, (_, n) => ({ id: entityIdOf(n), kind: KINDS[n % KINDS.length]!, canon: entityIdOf(n) }));
}

function ties(): ProjectionTie[] {
  const random = seeded(1);
  const anybody = () => Math.floor(ACTORS * random());
  const hub = () => Math.floor(ACTORS * random() ** STEEPNESS);
  const pairs = new Set<string>();
  const list: ProjectionTie[] = [];
  while (list.length < FIGHTS + BACKS) {
    const type = list.length < FIGHTS ? 'FIGHTS' : 'BACKS';
    const [from, to] = [anybody(), type === 'FIGHTS' ? anybody() : hub()];
    const pair = type === 'FIGHTS' ? [type, Math.min(from, to), Math.max(from, to)].join() : [type, from, to].join();
    if (from === to || pairs.has(pair)) continue;
    pairs.add(pair);
    const confidence = CONFIDENCES[Math.floor(random() * CONFIDENCES.length)]!;
    list.push({ id: tieIdOf(type, from, to, list.length), ...days(random), status: 'SUPPORTED', confidence });
  }
  return list;
}

async function inPieces<T>(all: readonly T[], work: (piece: readonly T[]) => Promise<void>): Promise<void> {
  for (let start = 0; start < all.length; start += BATCH) await work(all.slice(start, start + BATCH));
}
