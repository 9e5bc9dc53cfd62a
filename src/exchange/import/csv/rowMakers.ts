import { ROW_KINDS, type RowKind } from '../../../write/rows.ts';
import { type Compiling, compileFields, type Make } from './compile.ts';
import { rowShape } from './fieldShapes.ts';
import type { Condition, MappingPath, ReadMapping } from './mapping.ts';
import type { Given } from './values.ts';

/** Makes rows of one kind from records. */
export interface RowMaker {
  readonly kind: RowKind;
  readonly isMeant: (given: Given) => boolean;
  readonly make: Make;
}

/** A compiled mapping: the makers of its rows, and the columns that it reads, each with the first place that uses it. */
export interface Compiled {
  readonly makers: readonly RowMaker[];
  readonly columns: ReadonlyMap<string, MappingPath>;
}

/**
 * Compiles a mapping. The makers come in the order in which rows are written: what other rows refer to comes first.
 * @throws BAD_INPUT with the place in the mapping
 */
export function compileMapping({ mapping, wrong }: ReadMapping): Compiled {
  const columns = new Map<string, MappingPath>();
  const addColumn = (name: string, path: MappingPath): void => {
    if (!columns.has(name)) columns.set(name, path);
  };
  const by: Compiling = { dates: mapping.dates ?? [], wrong, addColumn };
  const makers = mapping.rows.map(({ kind, when, fields }, index) => {
    const path: MappingPath = ['rows', index];
    if (when) addColumn(when.column, [...path, 'when', 'column']);
    return { kind, isMeant: meantWhen(when), make: compileFields(fields, rowShape(kind), [...path, 'fields'], by) };
  });
  return { makers: makers.sort((a, b) => ROW_KINDS.indexOf(a.kind) - ROW_KINDS.indexOf(b.kind)), columns };
}

function meantWhen(condition: Condition | undefined): (given: Given) => boolean {
  if (!condition) return () => true;
  const { column, is } = condition;
  if (is === undefined) return (given) => given(column) !== null;
  const values = new Set([is].flat().map(String));
  return (given) => values.has(given(column) ?? '');
}
