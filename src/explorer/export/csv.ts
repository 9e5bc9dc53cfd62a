import type { Scene } from '../canvas/scene.ts';
import type { Graph } from '../graph/graph.ts';

const HEADER = [
  'from',
  'from_name',
  'type',
  'to',
  'to_name',
  'sign',
  'status',
  'confidence',
  'start',
  'end',
  'attested_from',
  'attested_until',
  'passages',
  'id',
];

/** The visible ties as CSV (RFC 4180), one per line. */
export function csvOf({ ties }: Scene, graph: Graph): string {
  const rows = ties
    .filter(({ opacity }) => opacity > 0)
    .flatMap(({ id }) => graph.ties.get(id) ?? [])
    .map(({ from, to, type, sign, status, confidence, validity, passages, id }) => [
      ...[from.slug, from.name, type, to.slug, to.name, sign, status, confidence],
      ...[validity.start, validity.end, validity.attestedFrom, validity.attestedUntil, passages.totalCount, id],
    ]);
  return [HEADER, ...rows]
    .map((row) => row.map(cell).join(','))
    .join('\r\n')
    .concat('\r\n');
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it. */
function cell(value: string | number | null): string {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
