import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { openInThread } from '../../../src/engine/embedded/thread/openInThread.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { APPLIED, migrate } from '../../../src/engine/migrations.ts';
import { createServices, type Services } from '../../../src/graph/common/services.ts';
import { changeSetsOf } from '../../../src/revisions/changeSets.ts';
import { Clock } from '../../../src/revisions/clock.ts';
import { GraphFile } from '../../../src/revisions/graphFile.ts';
import { ProjectionFollower } from '../../../src/revisions/projectionFollower.ts';
import { runnerWith } from '../../support/paths/runner.ts';
import { AT, writeRows } from '../../support/revisions/revisions.ts';
import { actors, slugOf, tie } from '../../support/revisions/rows.ts';

const TIMEOUT = 30_000;
const OPTIONS = { remembers: true, serves: true };
const QUESTION = `{
  status { revision }
  distance(from: "${slugOf(0)}", to: "${slugOf(2)}")
  far: distance(from: "${slugOf(0)}", to: "${slugOf(4)}")
  eventSeries(by: YEAR) { start events }
}`;

let parent = '';
let directories = 0;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'allegiance-saved-start-'));
});
afterAll(() => rmSync(parent, { recursive: true }));

interface Server {
  readonly engine: Engine;
  readonly services: Services;
}

const fileOf = (directory: string) => join(directory, 'graph.columns');
const graphFile = (directory: string) => new GraphFile(fileOf(directory), refuse, [APPLIED]);

function refuse(reason: string): never {
  throw new Error(`unexpected: ${reason}`);
}

/** As a server has them, for a graph of any size. */
function servicesOf(engine: Engine, file: GraphFile): Services {
  const clock = new Clock(engine);
  const services = createServices(engine, { clock });
  return { ...services, projection: new ProjectionFollower(engine, clock, changeSetsOf(engine, clock), refuse, null, file, 0) };
}

/** A store with a chain of three actors, and a pair of others, whose graph was saved when it was closed. */
async function savedStore(): Promise<string> {
  const directory = join(parent, `${directories++}`);
  const engine = await openEmbedded(directory, TIMEOUT, OPTIONS);
  await migrate(engine, AT);
  await writeRows(engine, actors(0, 6));
  await writeRows(engine, tie(0, 1, { start: '2011' }));
  await writeRows(engine, tie(1, 2, { start: '2011' }));
  await writeRows(engine, tie(4, 5, { start: '2011' }));
  await closeSaved(engine, directory);
  return directory;
}

async function closeSaved(engine: Engine, directory: string, file = graphFile(directory)): Promise<void> {
  const services = servicesOf(engine, file);
  await services.projection.viewWithEvents();
  await services.projection.close();
  await engine.close();
}

/** As a server starts. */
async function started(directory: string): Promise<Server> {
  const file = graphFile(directory);
  const engine = await openInThread(directory, TIMEOUT, OPTIONS, file.savedReads());
  return { engine, services: servicesOf(engine, file) };
}

/** As a server stops. */
async function closed({ engine, services }: Server): Promise<void> {
  await services.projection.close();
  await engine.close();
}

async function answerOf({ engine, services }: Server): Promise<unknown> {
  return runnerWith(engine, services).execute(QUESTION);
}

const answer = (revision: number, far: number | null = null) => ({ status: { revision }, distance: 2, far, eventSeries: [] });

test('a store that is as it was when its graph was saved answers before it is open', async () => {
  const directory = await savedStore();
  const server = await started(directory);
  let isOpen = false;
  const opened = server.engine.opened!.then((notice) => {
    isOpen = true;
    return notice;
  });
  const stated: string[] = [];
  const { read } = server.engine;
  const watched: Engine = {
    ...server.engine,
    read: (statement, ...given) => {
      stated.push(statement.name);
      return read(statement, ...given);
    },
  };
  expect(await answerOf({ ...server, engine: watched })).toEqual(answer(4));
  // No statement but those that were saved: whatever else is asked waits until the store is open.
  expect(new Set(stated)).toEqual(new Set());
  expect(isOpen).toBe(false);
  expect(await opened).toBeNull();
  // From then on as ever.
  await writeRows(server.engine, tie(2, 4, { start: '2012' }));
  expect(await answerOf(server)).toEqual(answer(5, 3));
  await closed(server);
});

test('what was written since is in every answer', async () => {
  const directory = await savedStore();
  const engine = await openEmbedded(directory, TIMEOUT, OPTIONS);
  await writeRows(engine, tie(2, 4, { start: '2012' }));
  await engine.close();
  const server = await started(directory);
  expect(server.engine.opened).toBeUndefined();
  expect(await answerOf(server)).toEqual(answer(5, 3));
  await closed(server);
});

test('a write that makes no revision counts as well', async () => {
  const directory = await savedStore();
  const engine = await openEmbedded(directory, TIMEOUT, OPTIONS);
  await engine.write(async (transaction) => {
    await transaction.run({ name: 'test.put', text: 'CREATE (p:Probe {id: $id})' }, { id: 'probe' });
    return { commit: true, value: undefined };
  });
  const file = graphFile(directory);
  await file.load(engine);
  expect(await file.isOfNow(engine)).toBe(false);
  await engine.close();
  const server = await started(directory);
  expect(server.engine.opened).toBeUndefined();
  await closed(server);
});

test('a store that was not closed, and one of another directory, is opened first', async () => {
  const directory = await savedStore();
  const engine = await openEmbedded(directory, TIMEOUT, OPTIONS);
  const killed = join(parent, `${directories++}`);
  cpSync(directory, killed, { recursive: true });
  await engine.close();
  const server = await started(killed);
  expect(server.engine.opened).toBeUndefined();
  expect(await answerOf(server)).toEqual(answer(4));
  await closed(server);

  const other = await savedStore();
  const changed = await openEmbedded(other, TIMEOUT, OPTIONS);
  await writeRows(changed, actors(50, 1));
  await closeSaved(changed, other);
  cpSync(fileOf(other), fileOf(directory));
  const reasons: string[] = [];
  const file = new GraphFile(fileOf(directory), (reason) => reasons.push(reason), [APPLIED]);
  const engineOfOne = await openInThread(directory, TIMEOUT, OPTIONS, file.savedReads());
  expect(engineOfOne.opened).toBeUndefined();
  const strange = { engine: engineOfOne, services: servicesOf(engineOfOne, file) };
  expect(await answerOf(strange)).toEqual(answer(4));
  expect(reasons).toHaveLength(1);
  await closed(strange);
});

test('an older copy of a store, and a file that was changed, are opened first', async () => {
  const directory = await savedStore();
  const copy = join(parent, `${directories++}`);
  cpSync(directory, copy, { recursive: true });
  const engine = await openEmbedded(directory, TIMEOUT, OPTIONS);
  await writeRows(engine, tie(2, 4, { start: '2012' }));
  await closeSaved(engine, directory);
  rmSync(directory, { recursive: true });
  cpSync(copy, directory, { recursive: true });
  const server = await started(directory);
  expect(server.engine.opened).toBeUndefined();
  expect(server.engine.notice).toMatch(/revision 4.*5|5.*revision 4/s);
  await closed(server);

  const damaged = await savedStore();
  writeFileSync(join(damaged, 'graph.grafeo'), 'x', { flag: 'a' });
  const repaired = await started(damaged);
  expect(repaired.engine.opened).toBeUndefined();
  expect(await answerOf(repaired)).toEqual(answer(4));
  await closed(repaired);
});

test('the graph is saved when a server ends after any write, and not after none', async () => {
  const directory = await savedStore();
  const first = await started(directory);
  await first.services.projection.viewWithEvents();
  await writeRows(first.engine, tie(2, 4, { start: '2012' }));
  await closed(first);
  const second = await started(directory);
  expect(second.engine.opened).toBeDefined();
  expect(await answerOf(second)).toEqual(answer(5, 3));
  await closed(second);
});
