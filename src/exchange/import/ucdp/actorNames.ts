import type { AliasKind } from '../../../model/kinds.ts';
import type { CsvRecord } from '../csvRecords.ts';
import { listOf, textOf } from './cells.ts';

interface Alias {
  readonly name: string;
  readonly kind: AliasKind;
  readonly language?: string;
}

/**
 * The names of an actor beside the one that the list goes by. Where it was renamed, the original names and all new ones but
 * the last are FORMER. A name that is also the present one is no former name.
 */
export function aliasesOf(record: CsvRecord): Alias[] {
  const renamed = textOf(record.NameChange) === '1';
  const original = (column: string, kind: AliasKind, language?: string) =>
    aliasesFrom([textOf(record[column])], renamed ? 'FORMER' : kind, language);
  const count = listOf(record.NewName).length;
  const later = (column: string, kind: AliasKind, language?: string) => {
    // Several new names stand in each column side by side; a name with a comma makes the numbers differ, and the cell is kept whole.
    const names = count > 1 ? listOf(record[column]) : [textOf(record[column])];
    if (names.length !== Math.max(count, 1)) return aliasesFrom([textOf(record[column])], kind, language);
    return [...aliasesFrom(names.slice(-1), kind, language), ...aliasesFrom(names.slice(0, -1), 'FORMER', language)];
  };
  const present = [...later('NewName', 'SHORT'), ...later('NewNameFullMotherTongue', 'FULL'), ...later('NewNameFullEng', 'FULL', 'en')];
  const first = [...original('NameOrig', 'SHORT'), ...original('NameOrigFull', 'FULL'), ...original('NameOrigFullEng', 'FULL', 'en')];
  return distinct([...(renamed ? present : []), ...first], textOf(record.NameData));
}

function aliasesFrom(names: readonly (string | null)[], kind: AliasKind, language?: string): Alias[] {
  return names.flatMap((name) => (name === null ? [] : [{ name, kind, ...(language === undefined ? {} : { language }) }]));
}

/** Each name once, as it was first called: what is present comes before what is former. */
function distinct(aliases: readonly Alias[], own: string | null): Alias[] {
  const byName = new Map<string, Alias>();
  const ordered = [...aliases.filter(({ kind }) => kind !== 'FORMER'), ...aliases.filter(({ kind }) => kind === 'FORMER')];
  for (const alias of ordered) if (alias.name !== own && !byName.has(alias.name)) byName.set(alias.name, alias);
  return [...byName.values()];
}
