import { ROW_FIELDS, ROW_KINDS, type RowKind } from '../../../write/validate/rows.ts';
import { type CompileContext, compileFields, type MakeValue } from './compile.ts';
import type { Condition, LoadedMapping, MappingPath } from './mapping.ts';
import type { CellLookup } from './values.ts';

/** Makes rows of one kind from records. */
export interface RowMaker {
  readonly kind: RowKind;
  readonly applies: (lookup: CellLookup) => boolean;
  readonly make: MakeValue;
}

/** A compiled mapping: the makers of its rows, and the columns that it reads, each with the first place that uses it. */
export interface CompiledMapping {
  readonly makers: readonly RowMaker[];
  readonly columns: ReadonlyMap<string, MappingPath>;
}

/**
 * Compiles a mapping. The makers come in the order in which rows are written: what other rows refer to comes first.
 * @throws BAD_INPUT with the place in the mapping
 */
export function compileMapping({ mapping, errorAt }: LoadedMapping): CompiledMapping {
  const columns = new Map<string, MappingPath>();
  const addColumn = (name: string, path: MappingPath): void => {
    if (!columns.has(name)) columns.set(name, path);
  };
  const context: CompileContext = { dates: mapping.dates ?? [], errorAt, addColumn };
  const makers = mapping.rows.map(({ kind, when, fields }, index) => {
    const path: MappingPath = ['rows', index];
    if (when) addColumn(when.column, [...path, 'when', 'column']);
    return { kind, applies: predicateOf(when), make: compileFields(fields, ROW_FIELDS[kind], [...path, 'fields'], context) };
  });
  return { makers: makers.sort((a, b) => ROW_KINDS.indexOf(a.kind) - ROW_KINDS.indexOf(b.kind)), columns };
}

function predicateOf(condition: Condition | undefined): (lookup: CellLookup) => boolean {
  if (!condition) return () => true;
  const { column, is } = condition;
  if (is === undefined) return (lookup) => lookup(column) !== null;
  const values = new Set([is].flat().map(String));
  return (lookup) => values.has(lookup(column) ?? '');
}
