import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileTokens } from '../../../src/access/fileTokens.ts';
import { graphTokens } from '../../../src/access/graphTokens.ts';
import { holderOf, mintToken, parseHolderName, parseRole, type TokenStore } from '../../../src/access/token.ts';
import { describeEachEngine, engineFor, neo4jEngine } from '../../support/engine/engines.ts';
import { describeEachNeo4j } from '../../support/neo4j/use.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

describe('a token', () => {
  test('is 256 random bits after a prefix, and its record does not hold it', () => {
    const { token, record } = mintToken('Leila', 'editor', at(0));
    expect(token).toMatch(/^alg_[\w-]{43}$/);
    expect(JSON.stringify(record)).not.toContain(token.slice(4));
    expect(record).toEqual({
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      name: 'Leila',
      role: 'editor',
      createdAt: at(0).toISOString(),
      revokedAt: null,
    });
    expect(mintToken('Leila', 'editor', at(0)).token).not.toBe(token);
  });

  test('is recognized by its record, and by no other', () => {
    const [one, other] = [mintToken('one', 'reader', at(0)), mintToken('other', 'admin', at(0))];
    const records = [one.record, other.record];
    expect(holderOf(one.token, records)).toEqual({ name: 'one', role: 'reader' });
    expect(holderOf(`${one.token}x`, records)).toBeNull();
    expect(holderOf(one.record.hash, records)).toBeNull();
    expect(holderOf(one.token, [{ ...one.record, revokedAt: at(1).toISOString() }])).toBeNull();
  });

  test('has a valid role and name', () => {
    expect(() => parseRole('owner')).toThrow('Expected a role, one of reader, proposer, editor, admin; got "owner".');
    expect(() => parseRole(undefined)).toThrow('Expected a role');
    expect(parseHolderName('  Leila Haddad ')).toBe('Leila Haddad');
    for (const name of ['', '  ', 'two\nlines', 'x'.repeat(101)])
      expect(() => parseHolderName(name)).toThrow('Expected a name of 1 to 100 characters');
  });
});

/** Tests of every kind of token store. */
function testTokenStore(store: () => TokenStore): void {
  test('lists tokens, oldest first; a name can be used again when its token is revoked', async () => {
    const [leila, dashboard] = [mintToken('Leila', 'editor', at(1)).record, mintToken('dashboard', 'reader', at(2)).record];
    await store().add(leila);
    await store().add(dashboard);
    expect(await store().list()).toEqual([leila, dashboard]);
    await expect(store().add(mintToken('Leila', 'admin', at(3)).record)).rejects.toThrow(
      'Expected a name that no active token has; got "Leila".',
    );

    expect(await store().revoke('Leila', at(4))).toBe(true);
    expect(await store().revoke('Leila', at(5))).toBe(false);
    expect(await store().revoke('nobody', at(5))).toBe(false);
    const again = mintToken('Leila', 'admin', at(6)).record;
    await store().add(again);
    expect(await store().list()).toEqual([{ ...leila, revokedAt: at(4).toISOString() }, dashboard, again]);
  });
}

describe('tokens in a file', () => {
  let directory: string;
  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'allegiance-tokens-')), 'not there yet');
  });
  afterEach(() => rmSync(join(directory, '..'), { recursive: true }));
  const file = () => join(directory, 'tokens.json');

  testTokenStore(() => fileTokens(directory));

  test('are readable by the owner of the file only', async () => {
    await fileTokens(directory).add(mintToken('Leila', 'editor', at(0)).record);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  test('are none if there is no file, and listing creates none', async () => {
    expect(await fileTokens(directory).list()).toEqual([]);
    expect(await fileTokens(directory).revoke('Leila', at(0))).toBe(false);
    expect(() => statSync(directory)).toThrow('ENOENT');
  });

  test('that another process created or revoked are seen at once', async () => {
    const [ours, theirs] = [fileTokens(directory), fileTokens(directory)];
    await theirs.add(mintToken('one', 'reader', at(0)).record);
    for (let round = 0; round < 20; round++) {
      await theirs.add(mintToken(`round ${round}`, 'reader', at(round)).record);
      expect(await ours.list()).toHaveLength(round + 2);
      await theirs.revoke(`round ${round}`, at(round));
      expect((await ours.list()).at(-1)!.revokedAt).not.toBeNull();
    }
  });

  test('created concurrently are all stored', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, number) => fileTokens(directory).add(mintToken(`n${number}`, 'reader', at(number)).record)),
    );
    expect(new Set((await fileTokens(directory).list()).map(({ name }) => name)).size).toBe(20);
  });

  test.each([
    ['', at(0)],
    [', and the clock was set back since', new Date(Date.now() + 86_400_000)],
  ])('can be changed after a process died while holding the lock%s', async (_, died) => {
    const store = fileTokens(directory);
    await store.add(mintToken('one', 'reader', at(0)).record);
    writeFileSync(join(directory, 'tokens.lock'), '');
    utimesSync(join(directory, 'tokens.lock'), died, died);
    await store.add(mintToken('two', 'reader', at(0)).record);
    expect(await store.list()).toHaveLength(2);
  });

  test.each(['', '{', '[]', '{"tokens":[{"name":"x"}]}'])('that cannot be read: nobody is authenticated: %s', async (text) => {
    await fileTokens(directory).add(mintToken('one', 'reader', at(0)).record);
    writeFileSync(file(), text);
    await expect(fileTokens(directory).list()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(fileTokens(directory).add(mintToken('two', 'reader', at(0)).record)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });
});

describe('tokens in the graph', () => {
  describeEachEngine((engine) => testTokenStore(() => graphTokens(engine())));

  describeEachNeo4j((server) => {
    const ours = engineFor(async () => neo4jEngine(server));
    const theirs = engineFor(async () => neo4jEngine(server));

    test('that another process created or revoked are seen within a second', async () => {
      const [here, there] = [graphTokens(ours()), graphTokens(theirs())];
      expect(await here.list()).toEqual([]);
      const { token, record } = mintToken('Leila', 'editor', at(0));
      await there.add(record);
      await expect.poll(async () => holderOf(token, await here.list()), { timeout: 1_500 }).toEqual({ name: 'Leila', role: 'editor' });
      await there.revoke('Leila', at(1));
      await expect.poll(async () => holderOf(token, await here.list()), { timeout: 1_500 }).toBeNull();
    });
  });
});
