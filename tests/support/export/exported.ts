import type { Engine } from '../../../src/engine/engine.ts';
import { EXPORT_FILES } from '../../../src/exchange/export/formats.ts';
import { Snapshot } from '../../../src/exchange/export/snapshot.ts';
import type { TieCriterion } from '../../../src/model/tieFilter.ts';
import { buildProjection } from '../../../src/revisions/buildProjection.ts';

/** The text of an exported file: `graph.gexf`, `nodes.csv`. */
export async function exported(engine: Engine, file: string, part: TieCriterion<string> = {}, defuse = false): Promise<string> {
  const { view } = await buildProjection(engine);
  return joinPieces(EXPORT_FILES.get(file)!.file.write(new Snapshot(engine, view, part), { defuse }));
}

export async function joinPieces(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
