import type { AliasKind } from '../../../model/kinds.ts';
import { listOf, textOf } from './cells.ts';
import type { UcdpRecord } from './records.ts';

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
  const renamed = textOf(record.NameChange) === '1';
  const count = listOf(record.NewName).length;
  const present = NEW.flatMap(([column, language]) => {
    const names = severalOf(record[column], count);
    return [...names.slice(-1).map((name) => aliasOf(name, language)), ...names.slice(0, -1).map((name) => former(name, language))];
  });
  const first = ORIGINAL.flatMap(([column, language]) => {
    const name = textOf(record[column]);
    return name === null ? [] : [renamed ? former(name, language) : aliasOf(name, language)];
  });
  return distinct([...(renamed ? present : []), ...first], textOf(record.NameData));
}

type NameColumn = readonly [column: string, language?: string];
const NEW: readonly NameColumn[] = [['NewName'], ['NewNameFullMotherTongue'], ['NewNameFullEng', 'en']];
const ORIGINAL: readonly NameColumn[] = [['NameOrig'], ['NameOrigFull'], ['NameOrigFullEng', 'en']];

/** A column can list several new names. Where a name contains a comma, the numbers of names differ between columns; then the cell counts as one name. */
function severalOf(cell: string | undefined, count: number): string[] {
  const whole = textOf(cell);
  const names = listOf(cell);
  if (whole === null) return [];
  return count > 1 && names.length === count ? names : [whole];
}

function aliasOf(name: string, language?: string): Alias {
  const kind = /^[\p{Lu}/-]{2,}$/u.test(name) ? { kind: 'SHORT' as const } : {};
  return { name, ...kind, ...(language === undefined ? {} : { language }) };
}

function former(name: string, language?: string): Alias {
  return { ...aliasOf(name, language), kind: 'FORMER' };
}

/** Each name once: current names first, then former ones. */
function distinct(aliases: readonly Alias[], own: string | null): Alias[] {
  const byName = new Map<string, Alias>();
  const ordered = [...aliases.filter(({ kind }) => kind !== 'FORMER'), ...aliases.filter(({ kind }) => kind === 'FORMER')];
  for (const alias of ordered) if (alias.name !== own && !byName.has(alias.name)) byName.set(alias.name, alias);
  return [...byName.values()];
}
