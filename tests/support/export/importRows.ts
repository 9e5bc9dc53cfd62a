import type { Engine } from '../../../src/engine/engine.ts';
import type { ImportFormat } from '../../../src/exchange/import/format.ts';
import type { Verdict } from '../../../src/write/report.ts';
import { write } from '../../../src/write/write.ts';
import { NOW } from '../engine/world.ts';

const ROWS_AT_A_TIME = 700;
let writes = 0;

export interface ImportTotals {
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly unreadable: readonly string[];
  readonly problems: readonly string[];
}

/** Imports text in a format, in batches. */
export async function importText(engine: Engine, format: ImportFormat, text: string): Promise<ImportTotals> {
  const verdicts: Partial<Record<Verdict, number>> = {};
  const [unreadable, problems]: string[][] = [[], []];
  let batch: Record<string, unknown[]> = {};
  let size = 0;
  const flush = async () => {
    writes += 1;
    const options = { key: `import ${writes}`, by: 'tests', at: NOW, partial: true, action: 'IMPORTED' as const, summary: 'an import' };
    const report = await write(engine, batch, options);
    for (const { verdict } of report.rows) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    for (const { kind, row, message } of report.problems) problems!.push(`${kind} ${JSON.stringify(batch[kind]![row])}: ${message}`);
    [batch, size] = [{}, 0];
  };
  for await (const one of format.read([{ name: 'a text', open: () => inPieces(Buffer.from(text)) }])) {
    if ('unreadable' in one) unreadable!.push(`${one.line}: ${one.unreadable}`);
    if (!('kind' in one)) continue;
    batch[one.kind] ??= [];
    batch[one.kind]!.push(one.row);
    size += 1;
    if (size === ROWS_AT_A_TIME) await flush();
  }
  await flush();
  return { verdicts, unreadable: unreadable!, problems: problems! };
}

/** Pieces that end within characters and lines. */
async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  for (let start = 0; start < bytes.length; start += 1_009) yield bytes.subarray(start, start + 1_009);
}
