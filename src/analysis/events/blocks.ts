import { Turns } from '../../model/turns.ts';
import { type BlockBounds, type EventSnapshot, firstDayIn, isAlive } from './columns.ts';
import type { EntityGroups } from './entityGroups.ts';
import { GroupSums, type SumsOfGroups } from './sums.ts';

/** Rows of the base that are summed up together. As rows are in the order of time, most questions take blocks whole or leave them out. */
export const BLOCK_ROWS = 16_384;

/** A question that can be answered by blocks. */
interface BlockMatcher {
  readonly events: EventSnapshot;
  /** The groups of entities of its view. */
  readonly entities: EntityGroups;
  /** The conditions of `passes`, as text. */
  readonly conditions: string;
  fitOf(bounds: BlockBounds): 'all' | 'none' | 'some';
  passes(row: number): boolean;
  matches(row: number): boolean;
}

/** How events are put into groups: the numbers of the groups of an event, which may repeat. They stay the same while the base does. */
export interface Grouping<M> {
  readonly visit: (matcher: M, row: number, found: (group: number) => void) => void;
}

/** What is remembered of one way to group the events that pass some conditions beside time. */
interface Remembered<G> {
  /** The groups of entities that they rest on. */
  readonly entities: EntityGroups;
  readonly grouping: G;
  /** By block. */
  readonly sums: (SumsOfGroups | undefined)[];
}

/** Rows between two looks at the time. */
const LOOK_ROWS = 128;

/** How many ways are remembered. */
const MAX_REMEMBERED = 12;

/**
 * The base of the events in blocks. A question whose only condition that changes is its time reads the sums of the blocks that lie
 * in it whole, and looks at single events only where a block lies in it partly. Sums are made when they are first needed, of
 * all events of the base: those that died since are subtracted.
 */
export class BaseBlocks {
  readonly #remembered = new Map<string, Remembered<unknown>>();
  #bounds: BlockBounds[] | null = null;

  constructor(private readonly blockRows = BLOCK_ROWS) {}

  /** A grouping that numbers the same, whatever the conditions: it is remembered, the sums are not. */
  grouping<M extends BlockMatcher, G extends Grouping<M>>(matcher: M, name: string, make: (matcher: M) => G): G {
    return this.#of(matcher, name, () => make(matcher)).grouping;
  }

  /** The sums of all events that match, by group, and the grouping that numbers them. */
  async sums<M extends BlockMatcher, G extends Grouping<M>>(
    matcher: M,
    name: string,
    make: () => G,
  ): Promise<{ sums: GroupSums; grouping: G }> {
    const { grouping, sums: known } = this.#of(matcher, `${name} ${matcher.conditions}`, make);
    const { events } = matcher;
    const sums = new GroupSums();
    const turns = new Turns();
    const add = (row: number) => grouping.visit(matcher, row, (group) => sums.add(group, events.arrays, row));
    const whole = new Set<number>();
    this.#bounds ??= boundsOf(events, this.blockRows);
    for (const [block, bounds] of this.#bounds.entries()) {
      const fit = matcher.fitOf(bounds);
      if (fit === 'none') continue;
      const [start, end] = [block * this.blockRows, Math.min((block + 1) * this.blockRows, events.base)];
      if (fit === 'all') {
        whole.add(block);
        known[block] ??= await sumsOfBlock(matcher, grouping, start, end, turns);
        sums.addAll(known[block]);
      } else for (let row = start; row < end; row++) if (matcher.matches(row)) add(row);
      if (turns.isOver) await turns.pass();
    }
    for (const row of events.dead) {
      if (!whole.has(Math.floor(row / this.blockRows)) || isAlive(events, row) || !matcher.passes(row)) continue;
      grouping.visit(matcher, row, (group) => sums.subtract(group, events.arrays, row));
    }
    for (let row = events.base; row < events.count; row++) {
      if (matcher.matches(row)) add(row);
      if (turns.isOver) await turns.pass();
    }
    return { sums, grouping };
  }

  #of<G>(matcher: BlockMatcher, key: string, make: () => G): Remembered<G> {
    const known = this.#remembered.get(key);
    this.#remembered.delete(key);
    const isUsable = known?.entities === matcher.entities;
    const remembered = isUsable ? known : { entities: matcher.entities, grouping: make(), sums: [] };
    this.#remembered.set(key, remembered);
    if (this.#remembered.size > MAX_REMEMBERED) this.#remembered.delete(this.#remembered.keys().next().value!);
    return remembered as Remembered<G>;
  }
}

/** In turns with other work, since what is around a place is found when it first comes. */
async function sumsOfBlock<M extends BlockMatcher>(
  matcher: M,
  grouping: Grouping<M>,
  start: number,
  end: number,
  turns: Turns,
): Promise<SumsOfGroups> {
  const sums = new GroupSums();
  for (let row = start; row < end; row++) {
    if (matcher.passes(row)) grouping.visit(matcher, row, (group) => sums.add(group, matcher.events.arrays, row));
    if (row % LOOK_ROWS === 0 && turns.isOver) await turns.pass();
  }
  return sums.all();
}

function boundsOf({ arrays, base }: EventSnapshot, blockRows: number): BlockBounds[] {
  const bounds: BlockBounds[] = [];
  for (let start = 0; start < base; start += blockRows) {
    const end = Math.min(start + blockRows, base);
    const between = (days: Int32Array, dayOf: (value: number) => number = (day) => day): readonly [number, number] => {
      let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let row = start; row < end; row++) {
        const day = dayOf(days[row]!);
        if (day < least) least = day;
        if (day > greatest) greatest = day;
      }
      return [least, greatest];
    };
    bounds.push({ lo: between(arrays.lo, firstDayIn), hi: between(arrays.hi), clo: between(arrays.clo), chi: between(arrays.chi) });
  }
  return bounds;
}
