import { groupBy } from '../../model/group.ts';
import type { RevisionAction } from '../../records/revision.ts';
import type { ChangeRecord } from '../../store/change.ts';
import type { RevisionRecord } from '../../store/revision.ts';
import { describeDifference, type NameOf } from '../../write/revision/describe.ts';

/** A record with a history: its title, and its revision now or when it was retracted. */
export interface Recorded {
  readonly id: string;
  readonly title: string;
  readonly revision: number;
}

/** What one revision did to one record. */
interface Entry {
  readonly number: number;
  readonly action: RevisionAction;
  readonly summary: string;
}

/**
 * The history of a record: its creation, then every change of it and of the passages about it, one entry per revision.
 * @param passages The passages about it, retracted ones included.
 */
export function historyOf(
  thing: Recorded,
  passages: readonly Recorded[],
  changes: ReadonlyMap<string, readonly ChangeRecord[]>,
  revisions: ReadonlyMap<number, RevisionRecord>,
  nameOf: NameOf,
): RevisionRecord[] {
  const own = entriesOf(thing, changes.get(thing.id) ?? [], nameOf, '');
  const made = own[0]!.number;
  const others = passages
    .flatMap((passage) => entriesOf(passage, changes.get(passage.id) ?? [], nameOf, `${passage.title}: `))
    .filter(({ number }) => number > made)
    .map((entry): Entry => ({ ...entry, action: 'UPDATED' }));
  const byNumber = groupBy([...own, ...others], ({ number }) => number);
  return [...byNumber.entries()]
    .sort(([a], [b]) => a - b)
    .flatMap(([number, entries]) => {
      const revision = revisions.get(number);
      return revision
        ? [{ ...revision, action: actionIn(revision, entries), summary: entries.map(({ summary }) => summary).join('; ') }]
        : [];
    });
}

/** The numbers of all revisions that created or changed some of these records. */
export function numbersOf(things: readonly Recorded[], changes: ReadonlyMap<string, readonly ChangeRecord[]>): number[] {
  const numbers = things.flatMap((thing) => [
    madeIn(thing, changes.get(thing.id) ?? []),
    ...(changes.get(thing.id) ?? []).map((one) => one.revision),
  ]);
  return [...new Set(numbers)];
}

/** The first change names the revision before it, which is the one that created the record. */
function madeIn(thing: Recorded, changes: readonly ChangeRecord[]): number {
  return changes[0]?.previous ?? thing.revision;
}

function entriesOf(thing: Recorded, changes: readonly ChangeRecord[], nameOf: NameOf, prefix: string): Entry[] {
  const made: Entry = { number: madeIn(thing, changes), action: 'CREATED', summary: `Recorded ${thing.title}` };
  return [
    made,
    ...changes.map((change) => ({ number: change.revision, action: change.kind, summary: prefix + changeInWords(change, nameOf) })),
  ];
}

const VERBS = { RETRACTED: 'retracted', RESTORED: 'restored' } as const;

function changeInWords({ about, kind, before, after }: ChangeRecord, nameOf: NameOf): string {
  const is: Record<string, unknown> = JSON.parse(after);
  const words = describeDifference(about, JSON.parse(before), is, nameOf);
  if (typeof is.merged === 'string')
    return `${nameOf(is.merged)} ${kind === 'MERGED' ? 'was merged into it' : 'is no longer merged into it'}`;
  const verb = kind === 'RETRACTED' || kind === 'RESTORED' ? VERBS[kind] : '';
  return [verb, words].filter((part) => part !== '').join('; ');
}

/** A change of the record itself takes precedence over one of a passage; an import is always IMPORTED. */
function actionIn(revision: RevisionRecord, [first]: readonly Entry[]): RevisionAction {
  return revision.action === 'IMPORTED' ? 'IMPORTED' : first!.action;
}
