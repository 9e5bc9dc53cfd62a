import { parseDate } from '../../model/date.ts';
import { RELIABILITIES } from '../../model/kinds.ts';
import { comparableName } from '../../model/normalizeName.ts';
import { releaseCode } from '../../model/releases.ts';
import { hashSlots, insertSlot, int32 } from './buffers.ts';
import { digitsAt } from './encoding.ts';
import { findNode } from './lookup.ts';
import type { ProjectionPassage, ProjectionSource } from './records.ts';

/**
 * The passages about ties and events, beside the projection: whose word each is, and when it was known. From them the status
 * and confidence of a tie follow for any choice of passages (`weighing.ts`).
 *
 * **When they are there.** Nobody who never asks by voice pays for them: they are read from the store at the first question that
 * does (`revisions/projectionFollower.ts`), and follow the change sets from then on. Reading them takes one scan of the
 * evidence; the ties themselves are not read again.
 *
 * **Versions.** The list of passages about a tie never changes: it belongs to the index of the tie in the view, and a change of
 * the passages appends the tie again, as any other change of it does. So a view with passages is as immutable as one without, and
 * the passages of a view are those of its revision. Sources are copied on write: a view keeps the array it was made with.
 * Events are not in the projection; they have a hash table by id here and show their latest passages, since lists of events
 * show the latest revision too. The table is not shared with other threads.
 *
 * **Memory.** A passage has PASSAGE_WIDTH numbers (20 bytes), a tie the place of its list (4 bytes), an event 20 bytes.
 * Lists follow each other in one column of shared memory, so that the passages about a tie are one read of memory. A voice is
 * not stored: it follows from the speaker and the source, both of which merges and corrections may change.
 *
 * **Asking.** A view is asked by voice by making another view of it, whose statuses and confidences are those of the passages
 * that count: `View.byVoices`. Searches and analyses see no difference.
 */
export class Passages {
  #column = int32(PASSAGE_WIDTH * MIN_CAPACITY);
  /** In passages. The first is unused: 0 means that there is no list. */
  #end = 1;
  /** By index of the tie: the place of its list, 0 for none. */
  #ofTie;
  #sources: SourceEntry[] = [];
  readonly #sourceIndex = new Map<string, number>();
  readonly #publishers: string[] = [];
  readonly #publisherIndex = new Map<string, number>();
  readonly #speakers: SpeakerEntry[] = [];
  readonly #speakerIndex = new Map<string, number>();
  #events = eventTable(MIN_CAPACITY);
  #eventCount = 0;

  /** @param ties How many ties the buffers of the projection have room for. */
  constructor(ties: number) {
    this.#ofTie = int32(ties);
  }

  /** What a view made now sees. */
  get snapshot(): PassageSnapshot {
    return {
      column: this.#column,
      ofTie: this.#ofTie,
      sources: this.#sources,
      sourceIndex: this.#sourceIndex,
      publisherIndex: this.#publisherIndex,
      speakers: this.#speakers,
      speakerIndex: this.#speakerIndex,
      ofEventKey: (high, low) => ({ column: this.#column, place: this.#ofEvent(high, low) }),
    };
  }

  /** Sets the passages about a tie that no view shows yet. */
  putTie(tie: number, passages: readonly ProjectionPassage[]): void {
    this.#ofTie[tie] = this.#append(passages);
  }

  /** A tie that no view shows yet has the passages of another one. */
  copyTie(source: number, target: number): void {
    this.#ofTie[target] = this.#ofTie[source]!;
  }

  putEvent(id: string, passages: readonly ProjectionPassage[]): void {
    const [high, low] = eventKey(id);
    let event = findNode(this.#events, high, low);
    if (event < 0) {
      if (this.#eventCount === this.#events.high.length) this.#growEvents();
      event = this.#eventCount++;
      this.#addEvent(event, high, low);
    }
    this.#events.lists[event] = this.#append(passages);
  }

  #ofEvent(high: number, low: number): number {
    const event = findNode(this.#events, high, low);
    return event < 0 ? 0 : this.#events.lists[event]!;
  }

  /** A new source, or new values of one. */
  putSource({ id, publisher, publishedOn, reliability, key }: ProjectionSource): void {
    const published = publishedOn === null ? null : parseDate(publishedOn);
    const entry: SourceEntry = {
      id,
      publisher: publisher === null ? -1 : this.#publisherOf(publisher),
      publishedFirst: published?.first ?? NO_DAY,
      publishedLast: published?.last ?? NO_DAY,
      reliability: RELIABILITIES.indexOf(reliability),
      release: key === undefined ? 0 : releaseCode(key),
    };
    const known = this.#sourceIndex.get(id);
    if (known === undefined) this.#addSource(entry);
    else this.#sources = this.#sources.with(known, entry);
  }

  /** Releases unused capacity but for a twentieth. */
  trim(): void {
    const length = PASSAGE_WIDTH * Math.max(MIN_CAPACITY, Math.ceil(1.05 * this.#end));
    if (length >= this.#column.length) return;
    const smaller = int32(length);
    smaller.set(this.#column.subarray(0, PASSAGE_WIDTH * this.#end));
    this.#column = smaller;
  }

  /** The passages of the ties that are left after compaction. @param order The former index of each tie. */
  compact(order: Int32Array, capacity: number): void {
    const [oldColumn, oldLists] = [this.#column, this.#ofTie];
    const oldEvents = this.#events.lists;
    this.#column = int32(PASSAGE_WIDTH * Math.max(MIN_CAPACITY, Math.ceil(1.1 * this.#end)));
    this.#end = 1;
    this.#ofTie = int32(capacity);
    this.#events = { ...this.#events, lists: new Int32Array(oldEvents.length) };
    for (let tie = 0; tie < order.length; tie++) this.#ofTie[tie] = this.#copyList(oldColumn, oldLists[order[tie]!]!);
    for (let event = 0; event < this.#eventCount; event++) this.#events.lists[event] = this.#copyList(oldColumn, oldEvents[event]!);
  }

  #append(passages: readonly ProjectionPassage[]): number {
    if (passages.length === 0) return 0;
    const place = this.#reserve(passages.length);
    for (const [index, passage] of passages.entries()) this.#write(place + index, passage, index === passages.length - 1);
    return place;
  }

  #write(place: number, passage: ProjectionPassage, isLast: boolean): void {
    const [source, attributedTo, attribution, denies, hedged, statedOn, recordedAt] = passage;
    const stated = statedOn === null ? null : parseDate(statedOn);
    const at = PASSAGE_WIDTH * place;
    this.#column[at + SOURCE] = this.#sourceOf(source);
    this.#column[at + SPEAKER] = this.#speakerOf(attributedTo, attribution);
    this.#column[at + STATED_FIRST] = stated?.first ?? NO_DAY;
    this.#column[at + STATED_LAST] = stated?.last ?? NO_DAY;
    const recorded = parseDate(recordedAt.slice(0, 'YYYY-MM-DD'.length)).first;
    this.#column[at + RECORDED] = (recorded << FLAG_BITS) | (denies ? DENIES : 0) | (hedged ? HEDGED : 0) | (isLast ? LAST : 0);
  }

  #copyList(from: Int32Array, place: number): number {
    if (place === 0) return 0;
    const end = endOfList(from, place);
    const copy = this.#reserve(end - place);
    this.#column.set(from.subarray(PASSAGE_WIDTH * place, PASSAGE_WIDTH * end), PASSAGE_WIDTH * copy);
    return copy;
  }

  /** Views of the past keep the former column, which is the beginning of the new one. */
  #reserve(count: number): number {
    const place = this.#end;
    this.#end += count;
    if (PASSAGE_WIDTH * this.#end > this.#column.length) {
      const larger = int32(Math.ceil(1.5 * PASSAGE_WIDTH * this.#end));
      larger.set(this.#column.subarray(0, PASSAGE_WIDTH * place));
      this.#column = larger;
    }
    return place;
  }

  #sourceOf(id: string): number {
    const known = this.#sourceIndex.get(id);
    return known ?? this.#addSource({ id, publisher: -1, publishedFirst: NO_DAY, publishedLast: NO_DAY, reliability: UNRATED, release: 0 });
  }

  /** Views of the past have no passages of a new source: the array may grow under them. */
  #addSource(entry: SourceEntry): number {
    this.#sourceIndex.set(entry.id, this.#sources.length);
    return this.#sources.push(entry) - 1;
  }

  #publisherOf(name: string): number {
    const normalized = comparableName(name);
    return intern(this.#publisherIndex, normalized, () => this.#publishers.push(normalized) - 1);
  }

  /** -1 for none. */
  #speakerOf(actor: string | null, words: string | null): number {
    if (actor !== null) return intern(this.#speakerIndex, speakerKey({ actor }), () => this.#speakers.push({ actor, words: '' }) - 1);
    if (words === null) return -1;
    return intern(this.#speakerIndex, speakerKey({ words }), () => this.#speakers.push({ actor: null, words }) - 1);
  }

  #growEvents(): void {
    const old = this.#events;
    this.#events = eventTable(2 * this.#eventCount);
    for (let event = 0; event < this.#eventCount; event++) {
      this.#addEvent(event, old.high[event]!, old.low[event]!);
      this.#events.lists[event] = old.lists[event]!;
    }
  }

  #addEvent(event: number, high: number, low: number): void {
    this.#events.high[event] = high;
    this.#events.low[event] = low;
    insertSlot(this.#events.slots, low, event);
  }
}

/** What a view sees of the passages. Only the two columns are shared with other threads. */
export interface PassageSnapshot {
  readonly column: Int32Array;
  readonly ofTie: Int32Array;
  readonly sources: readonly SourceEntry[];
  readonly sourceIndex: ReadonlyMap<string, number>;
  readonly publisherIndex: ReadonlyMap<string, number>;
  readonly speakers: readonly SpeakerEntry[];
  readonly speakerIndex: ReadonlyMap<string, number>;
  /** The latest passages about an event, by the two halves of its id: those of the latest view. */
  readonly ofEventKey: (high: number, low: number) => PassageList;
}

/** Passages that follow each other in a column, from a place on; 0 for none. */
export interface PassageList {
  readonly column: Int32Array;
  readonly place: number;
}

export interface SourceEntry {
  readonly id: string;
  /** An index of the normalized publishers, -1 for none. */
  readonly publisher: number;
  /** The first and last day on which it may have been published, NO_DAY where that is not known. */
  readonly publishedFirst: number;
  readonly publishedLast: number;
  /** An index of RELIABILITIES. */
  readonly reliability: number;
  /** The `releaseCode` of the source. */
  readonly release: number;
}

/** Who speaks in passages: an actor, by its id as recorded, or words that name none. */
export interface SpeakerEntry {
  readonly actor: string | null;
  /** As they were first written. */
  readonly words: string;
}

/** The key of a speaker in `speakerIndex`. */
export function speakerKey(speaker: { readonly actor: string } | { readonly words: string }): string {
  return 'actor' in speaker ? speaker.actor : `“${comparableName(speaker.words)}`;
}

/** Numbers per passage in the column: source, speaker (-1: none), first and last day on which it was stated, day of recording and flags. */
const PASSAGE_WIDTH = 5;
const [SOURCE, SPEAKER, STATED_FIRST, STATED_LAST, RECORDED] = [0, 1, 2, 3, 4] as const;
const FLAG_BITS = 3;
const [DENIES, HEDGED, LAST] = [1, 2, 4] as const;
/** A day that is not known. */
export const NO_DAY = -1;
const UNRATED = RELIABILITIES.indexOf('F');
const MIN_CAPACITY = 1024;

export const sourceIn = (column: Int32Array, place: number): number => column[PASSAGE_WIDTH * place + SOURCE]!;
export const speakerIn = (column: Int32Array, place: number): number => column[PASSAGE_WIDTH * place + SPEAKER]!;
export const statedFirstIn = (column: Int32Array, place: number): number => column[PASSAGE_WIDTH * place + STATED_FIRST]!;
export const statedLastIn = (column: Int32Array, place: number): number => column[PASSAGE_WIDTH * place + STATED_LAST]!;
export const recordedIn = (column: Int32Array, place: number): number => column[PASSAGE_WIDTH * place + RECORDED]! >> FLAG_BITS;
export const deniesIn = (column: Int32Array, place: number): boolean => (column[PASSAGE_WIDTH * place + RECORDED]! & DENIES) !== 0;
export const hedgedIn = (column: Int32Array, place: number): boolean => (column[PASSAGE_WIDTH * place + RECORDED]! & HEDGED) !== 0;
export const isLastIn = (column: Int32Array, place: number): boolean => (column[PASSAGE_WIDTH * place + RECORDED]! & LAST) !== 0;

/** Is some passage of a list, or with `only` every one and at least one, of this source? */
export function cites({ column, place }: PassageList, source: number, only: boolean): boolean {
  for (let at = place; place !== 0; at++) {
    if ((sourceIn(column, at) === source) !== only) return !only;
    if (isLastIn(column, at)) return only;
  }
  return false;
}

function endOfList(column: Int32Array, place: number): number {
  let at = place;
  while (!isLastIn(column, at)) at++;
  return at + 1;
}

/** The 60 bits of the id of an event, which follow two characters. */
export const eventKey = (id: string): [high: number, low: number] => [digitsAt(id, 2), digitsAt(id, 8)];

function eventTable(capacity: number) {
  return { high: new Int32Array(capacity), low: new Int32Array(capacity), slots: hashSlots(capacity), lists: new Int32Array(capacity) };
}

function intern(index: Map<string, number>, key: string, add: () => number): number {
  const known = index.get(key);
  if (known !== undefined) return known;
  const added = add();
  index.set(key, added);
  return added;
}
