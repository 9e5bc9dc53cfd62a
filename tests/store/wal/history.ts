import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { write } from '../../../src/write/write.ts';
import { digest } from '../../support/engine/digest.ts';
import { actorSlug, MERGES, RICH_ROWS } from '../../support/engine/richRows.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');

const tie = { type: 'ALLIED_WITH', from: 'new-0', to: actorSlug(1), start: '2011' } as const;

/** Every kind of write. Each is one revision, and gives the same result whenever they run in this order. */
const STEPS: readonly BatchRows[] = [
  RICH_ROWS,
  ...Array.from({ length: 16 }, (_, number) => ({
    actors: [{ slug: `new-${number}`, kind: 'PERSON', name: `New ${number} “Ærø”\n`.trim(), description: number % 2 ? 'Said so.' : null }],
    relationships: number > 0 ? [{ ...tie, key: `tie ${number}`, from: `new-${number}`, confidence: number / 20 }] : [],
  })),
  { actors: [{ slug: 'new-1', kind: 'PERSON', name: 'New 1, corrected', description: null }] },
  { relationships: [{ ...tie, key: 'tie 2', from: 'new-2', start: null, end: '2013-05' }] },
  { merges: [{ keep: MERGES[0]![1], merge: MERGES[0]![0], reason: 'the same' }] },
  { retractions: [{ id: 'new-0', reason: 'never was' }] },
  { events: [{ key: 'rich-event:3', kind: 'PLEDGE', title: 'Pledged', start: '2012', participants: [{ actor: 'new-3', role: 'PARTY' }] }] },
  { unmerges: [{ id: MERGES[0]![0], reason: 'not the same' }] },
] as unknown as BatchRows[];

/** Number of revisions of the history; one more step is left for tests that continue it. */
export const LAST = STEPS.length - 1;
/** Steps before the writer closes the store and opens it again. */
export const HALF = 8;

/** Runs one step; throws unless it creates exactly the revision with this number. */
export async function step(engine: Engine, number: number): Promise<void> {
  const report = await write(engine, STEPS[number - 1]!, { key: `step ${number}`, by: 'tests', at: NOW });
  const [problem] = report.problems;
  if (problem) throw new Error(`step ${number}: ${problem.message}`);
  if (report.revision !== number) throw new Error(`step ${number} made revision ${report.revision}`);
}

export async function prepare(engine: Engine): Promise<void> {
  await migrate(engine, NOW);
}

/** Digests of a store after each number of steps, computed on a store in memory. */
export async function expectedDigests(): Promise<string[][]> {
  const engine = await openEmbedded(null);
  await prepare(engine);
  const digests = [await digest(engine.read)];
  for (let number = 1; number <= STEPS.length; number++) {
    await step(engine, number);
    digests.push(await digest(engine.read));
  }
  await engine.close();
  return digests;
}
