import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { createServices } from '../../../src/graph/common/services.ts';
import { cancellable } from '../../../src/graph/live/changes.ts';
import { changeSetsOf } from '../../../src/revisions/changeSets.ts';
import { Clock } from '../../../src/revisions/clock.ts';
import type { LiveRevision } from '../../../src/revisions/liveRevision.ts';
import { RevisionStream } from '../../../src/revisions/revisionStream.ts';
import { write } from '../../../src/write/write.ts';
import { fillWithFew } from '../../api/access/support/served.ts';
import { describeEachEngine, engineFor, neo4jEngine } from '../../support/engine/engines.ts';
import { describeEachNeo4j } from '../../support/neo4j/use.ts';

let written = 0;

/** Writes one person in one revision. Returns its number. */
async function writeOne(engine: Engine): Promise<number> {
  const slug = `person-${++written}`;
  const report = await write(engine, { actors: [{ slug, name: slug, kind: 'PERSON' }] }, { key: slug, by: 'tests', at: new Date() });
  return report.revision;
}

/** The numbers of the next `count` revisions. */
async function readNumbers(revisions: AsyncIterator<LiveRevision>, count: number): Promise<number[]> {
  const numbers: number[] = [];
  while (numbers.length < count) numbers.push((await revisions.next()).value.number);
  return numbers;
}

const upTo = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describeEachEngine((engine) => {
  let live: RevisionStream;
  let clock: Clock;
  beforeEach(() => {
    ({ clock, revisions: live } = createServices(engine()));
  });
  const after = (start: number) => cancellable((signal) => live.after(start, signal));
  const writeAndNotify = async () => clock.revisionWritten(await writeOne(engine()));

  test('each subscriber reads every revision once, in order', async () => {
    const start = await live.startingRevision(null);
    const [one, other] = [after(start), after(start)];
    const reading = readNumbers(one, 60);
    for (let number = 0; number < 60; number++) await writeAndNotify();
    expect(await reading).toEqual(upTo(start + 1, start + 60));
    expect(await readNumbers(other, 60)).toEqual(upTo(start + 1, start + 60));
    const late = after(start + 40);
    expect(await readNumbers(late, 20)).toEqual(upTo(start + 41, start + 60));
    await Promise.all([one.return!(), other.return!(), late.return!()]);
  });

  test('a waiting subscriber can stop at any time', async () => {
    const waiting = after(await live.startingRevision(null));
    const next = waiting.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await waiting.return!();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  test('`since` must be between 0 and the latest revision', async () => {
    const latestRevision = await live.startingRevision(null);
    expect(await live.startingRevision(0)).toBe(0);
    await expect(live.startingRevision(latestRevision + 1)).rejects.toThrow(
      `Expected \`since\` to be a revision from 0 to ${latestRevision}, the latest; got ${latestRevision + 1}.`,
    );
    await expect(live.startingRevision(-1)).rejects.toMatchObject({ code: 'BAD_INPUT', details: { latestRevision } });
  });

  test('a subscriber that leaves too many revisions unread gets an error with the revision to continue from', async () => {
    const MAX_UNREAD = 20;
    const live = new RevisionStream(engine(), clock, changeSetsOf(engine(), clock), MAX_UNREAD);
    const start = await live.startingRevision(null);
    const slow = cancellable((signal) => live.after(start, signal));
    const first = slow.next();
    const read = await writeOne(engine());
    clock.revisionWritten(read);
    expect((await first).value).toMatchObject({ number: read });
    let latestRevision = read;
    for (let number = 0; number < MAX_UNREAD + 1; number++) latestRevision = await writeOne(engine());
    clock.revisionWritten(latestRevision);
    await expect(slow.next()).rejects.toMatchObject({ code: 'TOO_SLOW', details: { since: read } });

    const catchingUp = cancellable((signal) => live.after(read, signal));
    expect(await readNumbers(catchingUp, MAX_UNREAD + 1)).toEqual(upTo(read + 1, latestRevision));
    await catchingUp.return!();
  });
}, fillWithFew);

describeEachNeo4j((server) => {
  describe('a revision of another process', () => {
    const ours = engineFor(async () => neo4jEngine(server), fillWithFew);
    const theirs = engineFor(async () => neo4jEngine(server));

    test('is delivered within a second', async () => {
      const { revisions: live } = createServices(ours());
      const revisions = cancellable((signal) => live.after(0, signal));
      await readNumbers(revisions, await live.startingRevision(null));
      for (let round = 0; round < 5; round++) {
        const next = revisions.next();
        const number = await writeOne(theirs());
        const writtenAt = performance.now();
        expect((await next).value.number).toBe(number);
        expect(performance.now() - writtenAt).toBeLessThan(1_000);
      }
      await revisions.return!();
    });

    test('is not polled for without subscribers', async () => {
      const statements: string[] = [];
      const { revisions: live } = createServices({
        ...ours(),
        read: async (statement) => {
          statements.push(statement.name);
          return [];
        },
      });
      const revisions = cancellable((signal) => live.after(0, signal));
      const next = revisions.next();
      await expect.poll(() => statements, { timeout: 2_000 }).toContain('revision.latest');
      await revisions.return!();
      await next;
      statements.length = 0;
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      expect(statements).toEqual([]);
    });
  });
});
