import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { SETTINGS } from '../../../src/config.ts';
import { schemaText } from '../../../src/graph/schema.ts';
import { describeEachNeo4j } from '../../support/neo4j/use.ts';
import { interrupt, launch, type ServerProcess } from './support/launch.ts';
import { postQuery } from './support/request.ts';
import { onData, SEED, STATUS, statusOf, temporary } from './support/status.ts';

const NOTHING = { revision: 0, actors: 0, places: 0, events: 0, relationships: 0, sources: 0 };

/** Milliseconds within which Ctrl-C must end the server. */
const EXIT_LIMIT = 3_000;

beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
});

describe('npm start on a built tree', () => {
  test('serves the committed schema', async () => {
    const { body } = await postQuery(await launch(onData(temporary())).url(), getIntrospectionQuery({ specifiedByUrl: true }));
    const served = schemaText(buildClientSchema(body.data as IntrospectionQuery));
    expect(served).toBe(readFileSync('schema/schema.graphql', 'utf8'));
  });

  test('loads the seed into an empty store, keeps the data, and does not load it again', async () => {
    const directory = temporary();
    const first = launch(onData(directory));
    expect(await statusOf(first)).toEqual(SEED);
    expect(await interrupt(first)).toBe(0);
    const again = launch(onData(directory));
    expect(await statusOf(again)).toEqual(SEED);
    expect(again.output).not.toContain('seed');
    expect(await interrupt(again)).toBe(0);
  });

  test('prints its URL, and is healthy', async () => {
    const launched = launch(onData(temporary()));
    const url = await launched.url();
    expect(launched.output).toContain(`${url}/health`);
    const response = await fetch(`${url}/health`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ready', engine: 'embedded' }]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('exits in time with code 0 by %s', async (signal) => {
    const launched = launch(onData(temporary()));
    await launched.url();
    const start = performance.now();
    launched.kill(signal);
    expect(await launched.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - start).toBeLessThan(EXIT_LIMIT);
  });

  test('exits in time while a client keeps its connection open', async () => {
    const launched = launch(onData(temporary()));
    await statusOf(launched);
    const start = performance.now();
    expect(await interrupt(launched)).toBe(0);
    expect(performance.now() - start).toBeLessThan(EXIT_LIMIT);
  });

  test('keeps acknowledged data when it is killed', async () => {
    const directory = temporary();
    const killed = launch(onData(directory));
    await killed.waitForOutput(/Loaded the seed/);
    killed.kill('SIGKILL');
    await killed.ended;
    const again = launch(onData(directory));
    expect(await statusOf(again)).toEqual(SEED);
    expect(again.output).not.toContain('Loaded the seed');
  });
});

describe('a start that fails', () => {
  async function failedStart(environment: Record<string, string>, ...parameters: string[]) {
    const launched = launch(environment, ...parameters);
    const { code } = await launched.ended;
    return { code, output: launched.output };
  }

  test('on data that another process uses: one sentence', async () => {
    const directory = temporary();
    const first = launch(onData(directory));
    await first.url();
    expect(await failedStart(onData(directory))).toEqual({
      code: 1,
      output: `The data in ${directory} is in use by another process. Stop that one, or give this one a directory of its own with ALLEGIANCE_DATA.\n`,
    });
    expect(await statusOf(first)).toEqual(SEED);
  });

  test('on a port in use: names it and suggests another one', async () => {
    const occupied = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => occupied.once('listening', listening));
    onTestFinished(() => void occupied.close());
    const PORT = String((occupied.address() as AddressInfo).port);
    const { code, output } = await failedStart({ ...onData(temporary()), PORT });
    expect(code).toBe(1);
    expect(output).toContain(`Port ${PORT} on 127.0.0.1 is in use. Stop the other program, or choose another port: PORT=4001.\n`);
  });

  test('on a host that is no address of this machine', async () => {
    const { code, output } = await failedStart({ ...onData(temporary()), HOST: 'nope.invalid', ALLEGIANCE_OPEN_READING: '1' });
    expect(code).toBe(1);
    expect(output).toMatch(/^Expected HOST to be an address of this machine; got "nope\.invalid"\.$/m);
    expect(output).not.toContain(' at ');
  });

  test('after a warning of an unknown setting', async () => {
    const { output } = await failedStart({ ...onData(temporary()), ALLEGIANCE_CACHE_MB: '64', HOST: '0.0.0.0' });
    expect(output).toContain('Unknown setting ALLEGIANCE_CACHE_MB; it is ignored. The nearest known one is ALLEGIANCE_CACHE_MIB.\n');
  });

  test.each([
    [{ PORT: 'web' }, 'Expected PORT to be a whole number from 0 to 65535; got "web".\n'],
    [{ PORT: '65536' }, 'Expected PORT to be a whole number from 0 to 65535; got "65536".\n'],
    [
      { NEO4J_URI: 'http://localhost:7474' },
      'Expected NEO4J_URI to begin with neo4j:// or bolt:// (or +s, +ssc); got "http://localhost:7474".\n',
    ],
  ])('with %j', async (environment, output) => {
    expect(await failedStart({ ...onData(temporary()), ...environment })).toEqual({ code: 1, output });
  });

  test('with an unknown option', async () => {
    const { code, output } = await failedStart(onData(temporary()), '--sead');
    expect(code).toBe(2);
    expect(output).toContain("Unknown option '--sead'");
  });

  test('--help prints every setting and starts nothing', async () => {
    const { code, output } = await failedStart(onData(temporary()), '--help');
    expect(code).toBe(0);
    for (const { name } of SETTINGS) expect(output).toMatch(new RegExp(`^  ${name} .*`, 'm'));
    for (const { meaning } of SETTINGS) expect(output).toContain(meaning);
    expect(output).not.toContain('Allegiance is running');
  });
});

describe('NEO4J_URI', () => {
  test('of a server that does not respond: starts, reports it, and responds with STORE_UNAVAILABLE', async () => {
    const launched = launch({ NEO4J_URI: 'bolt://127.0.0.1:1' });
    const url = await launched.url();
    const { body } = await postQuery(url, STATUS);
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['STORE_UNAVAILABLE']);
    const health = await fetch(`${url}/health`);
    expect([health.status, (await health.json()).status]).toEqual([503, 'unavailable']);
    expect(await interrupt(launched)).toBe(0);
  });

  describeEachNeo4j((server) => {
    const environment: Record<string, string> = {
      NEO4J_URI: server.uri,
      ...(server.password === '' ? {} : { NEO4J_USER: server.user, NEO4J_PASSWORD: server.password }),
    };

    /** Waits until the server is ready: the schema is migrated, and the seed is loaded if requested. */
    async function ready(launched: ServerProcess): Promise<void> {
      const url = await launched.url();
      await expect.poll(async () => (await fetch(`${url}/health`)).status, { timeout: 60_000, interval: 50 }).toBe(200);
    }

    test('without --seed loads nothing into an empty store', { timeout: 60_000 }, async () => {
      const launched = launch(environment);
      await ready(launched);
      expect(await statusOf(launched)).toEqual(NOTHING);
      expect(launched.output).not.toContain('seed');
      expect(await interrupt(launched)).toBe(0);
    });

    test('with --seed loads the seed into an empty store', { timeout: 60_000 }, async () => {
      const launched = launch(environment, '--seed');
      await ready(launched);
      expect(launched.output).toContain('Loaded the seed: 58 actors, 14 places, 168 relationships, 16 events, 4 sources.');
      expect(await statusOf(launched)).toEqual(SEED);
      expect(await interrupt(launched)).toBe(0);
    });

    test('with --seed does not change a store that holds data', { timeout: 60_000 }, async () => {
      const launched = launch(environment, '--seed');
      await ready(launched);
      expect(launched.output).toContain('The store holds data already; the seed was not loaded.');
      expect(await statusOf(launched)).toEqual(SEED);
      expect(await interrupt(launched)).toBe(0);
    });
  });
});
