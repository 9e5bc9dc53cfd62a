import type { Engine } from '../../../src/engine/engine.ts';
import type { WriteReport } from '../../../src/write/report.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { type WriteOptions, write } from '../../../src/write/write.ts';
import { NOW } from './stores.ts';

/** The base graph of most tests: two sources, five actors, two places. */
export const BASE = {
  sources: [
    { key: 'news', title: 'News', reliability: 'B' },
    { key: 'table', title: 'Table', reliability: 'A' },
  ],
  places: [
    { slug: 'syria-country', kind: 'COUNTRY', name: 'Syria' },
    { slug: 'aleppo', kind: 'CITY', name: 'Aleppo' },
  ],
  actors: [
    { slug: 'iran', kind: 'STATE', name: 'Iran', identifiers: [{ scheme: 'ucdp', value: '114' }] },
    { slug: 'israel', kind: 'STATE', name: 'Israel', identifiers: [{ scheme: 'ucdp', value: '121' }] },
    { slug: 'hezbollah', kind: 'ARMED_GROUP', name: 'Hezbollah' },
    { slug: 'islamic-state', kind: 'ARMED_GROUP', name: 'Islamic State' },
    { slug: 'syrian-army', kind: 'MILITARY_FORCE', name: 'Syrian army' },
  ],
} as const;

let writes = 0;

/** Writes rows. Options that are left out have defaults, the key a new one. */
export function writeRows(engine: Engine, rows: BatchRows, options: Partial<WriteOptions> = {}): Promise<WriteReport> {
  writes += 1;
  return write(engine, rows, { key: `write ${writes}`, by: 'editor', at: NOW, action: 'UPDATED', summary: 'a test', ...options });
}

/** Writes the base graph, and then rows in a second write. Returns the report of the second. */
export async function writeAfterBase(engine: Engine, rows: BatchRows, options: Partial<WriteOptions> = {}): Promise<WriteReport> {
  const report = await writeRows(engine, BASE);
  if (report.problems.length > 0) throw new Error(JSON.stringify(report.problems));
  return writeRows(engine, rows, options);
}

/** The verdicts, in the order of the rows. */
export function verdicts(report: WriteReport): string[] {
  return report.rows.map(({ verdict }) => verdict);
}

export const BACKS = { type: 'BACKS', from: 'iran', to: 'hezbollah' } as const;

/** A passage of the source `news`, with changes. */
export function passage(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { source: 'news', quote: 'It is so.', ...changes };
}
