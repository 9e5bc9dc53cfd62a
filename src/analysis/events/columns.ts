import { UNKNOWN_LO } from '../../model/interval.ts';
import { EVENT_KINDS, EVENT_ROLES, STATUSES } from '../../model/kinds.ts';
import { hashSlots, int32 } from '../projection/buffers.ts';
import { digitsAt, twelveDigits } from '../projection/encoding.ts';
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
    if (this.#slots) this.#insert(this.#slots, row);
  }

  /** Makes an event what it is from this revision on. */
  put(event: ProjectionEvent, revision: number): void {
    this.remove(event.id, revision);
    this.add(event);
  }

  /** Removes an event from this revision on, if it is there. */
  remove(id: string, revision: number): void {
    this.#slots ??= this.#index();
    const slot = this.#slotOf(this.#slots, digitsAt(id, 2), digitsAt(id, 8));
    const row = this.#slots[slot]! - 1;
    if (row < 0 || this.#arrays.died[row] !== 0) return;
    this.#arrays.died[row] = revision;
    if (row < this.#base) this.#dead.push(row);
    this.#alive--;
  }

  /** Makes room for this many events. What there is may be put into order for that, in proportion to all events. */
  reserve(count: number): void {
    if (this.#count + count > this.#arrays.lo.length) this.order(count);
  }

  /** Puts the living events into the order of time, and leaves room for at least this many more. */
  order(spare = 0): void {
    const rows = this.#rowsInOrder();
    const length = rows.length + Math.max(this.minSpare, Math.ceil(SPARE_SHARE * rows.length), spare);
    const old = this.#arrays;
    const arrays = emptyArrays(length);
    for (const name of NAMES) {
      const [source, target] = [old[name], arrays[name]];
      for (let at = 0; at < rows.length; at++) target[at] = source[rows[at]!]!;
    }
    const who = int32(Math.ceil((1 + SPARE_SHARE) * this.#whoEnd) + 2 * this.minSpare);
    let end = 0;
    for (let row = 0; row < rows.length; row++) {
      let from = arrays.who[row]!;
      if (from === NONE) continue;
      arrays.who[row] = end;
      for (;;) {
        const participant = this.#who[from++]!;
        who[end++] = participant;
        if (isLastParticipant(participant)) break;
      }
    }
    this.#arrays = arrays;
    this.#who = who;
    this.#whoEnd = end;
    this.#base = rows.length;
    this.#dead = [];
    this.#count = rows.length;
    this.#slots = null;
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
    for (let row = 0; row < this.#count; row++) if (this.#arrays.died[row] === 0) this.#insert(slots, row);
    return slots;
  }

  /** A row takes the place of the dead one of the same id. */
  #insert(slots: Int32Array, row: number): void {
    slots[this.#slotOf(slots, this.#arrays.idHigh[row]!, this.#arrays.idLow[row]!)] = row + 1;
  }

  /** The slot of an id, or the free one where it would be. */
  #slotOf(slots: Int32Array, high: number, low: number): number {
    const { idHigh, idLow } = this.#arrays;
    const mask = slots.length - 1;
    let slot = low & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const row = slots[slot]! - 1;
      if (idLow[row] === low && idHigh[row] === high) break;
    }
    return slot;
  }

  /** The living rows by first day, then by id: the ones in order already, merged with the others. */
  #rowsInOrder(): Int32Array {
    const arrays = this.#arrays;
    const isLiving = (row: number) => arrays.died[row] === 0;
    const added = sortedByTime(arrays, Int32Array.from({ length: this.#count - this.#base }, (_, i) => this.#base + i).filter(isLiving));
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

/** A radix sort, least significant digits first. */
function sortedByTime(arrays: EventArrays, rows: Int32Array): Int32Array {
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
  for (let shift = 0; shift < ID_BITS; shift += DIGIT_BITS) pass((row) => idLow[row]!, shift);
  for (let shift = 0; shift < ID_BITS; shift += DIGIT_BITS) pass((row) => idHigh[row]!, shift);
  for (let shift = 0; shift < PLACE_BITS; shift += DIGIT_BITS) pass((row) => timePlaceOf(arrays, row), shift);
  return source;
}
