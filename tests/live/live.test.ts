import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { endable } from '../../src/live/endable.ts';
import { Live } from '../../src/live/live.ts';
import type { LiveRevision } from '../../src/live/revision.ts';
import { write } from '../../src/write/write.ts';
import { fillWithFew } from '../access/support/served.ts';
import { describeEachEngine, engineFor, engineOn } from '../engine/support/engines.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';

let written = 0;

/** Writes one person in one revision. Returns its number. */
async function writeOne(engine: Engine): Promise<number> {
  const slug = `person-${++written}`;
  const report = await write(engine, { actors: [{ slug, name: slug, kind: 'PERSON' }] }, { key: slug, by: 'tests', at: new Date() });
  return report.revision;
}

/** The numbers of the next `count` revisions. */
async function take(revisions: AsyncIterator<LiveRevision>, count: number): Promise<number[]> {
  const numbers: number[] = [];
  while (numbers.length < count) numbers.push((await revisions.next()).value.number);
  return numbers;
}

const upTo = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describeEachEngine((engine) => {
  let live: Live;
  beforeEach(() => {
    live = new Live(engine());
  });
  const after = (start: number) => endable((signal) => live.after(start, signal));
  const writeAndTell = async () => live.written(await writeOne(engine()));

  test('each subscriber reads every revision once, in order', async () => {
    const start = await live.startAfter(null);
    const [one, other] = [after(start), after(start)];
    const reading = take(one, 60);
    for (let number = 0; number < 60; number++) await writeAndTell();
    expect(await reading).toEqual(upTo(start + 1, start + 60));
    expect(await take(other, 60)).toEqual(upTo(start + 1, start + 60));
    const late = after(start + 40);
    expect(await take(late, 20)).toEqual(upTo(start + 41, start + 60));
    await Promise.all([one.return!(), other.return!(), late.return!()]);
    expect(live.followers).toBe(0);
  });

  test('a waiting subscriber can stop at any time', async () => {
    const waiting = after(await live.startAfter(null));
    const next = waiting.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(live.followers).toBe(1);
    await waiting.return!();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(live.followers).toBe(0);
  });

  test('`since` must be between 0 and the latest revision', async () => {
    const head = await live.startAfter(null);
    expect(await live.startAfter(0)).toBe(0);
    await expect(live.startAfter(head + 1)).rejects.toThrow(
      `Expected \`since\` to be a revision from 0 to ${head}, the latest; got ${head + 1}.`,
    );
    await expect(live.startAfter(-1)).rejects.toMatchObject({ code: 'BAD_INPUT', details: { newest: head } });
  });

  test('a subscriber that leaves too many revisions unread gets an error with the revision to continue from', async () => {
    const MOST = 20;
    const live = new Live(engine(), MOST);
    const start = await live.startAfter(null);
    const slow = endable((signal) => live.after(start, signal));
    const first = slow.next();
    const told = await writeOne(engine());
    live.written(told);
    expect((await first).value).toMatchObject({ number: told });
    let head = told;
    for (let number = 0; number < MOST + 1; number++) head = await writeOne(engine());
    live.written(head);
    await expect(slow.next()).rejects.toMatchObject({ code: 'TOO_SLOW', details: { since: told } });
    expect(live.followers).toBe(0);

    const catchingUp = endable((signal) => live.after(told, signal));
    expect(await take(catchingUp, MOST + 1)).toEqual(upTo(told + 1, head));
    await catchingUp.return!();
  });
}, fillWithFew);

describe('a revision of another process', () => {
  describeEachNeo4j((server) => {
    const ours = engineFor(async () => engineOn(server), fillWithFew);
    const theirs = engineFor(async () => engineOn(server));

    test('is delivered within a second', async () => {
      const live = new Live(ours());
      const revisions = endable((signal) => live.after(0, signal));
      await take(revisions, await live.startAfter(null));
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
      const asked: string[] = [];
      const live = new Live({
        ...ours(),
        read: async (statement) => {
          asked.push(statement.name);
          return [];
        },
      });
      const revisions = endable((signal) => live.after(0, signal));
      const next = revisions.next();
      await expect.poll(() => asked, { timeout: 2_000 }).toContain('feed.head');
      await revisions.return!();
      await next;
      asked.length = 0;
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      expect(asked).toEqual([]);
    });
  });
});
