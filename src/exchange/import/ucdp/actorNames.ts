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
  const present = NEW_NAME_COLUMNS.flatMap(([column, language]) => {
    const names = namesIn(record[column], count);
    return [...names.slice(-1).map((name) => aliasOf(name, language)), ...names.slice(0, -1).map((name) => formerName(name, language))];
  });
  const first = ORIGINAL_NAME_COLUMNS.flatMap(([column, language]) => {
    const name = cellText(record[column]);
    return name === null ? [] : [renamed ? formerName(name, language) : aliasOf(name, language)];
  });
  return distinctAliases([...(renamed ? present : []), ...first], cellText(record.NameData));
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

function aliasOf(name: string, language?: string): Alias {
  const kind = /^[\p{Lu}/-]{2,}$/u.test(name) ? { kind: 'SHORT' as const } : {};
  return { name, ...kind, ...(language === undefined ? {} : { language }) };
}

function formerName(name: string, language?: string): Alias {
  return { ...aliasOf(name, language), kind: 'FORMER' };
}

/** Each name once: current names first, then former ones. */
function distinctAliases(aliases: readonly Alias[], preferred: string | null): Alias[] {
  const byName = new Map<string, Alias>();
  const ordered = [...aliases.filter(({ kind }) => kind !== 'FORMER'), ...aliases.filter(({ kind }) => kind === 'FORMER')];
  for (const alias of ordered) if (alias.name !== preferred && !byName.has(alias.name)) byName.set(alias.name, alias);
  return [...byName.values()];
}
