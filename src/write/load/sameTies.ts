import type { Parameters, Transaction } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import { tieParts } from '../../model/id.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import { type TieIdentity, tieIdentity } from '../../store/sameTie.ts';
import { type CheckedRow, isValid } from '../validate/validate.ts';
import { hasMerges, loadCanons } from './entities.ts';
import { TIES_AGAINST, TIES_OF_CANON_PAIRS, TIES_OF_CANONS } from './load.cypher.ts';
import { queryByList } from './records.ts';
import type { UnitOfWork } from './unitOfWork.ts';

/** A tie as these statements return it: enough to find which others it reads as one with. */
interface FoundTie extends TieIdentity {
  readonly id: string;
  readonly isJoined: boolean;
}

/**
 * The ids of ties that may read as one, or read as one already, because their ends or opponents are merged: with what the rows
 * merge, separate or change. Of each tie that a merge touches, all that it may be one with are found. Where nothing is merged
 * this reads nothing.
 * @param named Ids of the ties that the rows are about, whether or not they exist. Those that do are loaded.
 */
export async function idsOfSameTies(
  transaction: Transaction,
  unit: UnitOfWork,
  rows: readonly CheckedRow[],
  named: readonly string[],
): Promise<string[]> {
  await loadCanons(
    transaction,
    unit,
    named.flatMap((id) => [tieParts(id).from, tieParts(id).to, ...(unit.ties.get(id)?.against ?? [])]),
  );
  const merged = hasMerges(rows) ? await tiesOfMerges(transaction, unit, rows, named) : [];
  const found = [...merged, ...(await tiesOfPairs(transaction, unit, named))];
  await loadCanons(transaction, unit, found.flatMap(placesOf));
  return [...new Set(found.map(({ id }) => id))];
}

const placesOf = ({ from, to, against }: TieIdentity): string[] => [from, to, ...against];

/**
 * The ties of the actors that are merged or separated, and those against them, which may be the same as others: what a merge
 * joins, and what undoing it parts, is in one group if all that it touches counts as one entity.
 */
async function tiesOfMerges(
  transaction: Transaction,
  unit: UnitOfWork,
  rows: readonly CheckedRow[],
  named: readonly string[],
): Promise<FoundTie[]> {
  const canons = new Set(referencesOfMerges(rows).flatMap((reference) => unit.entity(reference)?.canon ?? []));
  const members = unit.entities.all().filter(({ canon }) => canons.has(canon));
  const ends = await queryByList(transaction, TIES_OF_CANONS, 'ids', canons);
  const against = await queryByList(
    transaction,
    TIES_AGAINST,
    'ids',
    members.map(({ id }) => id),
  );
  const found = distinct([...ends, ...against]);
  await loadCanons(transaction, unit, found.flatMap(placesOf));
  const asOne = (id: string) => (canons.has(unit.canonOf(id)) ? '' : unit.canonOf(id));
  const endsOf = (tie: { type: RelationshipType; from: string; to: string }) => tieIdentity({ ...tie, start: null, against: [] }, asOne);
  // What rows of the same write create, restore or correct is not found as it will be.
  const written = new Set(named.map((id) => endsOf(tieParts(id))));
  return [...groupBy(found, (tie) => tieIdentity(tie, asOne)).values()]
    .filter((group) => group.length > 1 || group.some((tie) => tie.isJoined || written.has(endsOf(tie))))
    .flat();
}

function referencesOfMerges(rows: readonly CheckedRow[]): string[] {
  return rows.filter(isValid).flatMap(({ kind, row }) => {
    if (kind === 'merges') return [row.keep, row.merge];
    return kind === 'unmerges' ? row.id : [];
  });
}

/** The ties between the same two as these, where one of the two or an opponent is merged. */
async function tiesOfPairs(transaction: Transaction, unit: UnitOfWork, named: readonly string[]): Promise<FoundTie[]> {
  // Rows may give a tie other opponents than it has.
  const mayHaveMergedOpponents = unit.entities.all().some(({ id }) => unit.isMerged(id));
  const pairs = new Map<string, Parameters>();
  for (const id of named) {
    const { type, from, to } = tieParts(id);
    const places = [from, to, ...(unit.ties.get(id)?.against ?? [])];
    if (!places.some(unit.isMerged) && !(type === 'BACKS' && mayHaveMergedOpponents)) continue;
    const [first, second] = [unit.canonOf(from), unit.canonOf(to)];
    pairs.set(`${first} ${second}`, { first, second });
  }
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
