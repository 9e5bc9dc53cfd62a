import type { CoalitionMember } from './actorRegistry.ts';
import type { GedEvent } from './gedEvent.ts';
import { formatCount, Rollup } from './rollup.ts';

interface Dyad {
  readonly id: string;
  readonly oneSided: boolean;
  readonly from: { readonly reference: string; readonly name: string };
  readonly to: { readonly reference: string; readonly name: string };
  readonly rollup: Rollup;
}

interface Coalition {
  readonly id: string;
  readonly name: string;
  readonly members: readonly CoalitionMember[];
  readonly rollup: Rollup;
}

type OutputRow = { readonly line: number; readonly row: Readonly<Record<string, unknown>> };

/** The ties that follow from the events of a table: who fought or attacked whom, and who was part of which coalition. */
export class GedTies {
  private readonly dyads = new Map<string, Dyad>();
  private readonly coalitions = new Map<string, Coalition>();

  constructor(private readonly source: string) {}

  addDyadEvent(event: GedEvent, from: string, to: string, line: number): void {
    if (event.dyad === null) return;
    const key = `${event.dyad} ${from} ${to}`;
    const dyad = this.dyads.get(key) ?? {
      id: event.dyad,
      oneSided: event.kind === 'ONE_SIDED_VIOLENCE',
      from: { reference: from, name: event.a.name },
      to: { reference: to, name: event.b.name },
      rollup: new Rollup(line),
    };
    this.dyads.set(key, dyad);
    dyad.rollup.add(event);
  }

  addCoalitionEvent(event: GedEvent, { id, name }: { id: string; name: string }, members: readonly CoalitionMember[], line: number): void {
    if (members.length === 0) return;
    const coalition = this.coalitions.get(id) ?? { id, name, members, rollup: new Rollup(line) };
    this.coalitions.set(id, coalition);
    coalition.rollup.add(event);
  }

  *rows(): Iterable<OutputRow> {
    for (const { id, name, members, rollup } of this.coalitions.values()) {
      for (const member of members) {
        const row = coalitionMemberRow(id, name, member, this.source, `side ${id} "${name}", ${rollup.eventCountText}, ${rollup.span}`);
        yield { line: rollup.line, row: { ...row, ...rollup.attested, derived: true } };
      }
    }
    for (const dyad of this.dyads.values()) yield { line: dyad.rollup.line, row: this.dyadRow(dyad) };
  }

  private dyadRow({ id, oneSided, from, to, rollup }: Dyad): Readonly<Record<string, unknown>> {
    const where = [...rollup.countries].sort().join(', ');
    const what = oneSided
      ? `one-sided violence by ${from.name} against civilians in ${where}`
      : `fighting in ${where} between ${from.name} and ${to.name}`;
    const deaths = `${formatCount(rollup.best)} ${rollup.best === 1 ? 'death' : 'deaths'} (best estimate)`;
    return {
      key: `ucdp-dyad:${id}`,
      type: oneSided ? 'ATTACKS' : 'FIGHTS',
      from: from.reference,
      to: to.reference,
      ...rollup.attested,
      eventCount: rollup.events,
      deathsBest: rollup.best,
      deathsLow: rollup.low,
      deathsHigh: rollup.high,
      derived: true,
      evidence: [
        {
          source: this.source,
          locator: `dyad_new_id ${id}, ${rollup.eventCountText}, ${rollup.span}`,
          quote: `Codes ${rollup.eventCountText} of ${what}, ${deaths}.`,
        },
      ],
    };
  }
}

/** The PART_OF row of a coalition's member, where a table names a coalition by its members. */
export function coalitionMemberRow(coalition: string, name: string, member: CoalitionMember, source: string, locator: string) {
  return {
    key: `ucdp-coalition:${coalition}:${member.id ?? member.name}`,
    type: 'PART_OF',
    from: member.reference,
    to: `ucdp:${coalition}`,
    evidence: [{ source, locator, quote: `Names ${member.name} as a member of ${name}.` }],
  };
}
