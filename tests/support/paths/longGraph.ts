import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { entityId } from '../../../src/store/mintId.ts';
import { loadEntities, loadTies } from '../revisions/loadGraph.ts';
import { lollipopRecords, STICK } from '../revisions/lollipop.ts';
import { AT } from '../revisions/revisions.ts';

/** A store in which `longQuestion` takes long: see `lollipop`. */
export async function fillLongGraph(engine: Engine, crowd: number): Promise<void> {
  await migrate(engine, AT);
  const { entities, ties } = lollipopRecords(crowd);
  await loadEntities(engine, entities);
  await loadTies(engine, ties);
}

/** Arguments of a search that finds one path at once, and the other only after a long time. */
export const LONG_PATH = `from: "${entityId(STICK.from)}", to: "${entityId(STICK.to)}", maxDepth: 8`;

export const LONG_QUESTION = `{ paths(${LONG_PATH}) { count truncated stoppedBy } }`;

/** The same with fewer hops: far fewer walks, though with six hops still more than the main thread searches. */
export function shorterQuestion(maxDepth: number): string {
  return LONG_QUESTION.replace('maxDepth: 8', `maxDepth: ${maxDepth}`);
}
