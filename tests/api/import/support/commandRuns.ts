import { openEmbedded } from '../../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../../src/engine/engine.ts';
import type { CommandDirectory } from '../../../support/import/command.ts';

export const TIES = 'id,a,b\n1,Group A,Group B\n2,Group B,Group C\n';
export const WITH_WRONG = `${TIES}3,Group A,Group A\n4,Group A\n`;
export const GOOD = ['import', 'csv', 'ties.csv', '--mapping', 'm.yaml'];

export const lastLine = (text: string): Record<string, unknown> => JSON.parse(text.trim().split('\n').at(-1)!);

/** What is in the store of a directory, which no process has open. */
export async function readStore<T>(place: CommandDirectory, look: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openEmbedded(place.data);
  try {
    return await look(engine);
  } finally {
    await engine.close();
  }
}
