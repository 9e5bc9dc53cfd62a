import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, type GenerateKeyPairResult, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Authenticator } from '../../../src/access/authenticator.ts';
import { type JwtVerifier, jwtVerifier } from '../../../src/access/jwt.ts';
import { serveFew } from './support/served.ts';

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'allegiance';

let keys: GenerateKeyPairResult;
let issuer: Server;
let jwks: string;
let verify: JwtVerifier;

beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true });
  const published = JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] });
  issuer = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(published));
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  jwks = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks`;
  verify = jwtVerifier({ jwks, issuer: ISSUER, audience: AUDIENCE, roleClaim: 'role' });
});
afterAll(() => issuer.close());

const GOOD = { sub: 'u-1', role: 'editor', iss: ISSUER, aud: AUDIENCE };
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

function sign(claims: JWTPayload, key: CryptoKey | Uint8Array = keys.privateKey, header = { alg: 'RS256', kid: 'one' }): Promise<string> {
  return new SignJWT({ exp: inSeconds(60), ...claims }).setProtectedHeader(header).sign(key);
}

describe('a signed token', () => {
  test.each(['reader', 'proposer', 'editor', 'admin'] as const)('identifies its holder, with the role %s', async (role) => {
    expect(await verify(await sign({ ...GOOD, role }))).toEqual({ name: 'u-1', role });
  });

  test('gives the name of its holder, if it has one, together with the subject', async () => {
    expect(await verify(await sign({ ...GOOD, name: 'Leila Haddad' }))).toEqual({ name: 'Leila Haddad (u-1)', role: 'editor' });
    expect(await verify(await sign({ ...GOOD, sub: 'u-2', name: 'Leila Haddad' }))).toEqual({ name: 'Leila Haddad (u-2)', role: 'editor' });
    expect(await verify(await sign({ ...GOOD, name: 'u-1' }))).toEqual({ name: 'u-1', role: 'editor' });
  });

  test('may hold several roles, of which the highest counts, in a nested claim', async () => {
    const nested = jwtVerifier({ jwks, issuer: ISSUER, audience: AUDIENCE, roleClaim: 'realm_access.roles' });
    const token = await sign({ ...GOOD, realm_access: { roles: ['offline', 'editor', 'reader'] } });
    expect(await nested(token)).toEqual({ name: 'u-1', role: 'editor' });
  });

  test.each([{ role: 'owner' }, { role: undefined }, { role: ['x'] }, { role: { admin: true } }])(
    'without a known role is forbidden: %o',
    async (more) => {
      await expect(verify(await sign({ ...GOOD, ...more }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    },
  );

  const invalidTokens: Record<string, () => Promise<string> | string> = {
    'for another audience': () => sign({ ...GOOD, aud: 'other' }),
    'for no audience': () => sign({ ...GOOD, aud: undefined }),
    'of another issuer': () => sign({ ...GOOD, iss: 'https://other.example' }),
    expired: () => sign({ ...GOOD, exp: inSeconds(-60) }),
    'that never expires': () => sign({ ...GOOD, exp: undefined }),
    'not valid yet': () => sign({ ...GOOD, nbf: inSeconds(60) }),
    'without a subject': () => sign({ ...GOOD, sub: undefined }),
    'with the algorithm none': () => new UnsecuredJWT({ exp: inSeconds(60), ...GOOD }).encode(),
    'signed with another key': async () => sign(GOOD, (await generateKeyPair('RS256')).privateKey),
    'that names an unknown key': () => sign(GOOD, keys.privateKey, { alg: 'RS256', kid: 'two' }),
    'signed with the public key as a secret': async () =>
      sign(GOOD, new TextEncoder().encode(await exportSPKI(keys.publicKey)), { alg: 'HS256', kid: 'one' }),
    'changed after it was signed': async () => {
      const [header, , signature] = (await sign(GOOD)).split('.');
      return [header, Buffer.from(JSON.stringify({ ...GOOD, exp: inSeconds(60), role: 'admin' })).toString('base64url'), signature].join(
        '.',
      );
    },
    'that is malformed': () => 'a.b.c',
  };

  test.each(Object.entries(invalidTokens))('%s is rejected', async (_, token) => {
    await expect(verify(await token())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test.each(['http://127.0.0.1:1/jwks', 'data:text/plain,nothing'])(
    'cannot be verified while the keys cannot be fetched: %s',
    async (address) => {
      const verifyOffline = jwtVerifier({ jwks: address, issuer: ISSUER, audience: AUDIENCE, roleClaim: 'role' });
      const message = expect.stringContaining('the keys of its issuer cannot be fetched');
      await expect(verifyOffline(await sign(GOOD))).rejects.toMatchObject({ code: 'UNAUTHENTICATED', message });
    },
  );
});

describe('a server that accepts signed tokens', () => {
  test('writes in the name of the holder, and accepts its own tokens too', async () => {
    const served = await serveFew({ jwt: verify });
    const upsert = (slug: string) => `mutation { upsertActors(rows: [{ slug: "${slug}", kind: PERSON, name: "New" }]) { created } }`;
    expect((await served.execute(upsert('one'), await sign({ ...GOOD, name: 'Leila' }))).data).toEqual({ upsertActors: { created: 1 } });
    expect((await served.execute(upsert('two'), await sign({ ...GOOD, role: 'reader' }))).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
    expect(await served.execute('{ status { revision } }', await sign({ ...GOOD, role: 'owner' }))).toMatchObject({ status: 403 });
    const { data } = await served.execute('{ history(id: "one") { by } }', served.tokenOf.reader);
    expect(data).toEqual({ history: [{ by: 'Leila (u-1)' }] });
    await served.close();
  });

  test('can authenticate callers without any token of its own', async () => {
    const tokens = { list: async () => [], add: async () => undefined, revoke: async () => false };
    expect(await new Authenticator({ tokens, jwt: verify, openReading: false }).isConfigured()).toBe(true);
    expect(await new Authenticator({ tokens, jwt: null, openReading: false }).isConfigured()).toBe(false);
  });
});
