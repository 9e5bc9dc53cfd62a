import { UNKNOWN_LO } from '../../model/interval.ts';
import { EVENT_KINDS, EVENT_ROLES, STATUSES } from '../../model/kinds.ts';
import { Turns } from '../../model/turns.ts';
import { firstSlot, hashSlots, int32 } from '../projection/buffers.ts';
import { digitsAt, twelveDigits } from '../projection/encoding.ts';
import { partitionPoint } from '../projection/lookup.ts';
import type { ProjectionEvent } from '../projection/records.ts';

/**
 * The columns of events, one number per event in each. All are shared memory or plain values, so that they can be posted to
 * another thread or written to a file.
 *
 * `lo` holds, besides the first day on which the event may have happened (22 bits, counted from UNKNOWN_LO), its kind and its
 * status. Unknown deaths are UNKNOWN. `place` is an index of the entities that events name, NONE for no place. `who` is where
 * its participants begin in `EventColumns.who`, NONE where it has none. `died` is the revision since which it is no longer so,
 * 0 for none.
 */
const NAMES = ['lo', 'hi', 'clo', 'chi', 'best', 'low', 'high', 'place', 'who', 'idHigh', 'idLow', 'died'] as const;
export type EventArrays = { readonly [Name in (typeof NAMES)[number]]: Int32Array };

/** Bytes per event, without its participants (PARTICIPANT_BYTES each). */
export const EVENT_BYTES = 4 * NAMES.length;
export const PARTICIPANT_BYTES = 4;

export const NONE = -1;
export const UNKNOWN = -1;

/** A participant: an index of the entities, its role, and whether it is the last one of its event. */
const ROLE_BITS = 4;
const ENTITY_AT = ROLE_BITS + 1;
export const entityIn = (participant: number): number => participant >>> ENTITY_AT;
export const roleIn = (participant: number): number => (participant >>> 1) & ((1 << ROLE_BITS) - 1);
export const isLastParticipant = (participant: number): boolean => (participant & 1) !== 0;

const STATUS_BITS = 3;
const DAY_AT = 10;
export const statusIn = (lo: number): number => lo & ((1 << STATUS_BITS) - 1);
export const eventKindIn = (lo: number): number => (lo >>> STATUS_BITS) & ((1 << (DAY_AT - STATUS_BITS)) - 1);
export const firstDayIn = (lo: number): number => (lo >>> DAY_AT) - 1;

/** Where an event without a first day stands in the order by time. */
const LAST_PLACE = 9_999_999;

/** The events at one revision: the rows before `count` that are alive then. Those before `base` are in the order of time. */
export interface EventSnapshot {
  readonly arrays: EventArrays;
  readonly who: Int32Array;
  readonly base: number;
  readonly count: number;
  readonly revision: number;
  /** The rows of the base that are no longer so at some revision. It may grow. */
  readonly dead: readonly number[];
  /** The ids of the actors and places that events name, as recorded. It may grow. */
  readonly entities: readonly string[];
}

/** Between which days the events of a block are, as `[least, greatest]` of each column. */
export interface BlockBounds {
  readonly lo: readonly [least: number, greatest: number];
  readonly hi: readonly [least: number, greatest: number];
  readonly clo: readonly [least: number, greatest: number];
  readonly chi: readonly [least: number, greatest: number];
}

export function isAlive({ arrays, revision }: EventSnapshot, row: number): boolean {
  const died = arrays.died[row]!;
  return died === 0 || died > revision;
}

/** The first day on which it may have happened, as the order by time counts it. */
export function timePlaceOf({ lo }: EventArrays, row: number): number {
  const day = firstDayIn(lo[row]!);
  return day === UNKNOWN_LO ? LAST_PLACE : day;
}

export function idOf({ idHigh, idLow }: EventArrays, row: number): string {
  return `${PREFIX}${twelveDigits(idHigh[row]!, idLow[row]!)}`;
}

const PREFIX = 'V-';

/** Events of one revision as columns, with the room that is left in them. */
export interface SavedEvents {
  readonly arrays: EventArrays;
  readonly who: Int32Array;
  readonly whoEnd: number;
  readonly base: number;
  readonly count: number;
  /** The ids of `EventSnapshot.entities`, one after the other. */
  readonly entities: Uint8Array;
}

const ENTITY_ID_LENGTH = 12;

/** Rows that can be added before all are put into order again, as a share of those in order; a small number of rows has MIN_SPARE. */
const SPARE_SHARE = 0.05;
const MIN_SPARE = 4_096;
/** From this share of that room on, they should be put into order. */
const FILLING = 0.5;

const emptyArrays = (length: number) => Object.fromEntries(NAMES.map((name) => [name, int32(length)])) as EventArrays;

/**
 * Events as columns that follow the store revision by revision. A row never changes, except that it dies: a changed event is a
 * new row. So snapshots stay valid, and what is added lies beyond their counts.
 */
export class EventColumns {
  #arrays: EventArrays;
  #who = int32(2 * MIN_SPARE);
  #whoEnd = 0;
  #base = 0;
  #count = 0;
  #alive = 0;
  #dead: number[] = [];
  /** Rows that died since all are being put into order in turns; null if they are not. */
  #diedMeanwhile: number[] | null = null;
  readonly #entities: string[] = [];
  readonly #entityIndex = new Map<string, number>();
  /** The living row of each id, by hash. Made by the first change, which alone needs it. */
  #slots: Int32Array | null = null;

  constructor(private readonly minSpare = MIN_SPARE) {
    this.#arrays = emptyArrays(minSpare);
  }

  snapshot(revision: number): EventSnapshot {
    return {
      arrays: this.#arrays,
      who: this.#who,
      base: this.#base,
      count: this.#count,
      revision,
      dead: this.#dead,
      entities: this.#entities,
    };
  }

  static restored({ arrays, who, whoEnd, base, count, entities }: SavedEvents): EventColumns {
    const columns = new EventColumns();
    columns.#arrays = arrays;
    columns.#who = who;
    columns.#whoEnd = whoEnd;
    columns.#base = base;
    columns.#count = count;
    for (let row = 0; row < count; row++) {
      if (arrays.died[row] === 0) columns.#alive++;
      else if (row < base) columns.#dead.push(row);
    }
    const ids = new TextDecoder('latin1').decode(new Uint8Array(entities));
    for (let at = 0; at < ids.length; at += ENTITY_ID_LENGTH) columns.#entityOf(ids.slice(at, at + ENTITY_ID_LENGTH));
    return columns;
  }

  /** The columns as they are now, to be saved. What is added later lies beyond their counts. */
  get saved(): SavedEvents {
    const arrays = { ...this.#arrays, died: this.#arrays.died.slice() };
    const entities = new TextEncoder().encode(this.#entities.join(''));
    return { arrays, who: this.#who, whoEnd: this.#whoEnd, base: this.#base, count: this.#count, entities };
  }

  /** How many events there are now. */
  get size(): number {
    return this.#alive;
  }

  /** Bytes of the columns and of the look-up by id. */
  get bytes(): number {
    return EVENT_BYTES * this.#arrays.lo.length + this.#who.byteLength + (this.#slots?.byteLength ?? 0);
  }

  /** Adds an event that is not there. */
  add(event: ProjectionEvent): void {
    this.reserve(1);
    const row = this.#count++;
    this.#alive++;
    this.#write(row, event);
    if (this.#slots) insertRow(this.#slots, this.#arrays, row);
  }

  /** Makes an event what it is from this revision on. */
  put(event: ProjectionEvent, revision: number): void {
    this.remove(event.id, revision);
    this.add(event);
  }

  /** Removes an event from this revision on, if it is there. */
  remove(id: string, revision: number): void {
    this.#slots ??= this.#index();
    const slot = slotOf(this.#slots, this.#arrays, digitsAt(id, 2), digitsAt(id, 8));
    const row = this.#slots[slot]! - 1;
    if (row < 0 || this.#arrays.died[row] !== 0) return;
    this.#arrays.died[row] = revision;
    if (row < this.#base) this.#dead.push(row);
    this.#diedMeanwhile?.push(row);
    this.#alive--;
  }

  /** Makes room for this many events. What there is may be put into order for that, in proportion to all events. */
  reserve(count: number): void {
    if (this.#count + count > this.#arrays.lo.length) this.order(count);
  }

  /** Makes room for this many events without putting any into order. */
  grow(count: number): void {
    const length = this.#count + count;
    if (length <= this.#arrays.lo.length) return;
    const arrays = emptyArrays(length);
    for (const name of NAMES) arrays[name].set(this.#arrays[name]);
    this.#arrays = arrays;
  }

  /** Were so many added that all should be put into order soon? */
  get isFilling(): boolean {
    return this.#count - this.#base > FILLING * (this.#arrays.lo.length - this.#base);
  }

  /**
   * As `order`, in turns with other work, which may change the events meanwhile; also what changes need then. Does nothing where they
   * were put into order otherwise meanwhile, or so many were added that they do not fit.
   */
  async orderInTurns(): Promise<void> {
    const turns = new Turns();
    const [old, count] = [this.#arrays, this.#count];
    const died: number[] = [];
    this.#diedMeanwhile = died;
    const steps = this.#rowsInOrder();
    let step = steps.next();
    for (; !step.done; step = steps.next()) await turns.pass();
    const rows = step.value;
    const next = new OrderedColumns(rows, this.#spareFor(rows.length), this.#who, this.#whoEnd, this.minSpare);
    for (const _ of next.copy(old)) await turns.pass();
    if (this.#arrays !== old || !next.addAll(old, this.#who, count, this.#count)) return;
    const dead: number[] = [];
    for (const row of died) {
      const at = row < count ? partitionPoint(0, rows.length, (i) => compareByTime(old, rows[i]!, row) < 0) : rows.length + row - count;
      next.arrays.died[at] = old.died[row]!;
      if (at < rows.length) dead.push(at);
    }
    this.#take(next, dead);
    this.#slots = next.slots;
  }

  /** Puts the living events into the order of time, and leaves room for at least this many more. */
  order(spare = 0): void {
    const steps = this.#rowsInOrder();
    let step = steps.next();
    while (!step.done) step = steps.next();
    const rows = step.value;
    const next = new OrderedColumns(rows, Math.max(this.#spareFor(rows.length), spare), this.#who, this.#whoEnd, this.minSpare);
    for (const _ of next.copy(this.#arrays));
    this.#take(next, []);
    this.#slots = next.slots;
  }

  #spareFor(rows: number): number {
    return Math.max(this.minSpare, Math.ceil(SPARE_SHARE * rows));
  }

  #take({ arrays, who, whoEnd, base, count }: OrderedColumns, dead: number[]): void {
    this.#arrays = arrays;
    this.#who = who;
    this.#whoEnd = whoEnd;
    this.#base = base;
    this.#count = count;
    this.#dead = dead;
    this.#diedMeanwhile = null;
  }

  #write(row: number, { id, kind, status, lo, hi, clo, chi, place, deaths, participants }: ProjectionEvent): void {
    const arrays = this.#arrays;
    const [best, low, high] = deaths;
    arrays.lo[row] = ((lo + 1) << DAY_AT) | (EVENT_KINDS.indexOf(kind) << STATUS_BITS) | STATUSES.indexOf(status);
    arrays.hi[row] = hi;
    arrays.clo[row] = clo;
    arrays.chi[row] = chi;
    arrays.best[row] = best ?? UNKNOWN;
    arrays.low[row] = low ?? UNKNOWN;
    arrays.high[row] = high ?? UNKNOWN;
    arrays.place[row] = place === null ? NONE : this.#entityOf(place);
    arrays.idHigh[row] = digitsAt(id, 2);
    arrays.idLow[row] = digitsAt(id, 8);
    arrays.died[row] = 0;
    arrays.who[row] = this.#appendParticipants(participants);
  }

  #appendParticipants(participants: ProjectionEvent['participants']): number {
    if (participants.length === 0) return NONE;
    const at = this.#whoEnd;
    this.#whoEnd += participants.length;
    if (this.#whoEnd > this.#who.length) {
      const larger = int32(Math.ceil(1.5 * this.#whoEnd));
      larger.set(this.#who);
      this.#who = larger;
    }
    for (const [index, [actor, role]] of participants.entries()) {
      const isLast = index === participants.length - 1 ? 1 : 0;
      this.#who[at + index] = (this.#entityOf(actor) << ENTITY_AT) | (EVENT_ROLES.indexOf(role) << 1) | isLast;
    }
    return at;
  }

  #entityOf(id: string): number {
    const known = this.#entityIndex.get(id);
    if (known !== undefined) return known;
    this.#entityIndex.set(id, this.#entities.length);
    return this.#entities.push(id) - 1;
  }

  #index(): Int32Array {
    const slots = hashSlots(this.#arrays.lo.length);
    for (let row = 0; row < this.#count; row++) if (this.#arrays.died[row] === 0) insertRow(slots, this.#arrays, row);
    return slots;
  }

  /** The living rows by first day, then by id: the ones in order already, merged with the others. */
  *#rowsInOrder(): Generator<void, Int32Array> {
    const arrays = this.#arrays;
    const isLiving = (row: number) => arrays.died[row] === 0;
    const added = yield* sortedByTime(
      arrays,
      Int32Array.from({ length: this.#count - this.#base }, (_, i) => this.#base + i).filter(isLiving),
    );
    const rows = new Int32Array(this.#alive);
    let [at, next] = [0, 0];
    for (let row = 0; row < this.#base; row++) {
      if (!isLiving(row)) continue;
      while (next < added.length && compareByTime(arrays, added[next]!, row) < 0) rows[at++] = added[next++]!;
      rows[at++] = row;
    }
    rows.set(added.subarray(next), at);
    return rows;
  }
}

/** Rows that are copied in one step: a few milliseconds. */
const STEP_ROWS = 65_536;

/** New columns, with some rows of others in the given order as their base. */
class OrderedColumns {
  readonly arrays: EventArrays;
  who: Int32Array;
  whoEnd = 0;
  readonly base: number;
  count: number;
  /** The row of each id, by hash: the living one, if there is one. */
  readonly slots: Int32Array;

  constructor(
    private readonly rows: Int32Array,
    spare: number,
    private readonly oldWho: Int32Array,
    oldWhoEnd: number,
    minSpare: number,
  ) {
    this.arrays = emptyArrays(rows.length + spare);
    this.who = int32(Math.ceil((1 + SPARE_SHARE) * oldWhoEnd) + 2 * minSpare);
    this.base = rows.length;
    this.count = rows.length;
    this.slots = hashSlots(this.arrays.lo.length);
  }

  /** Copies the rows, in steps. */
  *copy(old: EventArrays): Generator<void, void> {
    const { arrays, rows } = this;
    for (let start = 0; start < rows.length; start += STEP_ROWS) {
      const end = Math.min(start + STEP_ROWS, rows.length);
      for (const name of NAMES) {
        const [source, target] = [old[name], arrays[name]];
        for (let at = start; at < end; at++) target[at] = source[rows[at]!]!;
        if (rows.length > STEP_ROWS) yield;
      }
      for (let at = start; at < end; at++) {
        arrays.who[at] = this.#copyParticipants(this.oldWho, arrays.who[at]!);
        insertRow(this.slots, arrays, at);
      }
      yield;
    }
  }

  /** Adds rows as they are; false where they do not fit. */
  addAll(old: EventArrays, oldWho: Int32Array, start: number, end: number): boolean {
    if (this.count + end - start > this.arrays.lo.length) return false;
    for (let row = start; row < end; row++) {
      const at = this.count++;
      for (const name of NAMES) this.arrays[name][at] = old[name][row]!;
      this.arrays.who[at] = this.#copyParticipants(oldWho, old.who[row]!);
      insertRow(this.slots, this.arrays, at);
    }
    return true;
  }

  #copyParticipants(source: Int32Array, from: number): number {
    if (from === NONE) return NONE;
    const place = this.whoEnd;
    for (let at = from; ; at++) {
      if (this.whoEnd === this.who.length) this.who = largerCopy(this.who);
      this.who[this.whoEnd++] = source[at]!;
      if (isLastParticipant(source[at]!)) return place;
    }
  }
}

function largerCopy(column: Int32Array): Int32Array {
  const larger = int32(Math.ceil(1.5 * column.length) + 1);
  larger.set(column);
  return larger;
}

/** A row takes the place of an earlier one of the same id. */
function insertRow(slots: Int32Array, arrays: EventArrays, row: number): void {
  slots[slotOf(slots, arrays, arrays.idHigh[row]!, arrays.idLow[row]!)] = row + 1;
}

/** The slot of an id, or the free one where it would be. */
function slotOf(slots: Int32Array, { idHigh, idLow }: EventArrays, high: number, low: number): number {
  const mask = slots.length - 1;
  let slot = firstSlot(slots, low);
  for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
    const row = slots[slot]! - 1;
    if (idLow[row] === low && idHigh[row] === high) break;
  }
  return slot;
}

/** Below, equal to or above 0, as event `a` stands before, at or after `b` in the order by time. */
export function compareByTime(arrays: EventArrays, a: number, b: number): number {
  return timePlaceOf(arrays, a) - timePlaceOf(arrays, b) || compareIds(arrays, a, b);
}

export function compareIds({ idHigh, idLow }: EventArrays, a: number, b: number): number {
  return idHigh[a]! - idHigh[b]! || idLow[a]! - idLow[b]!;
}

/** Bits of a key that one pass of the sort looks at. */
const DIGIT_BITS = 11;
const ID_BITS = 30;
const PLACE_BITS = 24;

/** A radix sort, least significant digits first; one pass in each step. */
function* sortedByTime(arrays: EventArrays, rows: Int32Array): Generator<void, Int32Array> {
  if (rows.length < 1_000) return rows.sort((a, b) => compareByTime(arrays, a, b));
  let [source, target]: [Int32Array, Int32Array] = [rows, new Int32Array(rows.length)];
  const pass = (keyOf: (row: number) => number, shift: number) => {
    const next = new Int32Array((1 << DIGIT_BITS) + 1);
    const digitOf = (row: number) => (keyOf(row) >>> shift) & ((1 << DIGIT_BITS) - 1);
    for (const row of source) next[digitOf(row) + 1]!++;
    for (let digit = 0; digit < 1 << DIGIT_BITS; digit++) next[digit + 1]! += next[digit]!;
    for (const row of source) target[next[digitOf(row)]!++] = row;
    [source, target] = [target, source];
  };
  const { idHigh, idLow } = arrays;
  for (let shift = 0; shift < ID_BITS; shift += DIGIT_BITS) yield pass((row) => idLow[row]!, shift);
  for (let shift = 0; shift < ID_BITS; shift += DIGIT_BITS) yield pass((row) => idHigh[row]!, shift);
  for (let shift = 0; shift < PLACE_BITS; shift += DIGIT_BITS) yield pass((row) => timePlaceOf(arrays, row), shift);
  return source;
}
