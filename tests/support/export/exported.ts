import type { Engine } from '../../../src/engine/engine.ts';
import { EXPORT_FILES } from '../../../src/exchange/export/formats.ts';
import { DEFAULT_OPTIONS, type ExportOptions } from '../../../src/exchange/export/options.ts';
import { Snapshot } from '../../../src/exchange/export/snapshot.ts';
import type { TieCriterion } from '../../../src/model/tieFilter.ts';
import { buildProjection } from '../../../src/revisions/buildProjection.ts';

/** The text of an exported file: `graph.gexf`, `nodes.csv`. Formulas are left as they are. */
export async function exported(
  engine: Engine,
  file: string,
  part: TieCriterion<string> = {},
  options: Partial<ExportOptions> = {},
): Promise<string> {
  return (await exportedBytes(engine, file, part, { defuse: false, ...options })).toString('utf8');
}

/** The bytes of an exported file, with the default options. */
export async function exportedBytes(
  engine: Engine,
  file: string,
  part: TieCriterion<string> = {},
  options: Partial<ExportOptions> = {},
): Promise<Buffer> {
  const { view } = await buildProjection(engine);
  return joinPieces(EXPORT_FILES.get(file)!.file.write(new Snapshot(engine, view, part), { ...DEFAULT_OPTIONS, ...options }));
}

export async function joinPieces(pieces: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(Buffer.from(piece as string));
  return Buffer.concat(chunks);
}
