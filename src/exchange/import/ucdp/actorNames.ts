import { groupBy } from '../../../model/group.ts';
import type { AliasKind } from '../../../model/kinds.ts';
import { cellList, cellText } from './cells.ts';
import type { UcdpRecord } from './table.ts';

/** An alias of an actor row. Without a kind it is FULL, or keeps the kind that the store has for it. */
interface Alias {
  readonly name: string;
  readonly kind?: AliasKind;
  readonly language?: string;
}

/**
 * The names of an actor other than its main name in the list. Where the actor was renamed, its original names and all new
 * ones but the last are FORMER. A current name is never FORMER.
 */
export function aliasesOf(record: UcdpRecord): Alias[] {
  const renamed = cellText(record.NameChange) === '1';
  const count = cellList(record.NewName).length;
  const original = ORIGINAL_NAME_COLUMNS.flatMap(([column, language]) => {
    const name = cellText(record[column]);
    return name === null ? [] : [aliasOf(name, language, renamed)];
  });
  const present = NEW_NAME_COLUMNS.flatMap(([column, language]) => {
    const names = namesIn(record[column], count);
    return names.map((name, index) => aliasOf(name, language, index < names.length - 1));
  });
  const all = renamed ? [...present, ...original] : original;
  const currentFirst = [...all.filter(({ kind }) => kind !== 'FORMER'), ...all.filter(({ kind }) => kind === 'FORMER')];
  const preferred = cellText(record.NameData);
  const others = currentFirst.filter(({ name }) => name !== preferred);
  return [...groupBy(others, ({ name }) => name).values()].map(([first]) => first!);
}

type NameColumn = readonly [column: string, language?: string];
const NEW_NAME_COLUMNS: readonly NameColumn[] = [['NewName'], ['NewNameFullMotherTongue'], ['NewNameFullEng', 'en']];
const ORIGINAL_NAME_COLUMNS: readonly NameColumn[] = [['NameOrig'], ['NameOrigFull'], ['NameOrigFullEng', 'en']];

/** A column can list several new names. Where a name contains a comma, the numbers of names differ between columns; then the cell counts as one name. */
function namesIn(cell: string | undefined, count: number): string[] {
  const whole = cellText(cell);
  const names = cellList(cell);
  if (whole === null) return [];
  return count > 1 && names.length === count ? names : [whole];
}

function aliasOf(name: string, language: string | undefined, isFormer: boolean): Alias {
  const kind = /^[\p{Lu}/-]{2,}$/u.test(name) ? { kind: 'SHORT' as const } : {};
  const alias = { name, ...kind, ...(language === undefined ? {} : { language }) };
  return isFormer ? { ...alias, kind: 'FORMER' } : alias;
}
