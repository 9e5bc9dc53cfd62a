import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from 'graphql-sse';
import { expect, onTestFinished, test } from 'vitest';
import { program } from '../access/support/program.ts';
import { directoryFor, run } from './support/run.ts';

const directory = directoryFor();

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** A server on the data of this test, without the seed's editor: the token of its first start stays. */
async function serve(data: string, token = '') {
  const server = program(['start'], { ALLEGIANCE_DATA: data });
  onTestFinished(async () => {
    await server.stop();
  });
  const [, url] = await server.waitForOutput(/(http:\S+)\/graphql/);
  const found = token || (await server.waitForOutput(/Editor token: (\S+)/))[1]!;
  const execute = async (query: string): Promise<Answer> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${found}` };
    return (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).json() as Promise<Answer>;
  };
  const write = (slug: string, ifRevision?: number) =>
    execute(
      `mutation { upsertActors(${ifRevision === undefined ? '' : `ifRevision: ${ifRevision}, `}rows: [{ slug: "${slug}", kind: PERSON, name: "${slug} ${Math.random()}" }]) { revision } }`,
    );
  const revisionOf = async (slug: string) => ((await write(slug)).data!.upsertActors as { revision: number }).revision;
  /** The revisions that a subscription reports first, or the message of its refusal. */
  const follow = async (since: number, count: number): Promise<readonly number[] | string> => {
    const client = createClient({ url: `${url}/graphql/stream`, retryAttempts: 0 });
    onTestFinished(() => client.dispose());
    const revisions: number[] = [];
    try {
      for await (const { data: message, errors } of client.iterate({
        query: `subscription { graphChanged(since: ${since}) { revision } }`,
      })) {
        if (errors) return errors[0]!.message;
        revisions.push((message as { graphChanged: { revision: number } }).graphChanged.revision);
        if (revisions.length === count) break;
      }
    } catch (error) {
      return JSON.stringify(error instanceof Error ? error.message : error);
    }
    return revisions;
  };
  return { stop: () => server.stop(), token: found, execute, write, revisionOf, follow };
}

test.each([
  ['over the store', false],
  ['into a new directory, as on another machine', true],
])('after a restore %s no revision number is given out twice, and old ones are refused in words', async (_, isNew) => {
  const data = join(directory(), `line-${isNew}`);
  const file = join(directory(), `line-${isNew}.grafeo`);
  const first = await serve(data);
  expect(await first.revisionOf('one')).toBe(2);
  await first.stop();
  expect(await run(['backup', file], { ALLEGIANCE_DATA: data })).toMatchObject({ code: 0 });
  const second = await serve(data, first.token);
  for (const slug of ['two', 'three', 'four']) await second.revisionOf(slug);
  await second.stop();

  // On another machine, nothing of the first store is there but the file of its tokens.
  if (isNew) for (const name of ['graph.grafeo', 'journal-1.log', 'journal.mark', 'base-1.grafeo', 'lock.grafeo']) rmSync(join(data, name));
  if (isNew) rmSync(`${data}.acknowledged`);
  const restored = await run(['restore', file, ...(isNew ? [] : ['--force']), '--json'], { ALLEGIANCE_DATA: data });
  expect(JSON.parse(restored.out)).toMatchObject({ revision: 2, next: 1_000_001 });

  const third = await serve(data, first.token);
  expect((await third.execute('{ status { revision } }')).data).toEqual({ status: { revision: 2 } });
  const REFUSED =
    /^Revision 5 is not part of this store: it was restored from an older copy that ended at revision 2, and went on with 1000001\. Read everything again/;
  expect(await third.follow(5, 1)).toMatch(REFUSED);
  expect((await third.write('one', 5)).errors).toMatchObject([
    { message: expect.stringMatching(REFUSED), extensions: { code: 'BAD_INPUT' } },
  ]);
  expect([await third.revisionOf('five'), await third.revisionOf('six')]).toEqual([1_000_001, 1_000_002]);
  // Those of this line are reported without a gap, and those of the other line refused for ever.
  expect(await third.follow(2, 2)).toEqual([1_000_001, 1_000_002]);
  expect(await third.follow(1, 3)).toEqual([2, 1_000_001, 1_000_002]);
  expect(await third.follow(5, 1)).toMatch(REFUSED);
  expect((await third.write('one', 5)).errors?.[0]?.message).toMatch(REFUSED);
  expect((await third.write('one', 2)).data).toEqual({ upsertActors: { revision: 1_000_003 } });
  expect((await third.execute('{ revisions(since: 4) { totalCount } }')).errors?.[0]?.message).toContain(
    'Revision 4 is not part of this store',
  );
  const page = await third.execute('{ revisions(first: 4) { totalCount nodes { number } pageInfo { hasNextPage } } }');
  expect(page.data!.revisions).toEqual({
    totalCount: 5,
    nodes: [1_000_003, 1_000_002, 1_000_001, 2].map((number) => ({ number })),
    pageInfo: { hasNextPage: true },
  });
  // The projection follows across the gap.
  expect((await third.execute('{ actors(first: 1) { totalCount } }')).errors).toBeUndefined();
});
