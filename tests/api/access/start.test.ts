import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startsFor, statusOf, urlOf } from './support/starts.ts';

const { data, start } = startsFor();

/** `start.slow.test.ts` has the other ways to start. */
describe('a start', () => {
  test('on a loopback address prints a token for editing, and keeps none where it was used', async () => {
    const run = start();
    const [, token] = await run.waitForOutput(/^Editor token: (\S+)$/m);
    const url = await urlOf(run);
    expect(await statusOf(url)).toBe(200);
    expect(await statusOf(url, token)).toBe(200);
    expect((await run.stop()).code).toBe(0);
    expect(readFileSync(join(data(), 'tokens.json'), 'utf8')).not.toContain(token);
  });

  test('on an address that other machines can reach fails with a message while nobody has access, and prepares nothing', async () => {
    const { code, out, err } = await start({ HOST: '0.0.0.0' }).ended;
    expect(code).toBe(1);
    expect(err.trim().split('\n').at(-1)).toMatch(
      /^On HOST=0\.0\.0\.0 other machines reach this server, and nobody has access yet: .*ALLEGIANCE_OPEN_READING=1\.$/,
    );
    expect(out).toBe('');
  });
});
