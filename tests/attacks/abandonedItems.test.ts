import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { launch } from '../api/http/support/launch.ts';
import { post } from './support/sent.ts';

/** Of a relationship between actors something is read first; one whose other end is a place fails at once. */
const actorsThenPlaces = (ofActor: string, ofPlace: string) =>
  `{ relationships(first: 100) { nodes { to { ... on Actor { ${ofActor} } ... on Place { ${ofPlace} } } } } }`;
const READ_FIRST = 'degrees { field } relationships(after: "x") { totalCount }';

test('a server logs an error that nobody waits for, and goes on', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-items-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const failing = 'process.on("SIGUSR2", () => void Promise.reject(new TypeError("sec" + "ret")))';
  const server = launch({ ALLEGIANCE_DATA: directory, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(failing)}` });
  const url = await server.url();

  server.kill('SIGUSR2');
  await server.waitForOutput(/an error that nobody waited for/);

  expect((await post(url, '{ status { revision } }')).data).toEqual({ status: { revision: 1 } });
  expect(server.output).toContain('TypeError');
  expect(server.output).not.toContain('secret');
});

test('a server goes on where two items of a list fail, one of them at once', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-items-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const server = launch({ ALLEGIANCE_DATA: directory });
  const url = await server.url();

  const badCursors = await post(url, actorsThenPlaces(READ_FIRST, 'relationships(after: "x") { totalCount }'));
  const noCondition = await post(url, `query ($on: Boolean = true) ${actorsThenPlaces(READ_FIRST, 'name @include(if: $on)')}`, {
    on: null,
  });
  const after = await post(url, '{ status { revision } }');

  expect([badCursors.data, badCursors.codes]).toEqual([{ relationships: null }, ['BAD_CURSOR']]);
  expect(noCondition.data ?? null).toEqual(null);
  expect(noCondition.messages.join()).toContain('must not be null');
  expect(after.data).toEqual({ status: { revision: 1 } });
  expect(server.output).not.toContain('GraphQLError');
});
