import { AllegianceError, quoted } from '../../model/errors.ts';
import { CSV } from './csv/csv.ts';
import { CYTOSCAPE } from './cytoscape/cytoscape.ts';
import type { ExportFile, ExportFormat } from './format.ts';
import { FTM } from './ftm/ftm.ts';
import { GEOJSON } from './geojson/geojson.ts';
import { GEXF } from './gexf/gexf.ts';
import { GRAPHML } from './graphml/graphml.ts';
import { JSONL } from './jsonl/jsonl.ts';
import { PARQUET } from './parquet/parquet.ts';

/** All formats for exports. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [GEXF, GRAPHML, CSV, JSONL, CYTOSCAPE, PARQUET, GEOJSON, FTM];

/** @throws BAD_INPUT for an unknown name */
export function formatNamed(name: string | undefined): ExportFormat {
  const format = EXPORT_FORMATS.find((one) => one.name === name);
  if (format) return format;
  const names = EXPORT_FORMATS.map((one) => one.name).join(', ');
  throw new AllegianceError('BAD_INPUT', `Expected one of the formats ${names}; got ${name === undefined ? 'none' : quoted(name)}.`);
}

/** All files that can be requested, by name: `graph.gexf`, `nodes.csv`. */
export const EXPORT_FILES: ReadonlyMap<string, { readonly format: ExportFormat; readonly file: ExportFile }> = new Map(
  EXPORT_FORMATS.flatMap((format) => format.files.map((file) => [`${file.name}.${format.name}`, { format, file }] as const)),
);

/** @throws BAD_INPUT for an unknown name */
export function exportFileNamed(name: string): { readonly format: ExportFormat; readonly file: ExportFile } {
  const found = EXPORT_FILES.get(name);
  if (found) return found;
  throw new AllegianceError('BAD_INPUT', `Expected one of the files ${[...EXPORT_FILES.keys()].join(', ')}; got ${quoted(name)}.`);
}
