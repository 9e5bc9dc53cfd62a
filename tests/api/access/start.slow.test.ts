import { existsSync, readFileSync, statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { describeEachNeo4j } from '../../support/neo4j/use.ts';
import { program } from './support/program.ts';
import { startsFor, statusOf, urlOf } from './support/starts.ts';

const { data, start, command } = startsFor();

describe('a start on a loopback address', () => {
  const tokenIn = (output: string) => /^Editor token: (\S+)$/m.exec(output)?.[1];
  const file = () => join(data(), 'editor-token');

  test('prints the token at each start until it is used, also where the first start failed', async () => {
    const occupied = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => occupied.once('listening', listening));
    const PORT = String((occupied.address() as AddressInfo).port);
    const failed = await start({ PORT }).ended;
    expect([failed.code, failed.err]).toEqual([1, expect.stringContaining('is in use')]);
    occupied.close();
    const token = tokenIn(failed.out)!;
    expect(statSync(file()).mode & 0o777).toBe(0o600);

    const second = start();
    const url = await urlOf(second);
    expect(await statusOf(url)).toBe(200);
    expect(await statusOf(url, 'alg_another')).toBe(401);
    expect(tokenIn((await second.stop()).out)).toBe(token);

    const third = start();
    expect(await statusOf(await urlOf(third), token)).toBe(200);
    await expect.poll(() => existsSync(file())).toBe(false);
    expect(tokenIn((await third.stop()).out)).toBe(token);
    expect(tokenIn((await start().waitForOutput(/http:/)).input)).toBeUndefined();
  });

  test('`token show` prints the token until it is used or revoked', async () => {
    expect(await command('token', 'show')).toMatchObject({ code: 3, out: expect.stringContaining('No token is stored') });
    const run = start();
    const token = tokenIn((await run.waitForOutput(/http:/)).input)!;
    expect(await command('token', 'show')).toMatchObject({ code: 0, out: `Editor token: ${token}\n` });
    expect(JSON.parse((await command('token', 'show', '--json')).out)).toEqual({ token });
    await command('token', 'revoke', 'editor');
    expect((await command('token', 'show')).code).toBe(3);
    expect(await statusOf(await urlOf(run), token)).toBe(401);
    expect(tokenIn((await run.stop()).out)).toBe(token);
    expect(tokenIn((await start().waitForOutput(/http:/)).input)).toBeUndefined();
  });

  test('`token show` prints it no longer once it was used', async () => {
    const run = start();
    const token = tokenIn((await run.waitForOutput(/http:/)).input)!;
    expect(await statusOf(await urlOf(run), token)).toBe(200);
    await expect.poll(async () => (await command('token', 'show')).code).toBe(3);
    expect(readFileSync(join(data(), 'tokens.json'), 'utf8')).not.toContain(token);
  });

  test('prints a token for editing the first time only', async () => {
    const first = start();
    const [, token] = await first.waitForOutput(/^Editor token: (\S+)$/m);
    const url = await urlOf(first);
    expect(await statusOf(url)).toBe(200);
    expect(await statusOf(url, token)).toBe(200);
    expect((await first.stop()).code).toBe(0);
    expect(readFileSync(join(data(), 'tokens.json'), 'utf8')).not.toContain(token);

    const second = start();
    expect(await statusOf(await urlOf(second), token)).toBe(200);
    expect((await second.stop()).out).not.toContain('Editor token');
  });

  test('sees changes by the commands at once', async () => {
    const url = await urlOf(start());
    const { out } = await command('token', 'create', '--role', 'reader', '--name', 'dashboard', '--json');
    const { token } = JSON.parse(out) as { token: string };
    expect(await statusOf(url, token)).toBe(200);
    expect(JSON.parse((await command('token', 'list', '--json')).out)).toMatchObject([
      { name: 'editor', role: 'editor', revokedAt: null },
      { name: 'dashboard', role: 'reader', revokedAt: null },
    ]);
    expect(await command('token', 'revoke', 'dashboard')).toMatchObject({ code: 0, out: 'The token of dashboard is revoked.\n' });
    expect(await statusOf(url, token)).toBe(401);
  });
});

describe('a start on an address that other machines can reach', () => {
  const PUBLIC_HOST = { HOST: '0.0.0.0' };

  test('fails when the only token is revoked', async () => {
    await command('token', 'create', '--role', 'admin', '--name', 'one');
    await command('token', 'revoke', 'one');
    expect((await start(PUBLIC_HOST).ended).code).toBe(1);
  });

  test('serves nobody without a token when there is one', async () => {
    const { out } = await command('token', 'create', '--role', 'reader', '--name', 'one');
    const [token] = /alg_\S+/.exec(out)!;
    const run = start(PUBLIC_HOST);
    const url = await urlOf(run);
    expect(await statusOf(url)).toBe(401);
    expect(await statusOf(url, token)).toBe(200);
    expect((await run.stop()).out).not.toContain('Editor token');
  });

  test('lets everybody read if configured', async () => {
    const run = start({ ...PUBLIC_HOST, ALLEGIANCE_OPEN_READING: '1' });
    expect(await statusOf(await urlOf(run))).toBe(200);
    expect((await run.stop()).out).not.toContain('Editor token');
  });

  test('needs no token if there is an issuer of signed tokens', async () => {
    const issuer = { ALLEGIANCE_JWKS_URL: 'https://issuer.example/jwks', ALLEGIANCE_JWT_ISSUER: 'https://issuer.example' };
    const unfinished = await start({ ...PUBLIC_HOST, ...issuer }).ended;
    expect(unfinished).toMatchObject({
      code: 1,
      err: expect.stringContaining('Expected ALLEGIANCE_JWT_ISSUER and ALLEGIANCE_JWT_AUDIENCE'),
    });
    const run = start({ ...PUBLIC_HOST, ...issuer, ALLEGIANCE_JWT_AUDIENCE: 'allegiance' });
    expect(await statusOf(await urlOf(run))).toBe(401);
  });
});

describe('the commands', () => {
  test.each([
    [['token', 'create', '--help'], 0, 'Examples:\n  allegiance token create --role editor'],
    [['token', 'revoke', '-h'], 0, 'allegiance token revoke NAME [options]'],
    [['start', '--help'], 0, '--seed'],
    [['--help'], 0, 'ALLEGIANCE_JWKS_URL'],
    [['token'], 0, 'token revoke'],
    [['token', '--help'], 0, 'token create'],
  ] as [string[], number, string][])('%j prints help', async (args, code, text) => {
    expect(await command(...args)).toMatchObject({ code, out: expect.stringContaining(text) });
  });

  test.each([
    [['token', 'create', '--role', 'owner', '--name', 'x'], 1, 'Expected a role, one of reader, proposer, editor, admin; got "owner".'],
    [['token', 'create', '--role', 'reader'], 1, 'Expected a name of 1 to 100 characters'],
    [['token', 'revoke', 'nobody'], 1, 'Expected the name of an active token; got "nobody".'],
    [['token', 'revoke'], 2, 'Expected the name of a holder'],
    [['token', 'make'], 2, 'Unknown command "token make"'],
    [['tokn', 'list'], 2, 'Unknown command "tokn list"'],
    [['token', 'list', '--jsn'], 2, "Unknown option '--jsn'"],
  ] as [string[], number, string][])('%j fails with a message', async (args, code, text) => {
    expect(await command(...args)).toMatchObject({ code, out: '', err: expect.stringContaining(text) });
  });

  test('report that there is no token', async () => {
    expect((await command('token', 'list')).out).toBe('There is no token yet. `allegiance token create` makes one.\n');
  });
});

describeEachNeo4j((server) => {
  describe('a start on Neo4j', () => {
    const onNeo4j = () => ({
      NEO4J_URI: server.uri,
      ...(server.password === '' ? {} : { NEO4J_USER: server.user, NEO4J_PASSWORD: server.password }),
    });

    test('fails on a public address until a token is in the store; all processes on the store share it', {
      timeout: 120_000,
    }, async () => {
      const failedStart = await start({ ...onNeo4j(), HOST: '0.0.0.0' }).ended;
      expect(failedStart).toMatchObject({ code: 1, out: '', err: expect.stringContaining('nobody has access yet') });
      const created = await program(['token', 'create', '--role', 'editor', '--name', 'one', '--json'], onNeo4j()).ended;
      const { token } = JSON.parse(created.out) as { token: string };
      const [one, other] = [start({ ...onNeo4j(), HOST: '0.0.0.0' }), start(onNeo4j())];
      for (const run of [one, other]) await expect.poll(async () => statusOf(await urlOf(run), token), { timeout: 40_000 }).toBe(200);
      await program(['token', 'revoke', 'one'], onNeo4j()).ended;
      for (const run of [one, other]) await expect.poll(async () => statusOf(await urlOf(run), token), { timeout: 1_500 }).toBe(401);
      expect((await other.stop()).out).not.toContain('Editor token');
    });
  });
});
