import { type End, RELATIONSHIP_TYPES, type RelationshipType, vocabularyOf } from '../../../model/vocabulary.ts';
import type { Problem } from '../../../write/validate/problem.ts';
import type { ImportGraph, Namesake } from '../earlier.ts';
import type { ImportedRow, ImportItem, RejectedRow } from '../format.ts';

/** Before a reference that is no slug or identifier, nor a name in the table: it may be a name in the graph. */
export const GRAPH_NAME_MARK = '\u0002';

/** Rows whose names are looked up together. */
const SLICE_SIZE = 500;

/** The most names that are remembered. */
const MAX_KNOWN = 100_000;

/**
 * Replaces names that only the graph has by slugs. What is found is reported, and a name that several have is a problem of the row
 * that lists them. A name that none has stays as it is.
 */
export async function* withGraphNames(items: AsyncIterable<ImportItem>, named: ImportGraph['named']): AsyncGenerator<ImportItem> {
  const known = new Map<string, readonly Namesake[]>();
  let slice: ImportItem[] = [];
  for await (const item of items) {
    slice.push(item);
    if (slice.length < SLICE_SIZE) continue;
    yield* await resolvedSlice(slice, known, named);
    slice = [];
  }
  yield* await resolvedSlice(slice, known, named);
}

async function resolvedSlice(slice: readonly ImportItem[], known: Map<string, readonly Namesake[]>, named: ImportGraph['named']) {
  if (known.size > MAX_KNOWN) known.clear();
  const names = new Set(slice.flatMap((item) => ('row' in item ? namesIn(item.row) : [])));
  const unknown = [...names].filter((name) => !known.has(name));
  if (unknown.length > 0) for (const [name, found] of await named(unknown)) known.set(name, found);
  const isNew = new Set(unknown);
  return slice.flatMap((item) => ('row' in item ? resolvedRow(item, known, isNew) : [item]));
}

/** The names in a row, at any depth. */
function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith(GRAPH_NAME_MARK) ? [value.slice(GRAPH_NAME_MARK.length)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(namesIn) : [];
}

function resolvedRow(item: ImportedRow | RejectedRow, known: ReadonlyMap<string, readonly Namesake[]>, isNew: Set<string>): ImportItem[] {
  const problems: Problem[] = 'problems' in item ? [...item.problems] : [];
  const warnings: ImportItem[] = [];
  const place = { line: item.line, ...(item.file === undefined ? {} : { file: item.file }) };
  const resolved = (value: unknown, field: string): unknown => {
    if (Array.isArray(value)) return value.map((one, index) => resolved(one, `${field}[${index}]`));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, resolved(one, field === '' ? name : `${field}.${name}`)]),
      );
    }
    if (typeof value !== 'string' || !value.startsWith(GRAPH_NAME_MARK)) return value;
    const name = value.slice(GRAPH_NAME_MARK.length);
    const ends = endsOf(field, item.row.type);
    const found = (known.get(name) ?? []).filter(({ end }) => ends.includes(end)).map(({ slug }) => slug);
    if (found.length > 1) {
      const message = `Expected a reference to one entity; "${name}" may be ${found.join(' or ')}. Give the slug or an identifier of the one that is meant.`;
      problems.push({ field, code: 'BAD_INPUT', message });
    }
    if (found.length === 1 && isNew.delete(name)) {
      warnings.push({ warning: 'names-joined', ...place, message: `“${name}” is ${found[0]} of the graph, by its name.` });
    }
    return found.length === 1 ? found[0]! : name;
  };
  const row = resolved(item.row, '') as ImportedRow['row'];
  return [...warnings, problems.length > 0 ? { ...item, row, problems } : { ...item, row }];
}

/** Whether a field refers to actors or places. */
function endsOf(field: string, type: unknown): readonly End[] {
  if (field === 'from' || field === 'to') {
    return RELATIONSHIP_TYPES.some((one) => one === type) ? vocabularyOf(type as RelationshipType)[field] : ['actor', 'place'];
  }
  return ['place', 'within', 'territory'].includes(field) ? ['place'] : ['actor'];
}
