import { expect, test } from 'vitest';
import { interrupt, launch } from './support/launch.ts';
import { onData, SEED, statusOf, temporary } from './support/status.ts';

test('a start has the whole seed or none of it when it is killed at any time', async () => {
  for (const after of [300, 600, 900]) {
    const directory = temporary();
    const killed = launch(onData(directory));
    await new Promise((later) => setTimeout(later, after));
    killed.kill('SIGKILL');
    await killed.ended;
    const again = launch(onData(directory));
    expect(await statusOf(again)).toEqual(SEED);
    await interrupt(again);
  }
});
