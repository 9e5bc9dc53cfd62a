import { groupBy } from '../../model/group.ts';
import { tieIdentity } from '../../store/sameTie.ts';
import type { TieRecord } from '../../store/tie.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import { derivedOfTie } from './assess.ts';

/**
 * Ties that merges make the same read as one: of each group one is shown, the others are marked as shown as it. What follows
 * from evidence and dates is that of all of them; what was recorded stays with each, so that undoing a merge parts them again
 * exactly. Runs after all rows are planned. Of each tie that a merge touches, all that it may be one with are loaded.
 */
export function planSameTies(unit: UnitOfWork): void {
  const ties = unit.ties.all().filter((tie) => isJoined(tie) || [tie.from, tie.to, ...tie.against].some(unit.isMerged));
  for (const group of groupBy(ties, (tie) => tieIdentity(tie, unit.canonOf)).values()) {
    for (const same of sameIn(group)) if (same.length > 1 || isJoined(same[0]!)) join(unit, same);
  }
}

function isJoined({ sameAs, standsFor }: TieRecord): boolean {
  return sameAs !== null || standsFor.length > 0;
}

/**
 * Ties recorded with the same ends are several on purpose, so each is the same as one at most of those recorded with other ends:
 * one with the same key, else, of those that are left, the first as the first by their ids.
 */
function sameIn(group: readonly TieRecord[]): TieRecord[][] {
  const sameKey = [...groupBy(group, ({ id, key }) => key ?? id).values()].filter((ties) => ties.length > 1);
  const left = group.filter((tie) => !sameKey.some((ties) => ties.includes(tie)));
  const byEnds = [...groupBy(left, ({ from, to, against }) => JSON.stringify([from, to, against.toSorted()])).values()];
  const sorted = byEnds.map((ties) => ties.toSorted(byId));
  const most = Math.max(0, ...sorted.map((ties) => ties.length));
  return [...sameKey, ...Array.from({ length: most }, (_, index) => sorted.flatMap((ties) => ties[index] ?? []))];
}

function byId(a: TieRecord, b: TieRecord): number {
  return a.id < b.id ? -1 : 1;
}

/** Shows one of some ties as all of them: that recorded with the actors that the others were merged into, else the first by its id. */
function join(unit: UnitOfWork, ties: readonly TieRecord[]): void {
  const isCanon = (id: string) => unit.canonOf(id) === id;
  const byPreference = ties.toSorted(byId);
  const withCanonicalEnds = byPreference.filter(({ from, to }) => isCanon(from) && isCanon(to));
  const shown = withCanonicalEnds.find(({ against }) => against.every(isCanon)) ?? withCanonicalEnds[0] ?? byPreference[0]!;
  for (const tie of ties) {
    const sameAs = tie === shown ? null : shown.id;
    const standsFor = tie === shown ? ties.flatMap(({ id }) => (id === shown.id ? [] : [id])).sort() : [];
    const joined = { ...tie, sameAs, standsFor };
    unit.ties.put({ ...joined, ...derivedOfTie(unit, joined) }, unit.stamp);
  }
}
