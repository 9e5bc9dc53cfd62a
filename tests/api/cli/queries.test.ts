import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type TestServer } from '../access/support/served.ts';
import { seeded, type TestGraph } from '../seed/seeded.ts';
import { run } from './support/run.ts';

/** What a user tries first; `queries.slow.test.ts` has every command, on a server and on a store. */

let graph: TestGraph;
let served: TestServer;
beforeAll(async () => {
  graph = await seeded();
  served = await serve(graph.engine, { openReading: true });
});
afterAll(async () => {
  await served.close();
  await graph.close();
});

test('path says how well it is known of the day, and who asserts each hop', async () => {
  const words = ['path', 'iran', 'syrian-insurgents', '--at', '2024-11-30', '--direction', 'FORWARD', '--max-paths', '1'];
  const { code, out } = await run([...words, '--url', served.url]);
  expect(code).toBe(0);
  const statement = 'Iran backs Syrian government, which fights Syrian insurgents';
  expect(out.split('\n').slice(0, 2)).toEqual([
    `None is known of 2024-11-30; possible: ${statement}, last attested 2017.`,
    `1. ${statement}  HOSTILE, 0.95, POSSIBLE`,
  ]);
  expect(out).toContain('\n      asserted by UCDP External Support Dataset (ESD)');
});

test('an unknown command is one sentence, with exit code 2', async () => {
  const { code, out, err } = await run(['serch', 'hezbollah']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('Unknown command "serch hezbollah"');
});
