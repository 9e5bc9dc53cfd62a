import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { interrupt, launch, type ServerProcess } from '../api/http/support/launch.ts';
import { quickly } from '../support/sample.ts';

interface Answer {
  readonly data?: { readonly upsertActors?: { readonly revision: number } | null; readonly status?: { readonly revision: number } };
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** A place for a data directory, and a server on it. */
async function started() {
  const place = mkdtempSync(join(tmpdir(), 'allegiance-moved-'));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  const data = join(place, 'data');
  const server = launch({ ALLEGIANCE_DATA: data });
  const { execute, token } = await clientOf(server);
  return { place, data, server, execute, token, write: writer(execute, token) };
}

async function clientOf(server: ServerProcess) {
  const url = await server.url();
  const token = /Editor token: (\S+)/.exec(server.output)?.[1] ?? '';
  const execute = async (query: string, bearer = ''): Promise<Answer> => {
    const headers = { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) };
    return (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).json() as Promise<Answer>;
  };
  return { url, token, execute };
}

const writer = (execute: (query: string, bearer: string) => Promise<Answer>, token: string) => (slug: string) =>
  execute(`mutation { upsertActors(rows: [{ slug: "${slug}", kind: PERSON, name: "${slug}" }]) { revision } }`, token);

const revisionOf = async (server: ServerProcess): Promise<number> =>
  (await (await clientOf(server)).execute('{ status { revision } }')).data!.status!.revision;

const MOVED =
  /was replaced, moved or deleted while it was in use, so nothing more is written\. Everything acknowledged, up to revision 3, /;
const segmentIn = (directory: string) => join(directory, 'journal-1.log');

type Started = Awaited<ReturnType<typeof started>>;

/** What happens to the directory; `older` is a copy of it from before the last write. */
const HAPPENS: readonly (readonly [what: string, act: (one: Started, older: string) => void])[] = [
  ['is moved away', ({ data }) => renameSync(data, `${data}-elsewhere`)],
  ['is deleted', ({ data }) => rmSync(data, { recursive: true })],
  [
    'is replaced by an older copy',
    ({ data }, older) => {
      renameSync(data, `${data}-elsewhere`);
      cpSync(older, data, { recursive: true });
    },
  ],
  ['has an older copy written over its files', ({ data }, older) => cpSync(segmentIn(older), segmentIn(data))],
  [
    'has older files put in the place of its own',
    ({ data }, older) => {
      cpSync(segmentIn(older), `${segmentIn(data)}.synced`);
      renameSync(`${segmentIn(data)}.synced`, segmentIn(data));
    },
  ],
  ['loses its write-ahead log', ({ data }) => unlinkSync(segmentIn(data))],
  ['loses its snapshot', ({ data }) => unlinkSync(join(data, 'base-1.grafeo'))],
  ['loses its lock, so that another server could open it', ({ data }) => unlinkSync(join(data, 'lock.grafeo'))],
];

describe('a data directory that changes while a server runs on it', () => {
  test.each(quickly(4, HAPPENS))(
    'and %s: nothing more is acknowledged, health and exit say so, and nothing acknowledged is lost',
    async (_, act) => {
      const one = await started();
      expect((await one.write('first')).data).toEqual({ upsertActors: { revision: 2 } });
      const older = join(one.place, 'older');
      cpSync(one.data, older, { recursive: true });
      expect((await one.write('second')).data).toEqual({ upsertActors: { revision: 3 } });
      const saved = join(one.place, 'saved');
      cpSync(one.data, saved, { recursive: true });

      act(one, older);
      for (const slug of ['third', 'fourth']) {
        expect(await one.write(slug)).toMatchObject({
          errors: [{ message: expect.stringMatching(MOVED), extensions: { code: 'STORE_UNAVAILABLE' } }],
        });
      }
      // What is read is what was acknowledged.
      expect((await one.execute('{ status { revision } }')).data).toEqual({ status: { revision: 3 } });
      const health = await fetch(`${await one.server.url()}/health`);
      expect([health.status, await health.json()]).toEqual([503, expect.objectContaining({ reason: expect.stringMatching(MOVED) })]);

      expect(await interrupt(one.server)).toBe(1);
      expect(one.server.output).toMatch(MOVED);
      expect(one.server.output).not.toMatch(/\n\s+at |GRAFEO|\[Error/);

      rmSync(one.data, { recursive: true, force: true });
      cpSync(saved, one.data, { recursive: true });
      expect(await revisionOf(launch({ ALLEGIANCE_DATA: one.data }))).toBe(3);
    },
  );

  test.each(['graph.grafeo', 'graph.grafeo.wal'])(
    'and loses %s, which the log can replace: all is acknowledged, and nothing is lost',
    async (name) => {
      const one = await started();
      await one.write('first');
      rmSync(join(one.data, name), { recursive: true });
      expect((await one.write('second')).data).toEqual({ upsertActors: { revision: 3 } });
      expect(await interrupt(one.server)).toBe(1);
      expect(one.server.output).toMatch(/could not be closed: .* Everything acknowledged, up to revision 3, is in its write-ahead log/);
      expect(one.server.output).not.toMatch(/\n\s+at |GRAFEO|ENOENT|\[Error/);
      expect(await revisionOf(launch({ ALLEGIANCE_DATA: one.data }))).toBe(3);
    },
  );

  test('writes into no file of another directory that took its place', async () => {
    const one = await started();
    await one.write('first');
    renameSync(one.data, `${one.data}-elsewhere`);
    mkdirSync(one.data);
    for (const name of ['journal-1.log', 'journal.mark', 'graph.grafeo', 'lock.grafeo', 'base-1.grafeo'])
      writeFileSync(join(one.data, name), name);
    await one.write('second');
    await interrupt(one.server);
    for (const name of ['journal-1.log', 'journal.mark', 'graph.grafeo', 'lock.grafeo', 'base-1.grafeo'])
      expect(readFileSync(join(one.data, name), 'utf8')).toBe(name);
  });

  test('goes on when it is moved back, and nothing is lost', async () => {
    const one = await started();
    await one.write('first');
    renameSync(one.data, `${one.data}-elsewhere`);
    expect((await one.write('second')).errors).toHaveLength(1);
    renameSync(`${one.data}-elsewhere`, one.data);
    expect((await one.write('third')).data).toEqual({ upsertActors: { revision: 3 } });
    expect((await fetch(`${await one.server.url()}/health`)).status).toBe(200);
    expect(await interrupt(one.server)).toBe(0);
    expect(await revisionOf(launch({ ALLEGIANCE_DATA: one.data }))).toBe(3);
  });

  test('may be reached by a link; one that is turned to another directory is noticed', async () => {
    const place = mkdtempSync(join(tmpdir(), 'allegiance-moved-'));
    onTestFinished(() => rmSync(place, { recursive: true, force: true }));
    for (const name of ['one', 'two']) mkdirSync(join(place, name));
    const link = join(place, 'link');
    symlinkSync('one', link);
    const server = launch({ ALLEGIANCE_DATA: link });
    const { execute, token } = await clientOf(server);
    const write = writer(execute, token);
    expect((await write('first')).errors).toBeUndefined();
    unlinkSync(link);
    symlinkSync('two', link);
    expect((await write('second')).errors?.[0]?.extensions.code).toBe('STORE_UNAVAILABLE');
  });
});

describe('a start on a directory that ends before what was acknowledged in it', () => {
  test('says so, and gives no number out again', async () => {
    const one = await started();
    await one.write('first');
    const older = join(one.place, 'older');
    cpSync(one.data, older, { recursive: true });
    for (const slug of ['second', 'third', 'fourth']) await one.write(slug);
    one.server.kill('SIGKILL');
    await one.server.ended;
    rmSync(one.data, { recursive: true });
    cpSync(older, one.data, { recursive: true });

    const again = launch({ ALLEGIANCE_DATA: one.data });
    const { execute } = await clientOf(again);
    expect(again.output).toContain(
      'ends at revision 2, but revision 5 was acknowledged here: an older copy took its place, or it was deleted. Revisions 3 to 5 are not in it, and new ones are numbered from 6.',
    );
    expect(await revisionOf(again)).toBe(2);
    expect((await writer(execute, one.token)('fifth')).data).toEqual({ upsertActors: { revision: 6 } });
    expect((await execute('{ revisions(first: 2) { totalCount nodes { number } } }')).data).toEqual({
      revisions: { totalCount: 3, nodes: [{ number: 6 }, { number: 2 }] },
    });
    again.kill('SIGKILL');
    await again.ended;
    const third = launch({ ALLEGIANCE_DATA: one.data });
    expect(await revisionOf(third)).toBe(6);
    expect(third.output).not.toContain('was acknowledged here');
  });

  test('also where it was deleted', async () => {
    const one = await started();
    await one.write('first');
    await interrupt(one.server);
    rmSync(one.data, { recursive: true });
    const again = launch({ ALLEGIANCE_DATA: one.data });
    expect(await revisionOf(again)).toBe(3);
    expect(again.output).toContain('ends at revision 0, but revision 2 was acknowledged here');
  });

  test('a directory that was not changed says nothing, closed or killed, and what is remembered is private', async () => {
    const one = await started();
    for (const slug of ['first', 'second']) await one.write(slug);
    expect(statSync(`${one.data}.acknowledged`).mode & 0o777).toBe(0o600);
    one.server.kill('SIGKILL');
    await one.server.ended;
    const killed = launch({ ALLEGIANCE_DATA: one.data });
    expect(await revisionOf(killed)).toBe(3);
    expect(await interrupt(killed)).toBe(0);
    const closed = launch({ ALLEGIANCE_DATA: one.data });
    expect(await revisionOf(closed)).toBe(3);
    expect(killed.output + closed.output).not.toContain('acknowledged here');
    expect(existsSync(`${one.data}.acknowledged`)).toBe(true);
  });
});
