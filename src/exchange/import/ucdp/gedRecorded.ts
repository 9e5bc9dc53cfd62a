import type { EarlierEvent, EarlierTie, EntityReferences, ReadEarlier } from '../earlier.ts';

/** The sources of all releases of GED and of the Candidate series. */
const PREFIXES = ['ucdp-ged', 'ucdp-candidate'];

/** The events that the graph has, or had, of other files of GED, and the relationships that were derived from them. */
export class GedRecorded {
  readonly events = new Map<string, EarlierEvent>();
  readonly ties: EarlierTie[] = [];
  /** UCDP's ids of the actors of these, by slug. */
  readonly actors = new Map<string, string>();

  static async read(recorded: ReadEarlier | undefined): Promise<GedRecorded> {
    const read = new GedRecorded();
    for await (const one of recorded?.(PREFIXES) ?? []) {
      if (one.what === 'tie') {
        if (!/^ucdp-(dyad|coalition):/.test(one.key ?? '')) continue;
        read.ties.push(one);
        read.noteActors([one.from, one.to]);
      } else if (one.key?.startsWith('ucdp-ged:')) {
        read.events.set(one.key, one);
        read.noteActors(one.participants.map(({ actor }) => actor));
      }
    }
    return read;
  }

  private noteActors(all: readonly EntityReferences[]): void {
    for (const references of all) {
      const [, id] = /^ucdp:(\d+)$/.exec(ucdpReference(references)) ?? [];
      if (id !== undefined) this.actors.set(references.at(-1)!, id);
    }
  }
}

/** The country of an event, by UCDP's id; null where its place is not one of UCDP's. */
export function countryOf({ place }: EarlierEvent): string | null {
  return place.flatMap((reference) => /^ucdp-place:(\d+)/.exec(reference)?.[1] ?? [])[0] ?? null;
}

/** The day, month or year from which a date speaks: `2016-01-11` of `[2016-01-11..2016-01-17]`. */
export function firstOf(date: string): string {
  return date.replace(/^\[/, '').split('..')[0]!.replace(/[?~%]/g, '');
}

/** How a table of UCDP refers to an actor: by its id, else by its slug. */
export function ucdpReference(references: EntityReferences): string {
  return references.find((one) => one.startsWith('ucdp:')) ?? references.at(-1)!;
}

/** The two sides of an event; undefined where it has none. */
export function sidesOf({ participants }: EarlierEvent): readonly [string, string] | undefined {
  const [a, b] = ['SIDE_A', 'SIDE_B'].map((side) => participants.find(({ role }) => role === side));
  return a && b ? [ucdpReference(a.actor), ucdpReference(b.actor)] : undefined;
}

/** A dyad by its sides, whatever its id: violence between two, or of one against civilians. */
export function dyadKey(isOneSided: boolean, [a, b]: readonly [string, string]): string {
  return isOneSided ? `ATTACKS ${a} ${b}` : `FIGHTS ${[a, b].sort().join(' ')}`;
}
