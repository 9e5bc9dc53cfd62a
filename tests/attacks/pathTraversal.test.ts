import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSeed } from '../../src/exchange/import/seed.ts';
import { explorerRoutes, playgroundRoutes } from '../../src/http/routes/pages.ts';
import { serveFew, type TestServer } from '../api/access/support/served.ts';
import { build, CommandDirectory } from '../support/import/command.ts';
import { MAPPING } from '../support/import/mapping.ts';
import { quickly } from '../support/sample.ts';
import { raw } from './support/raw.ts';

/** Spellings of `../` in a URL. */
const UP = [
  ...['../', '..%2f', '..%2F', '%2e%2e/', '%2e%2e%2f', '.%2e/', '..\\', '..%5c', '%2e%2e%5c', '..%252f', '%252e%252e%252f', '%252e%252e/'],
  ...['..%00/', '%00../', '..%c0%af', '..%e0%80%af', '..;/', '....//', './../', '/..//', '..%2f%2e/', '..%u2215', '..%ef%bc%8f'],
];
const SECRET = 'what is outside';

/** Status and body of the response to a URL that is not normalized by the client. */
async function responseTo(url: string, target: string): Promise<{ status: number; body: string }> {
  const received = await raw(url, `GET ${target} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nConnection: close\r\n\r\n`).ended;
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1]), body: received.slice(received.indexOf('\r\n\r\n') + 4) };
}

/** The URLs that are not rejected, or whose response contains the secret. */
async function wronglyServed(url: string, targets: readonly string[], secret: RegExp): Promise<string[]> {
  const wrong: string[] = [];
  for (const target of targets) {
    const { status, body } = await responseTo(url, target);
    if (!(status >= 400 && status < 500) || secret.test(body)) wrong.push(`${status} ${target}`);
  }
  return wrong;
}

describe('the assets of a page', () => {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-paths-'));
  let server: Server;
  let url: string;
  beforeAll(async () => {
    const page = join(directory, 'page');
    mkdirSync(join(page, 'assets'), { recursive: true });
    writeFileSync(join(page, 'assets', 'app.js'), 'an asset');
    for (const name of ['page/assets/.hidden', 'page/inner.txt', 'page/index.html', 'secret.txt'])
      writeFileSync(join(directory, name), SECRET);
    server = createServer(express().use(playgroundRoutes(page)).use(explorerRoutes(page)));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    rmSync(directory, { recursive: true });
  });

  describe.each(quickly(2, ['/explorer/assets', '/playground/assets']))('under %s', (assets) => {
    test('are served', async () => {
      expect(await responseTo(url, `${assets}/app.js`)).toEqual({ status: 200, body: 'an asset' });
    });

    test('are all that is served: nothing outside their directory, with any spelling of the path', async () => {
      const targets = UP.flatMap((up) => [
        ...['inner.txt', 'index.html', 'assets/app.js/../../inner.txt'].map((name) => `${assets}/${up}${name}`),
        `${assets}/${up}${up}secret.txt`,
        `${assets}/app.js/${up}${up}inner.txt`,
        `${assets}${up}inner.txt`,
        `http://x${assets}/${up}inner.txt`,
      ]);
      expect(await wronglyServed(url, targets, new RegExp(SECRET))).toEqual([]);
    });

    test('are not listed, and no hidden file and no absolute path is served', async () => {
      const file = join(directory, 'secret.txt');
      const targets = ['', '/', '/.', '/%2e', '/.hidden', '/%2ehidden', '/./.hidden', '/app.js%00.txt', '/app.js/', '/%00'];
      const fromRoot = [file, `/${file}`, encodeURIComponent(file), `file://${file}`].map((name) => `/${name}`);
      const wrong = await wronglyServed(
        url,
        [...targets, ...fromRoot].map((end) => assets + end),
        new RegExp(`${SECRET}|an asset`),
      );
      expect(wrong).toEqual([]);
    });
  });
});

describe('a server', () => {
  const written = `allegiance-traversal-${process.pid}`;
  const around = ['.', '..', tmpdir(), '/'].map((directory) => resolve(directory, written));
  let served: TestServer;
  let url: string;
  beforeAll(async () => {
    served = await serveFew({ openReading: true });
    url = served.url.replace('/graphql', '');
  });
  afterAll(() => served.close());
  const admin = () => ({ headers: { authorization: `Bearer ${served.tokenOf.admin}` } });

  test.each(
    quickly(4, [
      '/',
      '/explorer/',
      '/explorer/assets/',
      '/playground/',
      '/playground/assets/',
      '/graphql/',
      '/export/',
      '/backup/',
      '/health/',
      '/metrics/',
    ]),
  )('serves no file of its directory or of the disk under %s', async (prefix) => {
    const targets = UP.flatMap((up) => [
      ...[1, 2, 3].map((levels) => `${prefix}${up.repeat(levels)}package.json`),
      `${prefix}${up.repeat(12)}etc/passwd`,
      `${prefix}${up}..%2fetc%2fpasswd`,
    ]);
    const direct = ['package.json', '/etc/passwd', '%2fetc%2fpasswd', '%00', 'package.json%00', 'package.json%00.gexf'];
    const wrong = await wronglyServed(url, [...targets, ...direct.map((name) => prefix + name)], /"devDependencies"|root:x?:0/);
    expect(wrong).toEqual([]);
  });

  test('rejects an unknown name of an export with an error in GraphQL form', async () => {
    for (const name of [
      '..%2fpackage.json',
      '..%2fgraph.gexf',
      'graph.gexf%00',
      'graph.gexf%2f..%2fnodes.csv',
      '__proto__',
      'constructor',
      'size',
    ]) {
      const { status, body } = await responseTo(url, `/export/${name}`);
      const { errors } = JSON.parse(body) as { errors: { extensions: { code: string } }[] };
      expect([name, status, errors[0]?.extensions.code]).toEqual([name, 400, 'BAD_INPUT']);
    }
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('rejects an unknown parameter of an export: %s', async (name) => {
    const { status, body } = await responseTo(url, `/export/graph.gexf?${name}=1`);
    expect([status, body.includes('BAD_INPUT')]).toEqual([400, true]);
  });

  test('gives the file of an export a safe name, and writes no file', async () => {
    const names = [
      `../${written}`,
      `..\\${written}`,
      `/tmp/${written}`,
      `${written}\0.gexf`,
      `a"; filename="../${written}`,
      `a\r\nX-Injected: ${written}`,
    ];
    for (const name of names) {
      const response = await fetch(`${url}/export/graph.gexf?name=${encodeURIComponent(name)}`);
      await response.text();
      expect([name, response.status, response.headers.get('x-injected')]).toEqual([name, 200, null]);
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
    }
    expect(around.filter(existsSync)).toEqual([]);
  });

  test.each(['.', '..'])('gives the file of an export a valid name if %s is requested', async (name) => {
    const response = await fetch(`${url}/export/graph.gexf?name=${name}`);
    await response.text();
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="\.*[\w-][\w.-]*"$/);
  });

  test('does not write a backup to a file named in the URL', async () => {
    const names = ['file', 'name', 'path'].map((parameter) => `${parameter}=${encodeURIComponent(`../${written}`)}`).join('&');
    const response = await fetch(`${url}/backup?${names}`, admin());
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0);
    expect([response.status, response.headers.get('content-disposition')]).toEqual([200, 'attachment; filename="allegiance.grafeo"']);
    expect((await fetch(`${url}/backup/..%2f${written}`, admin())).status).toBe(404);
    expect(around.filter(existsSync)).toEqual([]);
  });
});

describe('files that are read', () => {
  test('from another directory: rejected rows are written to the current directory, under the base name of the file', () => {
    build();
    const place = new CommandDirectory({ 'm.yaml': MAPPING });
    const elsewhere = new CommandDirectory({ '..ties.csv': 'id,a,b\n1,Group A,Group A\n' });
    const file = `../${basename(elsewhere.directory)}/../${basename(elsewhere.directory)}/..ties.csv`;
    const { status, stdout } = place.run(['import', 'csv', file, '--mapping', 'm.yaml', '--json']);
    expect([status, JSON.parse(stdout)]).toEqual([1, expect.objectContaining({ rejected: 1, rejectedFile: '..ties.rejected.jsonl' })]);
    expect(readdirSync(place.directory).sort()).toEqual(['..ties.rejected.jsonl', 'data', 'data.acknowledged', 'm.yaml']);
    expect(readdirSync(elsewhere.directory)).toEqual(['..ties.csv']);
  });

  test.each(['..yaml', '..%2factors.yaml', '..\\actors.yaml', '%2e%2e.yaml'])('of the seed are the known ones, and not %s', (name) => {
    const directory = mkdtempSync(join(tmpdir(), 'allegiance-seed-'));
    try {
      cpSync('seed', directory, { recursive: true });
      writeFileSync(join(directory, name), '- { slug: outside, kind: STATE, name: Outside }\n');
      expect(() => readSeed(directory)).toThrow(`Expected only the known files of the seed; got ${name}.`);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
