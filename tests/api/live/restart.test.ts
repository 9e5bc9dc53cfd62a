import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { latestRevisionOf } from '../../../src/revisions/clock.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { write } from '../../../src/write/write.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { eventSource, FOLLOWERS, type Follower } from '../../support/live/followers.ts';
import { fillWithFew, serve, type TestServer } from '../access/support/served.ts';

/** Over a restart of the server no message is lost and none comes twice, also where something is written meanwhile. */

describeEachEngine((engine) => {
  let served: TestServer;
  let year = 1900;
  beforeEach(async () => {
    served = await serve(engine(), { openReading: true });
  });
  afterEach(() => served.close());

  const port = () => Number(new URL(served.url).port);
  const head = () => latestRevisionOf(engine());

  /** Writes a relationship through the server, and returns its revision. */
  async function record(type: string, from: string, to: string): Promise<number> {
    const mutation = `mutation { recordRelationships(rows: [{ type: ${type}, from: "${from}", to: "${to}", start: "${++year}" }]) { revision } }`;
    const { data, errors } = await served.execute(mutation, served.tokenOf.editor);
    if (errors) throw new Error(JSON.stringify(errors));
    return (data!.recordRelationships as { revision: number }).revision;
  }

  /** The same while no server runs. */
  async function recordDirectly(type: string, from: string, to: string): Promise<number> {
    const rows = { relationships: [{ type, from, to, start: String(++year) }] } as BatchRows;
    const options = { key: `direct-${year}`, by: 'tests', at: new Date(), action: 'CREATED' as const, summary: 'Directly' };
    await write(engine(), rows, options);
    return head();
  }

  async function restart(meanwhile: () => Promise<void>): Promise<void> {
    const before = port();
    await served.close();
    await meanwhile();
    served = await serve(engine(), { openReading: true, port: before });
  }

  function started<T extends Follower>(follower: T): T {
    onTestFinished(() => follower.stop());
    return follower;
  }

  async function expectRevisions(follower: Follower, revisions: readonly number[]): Promise<void> {
    await expect
      .poll(() => [follower.failure(), follower.messages.map(({ revision }) => revision)], { timeout: 10_000 })
      .toEqual([null, revisions]);
  }

  describe.each(FOLLOWERS)('%s', (_, follow) => {
    test('receives each revision once, and goes on', async () => {
      const since = await head();
      const follower = started(follow({ url: served.url, filter: '', since }));
      const revisions = [await record('BACKS', 'red', 'blue')];
      await expectRevisions(follower, revisions);
      for (let time = 0; time < 2; time++) {
        const last = record('BACKS', 'red', 'blue');
        revisions.push(await last);
        await restart(async () => {
          for (let n = 0; n < 3; n++) revisions.push(await recordDirectly('BACKS', 'green', 'blue'));
        });
        await expectRevisions(follower, revisions);
        revisions.push(await record('BACKS', 'red', 'grey'));
        await expectRevisions(follower, revisions);
      }
      expect(revisions).toEqual(Array.from({ length: (await head()) - since }, (_each, n) => since + 1 + n));
    });

    test('with filters receives what concerns it once', async () => {
      const filter = ', involving: ["red"], types: [SANCTIONS, OPPOSES]';
      const follower = started(follow({ url: served.url, filter, since: await head() }));
      const revisions: number[] = [];
      const writeSome = async (write: typeof record) => {
        await write('SANCTIONS', 'green', 'blue');
        revisions.push(await write('SANCTIONS', 'red', 'blue'));
        await write('BACKS', 'red', 'blue');
        revisions.push(await write('OPPOSES', 'grey', 'red'));
        await write('OPPOSES', 'grey', 'blue');
      };
      await writeSome(record);
      await expectRevisions(follower, revisions);
      await restart(() => writeSome(recordDirectly));
      await expectRevisions(follower, revisions);
      await writeSome(record);
      await restart(async () => void (await recordDirectly('BACKS', 'green', 'blue')));
      revisions.push(await record('SANCTIONS', 'blue', 'red'));
      await expectRevisions(follower, revisions);
    });
  });

  test('an event source without `since` that has received no message yet misses nothing either', async () => {
    const source = started(eventSource({ url: served.url, filter: 'involving: ["red"]', since: null }));
    const before = await head();
    await expect.poll(source.lastEventId).toBe(String(before));
    const revisions: number[] = [];
    await restart(async () => void revisions.push(await recordDirectly('BACKS', 'red', 'blue')));
    await expectRevisions(source, revisions);
    expect(source.resumedAfter).toEqual([String(before)]);
  });

  test('an event source resumes after what the server has looked at for it, not only after its last message', async () => {
    const source = started(eventSource({ url: served.url, filter: 'types: [SANCTIONS]', since: await head() }));
    const all = started(eventSource({ url: served.url, filter: '', since: await head() }));
    const revisions = [await record('SANCTIONS', 'red', 'blue')];
    await expectRevisions(source, revisions);
    for (let n = 0; n < 3; n++) await record('BACKS', 'red', 'blue');
    const looked = await head();
    // A stream that has more to do is as far.
    await expect.poll(all.lastEventId, { timeout: 10_000 }).toBe(String(looked));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await restart(async () => void revisions.push(await recordDirectly('SANCTIONS', 'blue', 'red')));
    await expectRevisions(source, revisions);
    expect(source.resumedAfter).toEqual([String(looked)]);
  });
}, fillWithFew);
