import type { Transaction } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import { tieParts } from '../../model/id.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import { type TieIdentity, tieIdentity } from '../../store/sameTie.ts';
import type { CheckedRow } from '../validate/validate.ts';
import { hasMerges, loadCanons } from './entities.ts';
import { TIES_AGAINST, TIES_OF_CANON_PAIRS, TIES_OF_CANONS } from './load.cypher.ts';
import { queryByList } from './records.ts';
import type { UnitOfWork } from './unitOfWork.ts';

/** A tie as these statements return it: enough to tell which others it reads as one with. */
interface FoundTie extends TieIdentity {
  readonly id: string;
  readonly isJoined: boolean;
}

/**
 * The ids of ties that may read as one, or read as one already, because their ends or opponents are merged: with what the rows
 * merge, separate or change. Where nothing is merged this reads nothing.
 * @param ties Ids of the ties that the rows are about, whether or not they exist.
 */
export async function idsOfSameTies(
  transaction: Transaction,
  unit: UnitOfWork,
  rows: readonly CheckedRow[],
  ties: readonly string[],
): Promise<string[]> {
  const merges = hasMerges(rows);
  const found = merges ? await tiesOfMerges(transaction, unit) : await tiesOfPairs(transaction, unit, ties);
  if (found.length === 0) return [];
  await loadCanons(
    transaction,
    unit,
    found.flatMap(({ from, to, against }) => [from, to, ...against]),
  );
  // One that is created or restored may be the same as any of its pair.
  if (!merges) return found.map(({ id }) => id);
  // What a merge joins and what undoing it parts are in one group if all that it touches counts as one entity.
  const touched = new Set(unit.entities.all().map(({ canon }) => canon));
  const asOne = (id: string) => (touched.has(unit.canonOf(id)) ? '' : unit.canonOf(id));
  return [...groupBy(found, (tie) => tieIdentity(tie, asOne)).values()].flatMap((group) =>
    group.length > 1 || group.some(({ isJoined }) => isJoined) ? group.map(({ id }) => id) : [],
  );
}

const isMerged = ({ id, canon, hasMerged }: { id: string; canon: string; hasMerged: boolean }): boolean => canon !== id || hasMerged;

/** All ties of the actors that are merged or separated, and those against them. Their whole groups are loaded. */
async function tiesOfMerges(transaction: Transaction, unit: UnitOfWork): Promise<FoundTie[]> {
  const entities = unit.entities.all();
  const ends = await queryByList(
    transaction,
    TIES_OF_CANONS,
    'ids',
    entities.map(({ canon }) => canon),
  );
  const against = await queryByList(
    transaction,
    TIES_AGAINST,
    'ids',
    entities.map(({ id }) => id),
  );
  return distinct([...ends, ...against]);
}

/** The ties between the same two as these, where one of the two or an opponent is merged. */
async function tiesOfPairs(transaction: Transaction, unit: UnitOfWork, ties: readonly string[]): Promise<FoundTie[]> {
  if (!unit.entities.all().some(isMerged)) return [];
  const pairs = new Map(
    ties.map((id) => {
      const { from, to } = tieParts(id);
      const [first, second] = [unit.canonOf(from), unit.canonOf(to)];
      return [`${first} ${second}`, { first, second }];
    }),
  );
  return pairs.size === 0 ? [] : distinct(await transaction.run(TIES_OF_CANON_PAIRS, { rows: [...pairs.values()] }));
}

function distinct(rows: readonly (readonly unknown[])[]): FoundTie[] {
  const found = rows.map(([id, type, from, to, start, against, joined]): [string, FoundTie] => [
    id as string,
    {
      id: id as string,
      type: type as RelationshipType,
      from: from as string,
      to: to as string,
      start: (start as string | null) ?? null,
      against: (against as string[] | null) ?? [],
      isJoined: joined === true,
    },
  ]);
  return [...new Map(found).values()];
}
