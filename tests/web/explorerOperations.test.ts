import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const API = 'src/explorer/api';

test('the typed operations of the explorer are up to date with the schema; if not, run node src/explorer/api/generate.mjs', () => {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-explorer-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const { status, stderr } = spawnSync(process.execPath, [`${API}/generate.mjs`, directory], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  for (const file of ['operations.ts', 'objectTypes.ts'])
    expect(readFileSync(join(directory, file), 'utf8')).toBe(readFileSync(join(API, file), 'utf8'));
});
