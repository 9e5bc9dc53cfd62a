import type { ImportFormat, ImportInput, ImportItem } from '../../../src/exchange/import/format.ts';

/** An input with this content, in pieces. */
export function inputOf(name: string, ...pieces: readonly (string | Uint8Array)[]): ImportInput {
  return {
    name,
    async *open() {
      for (const piece of pieces) yield Buffer.from(piece as string);
    },
  };
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** The items that a format reads from text. */
export function imported(format: ImportFormat, text: string | Uint8Array, name = 'table.csv'): Promise<ImportItem[]> {
  return all(format.read([inputOf(name, text)]));
}
