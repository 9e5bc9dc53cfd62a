import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backersOf } from '../../../examples/front-end/backers.ts';
import { request, ServerError } from '../../../examples/front-end/client.ts';
import { WhatHappenedInDocument } from '../../../examples/front-end/operations.ts';
import { serveSeed } from './served.ts';

const EXAMPLE = 'examples/front-end';

describe('the typed operations of the example', () => {
  const url = serveSeed();

  test('match the schema: node examples/front-end/generate.mjs writes them', () => {
    const directory = mkdtempSync(join(tmpdir(), 'allegiance-operations-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const file = join(directory, 'operations.ts');
    const { status, stderr } = spawnSync(process.execPath, [`${EXAMPLE}/generate.mjs`, file], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(readFileSync(`${EXAMPLE}/operations.ts`, 'utf8'));
  });

  test('compile, and so does the code that uses them', () => {
    const { status, stdout } = spawnSync('node_modules/.bin/tsc', ['-p', EXAMPLE], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  test('are answered', async () => {
    const lines = await backersOf(`${url()}/graphql`, 'syrian-government', '2015');
    expect(lines.map((line) => line.replace(/ \(.*$/s, ''))).toEqual([
      'Iran backs Syrian government',
      'Iraq backs Syrian government',
      'Russia backs Syrian government',
    ]);
    const { place } = await request(`${url()}/graphql`, WhatHappenedInDocument, { place: 'syria-land', filter: { kinds: ['OFFENSIVE'] } });
    expect(place).toBeNull();
  });

  test('fail with the code and the message of the server', async () => {
    const refused = request(`${url()}/graphql`, WhatHappenedInDocument, { place: 'aleppo', filter: { within: 'alepo' } });
    await expect(refused).rejects.toThrow(ServerError);
    await expect(refused).rejects.toMatchObject({ code: 'UNKNOWN_ENTITY', message: expect.stringContaining('Did you mean "aleppo"') });
  });
});
