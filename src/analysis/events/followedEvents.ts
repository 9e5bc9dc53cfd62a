import { idKind } from '../../model/id.ts';
import type { ChangeRow, ChangeSet, ProjectionEvent } from '../projection/records.ts';
import type { View } from '../projection/view.ts';
import { Answers } from './answers.ts';
import { BaseBlocks, BLOCK_ROWS } from './blocks.ts';
import { EventColumns, type SavedEvents } from './columns.ts';
import { EntityGroups, isLocation } from './entityGroups.ts';
import { BasePostings, EventView } from './eventView.ts';

/** The events of one revision, and the ids of the places that are provinces. */
export interface SavedFollowedEvents {
  readonly columns: SavedEvents;
  readonly provinces: readonly string[];
}

/**
 * The events, beside the projection of the graph, which follow the same change sets. They are read from the store
 * when a server starts, else at the first question about events.
 */
export class FollowedEvents {
  readonly #columns: EventColumns;
  readonly #provinces = new Set<string>();
  #groups = new EntityGroups(this.#provinces);
  #answers = new Answers();
  /** What follows from the base alone. */
  #ofBase: { readonly base: unknown; readonly postings: BasePostings; readonly blocks: BaseBlocks } | null = null;
  #view: EventView | null = null;

  constructor(
    columns = new EventColumns(),
    provinces: Iterable<string> = [],
    private readonly blockRows = BLOCK_ROWS,
  ) {
    this.#columns = columns;
    for (const id of provinces) this.#provinces.add(id);
  }

  static restored({ columns, provinces }: SavedFollowedEvents): FollowedEvents {
    return new FollowedEvents(EventColumns.restored(columns), provinces);
  }

  /** As they are now, to be saved. */
  get saved(): SavedFollowedEvents {
    return { columns: this.#columns.saved, provinces: [...this.#provinces] };
  }

  /** How many events there are. */
  get size(): number {
    return this.#columns.size;
  }

  /** Bytes of the columns. */
  get bytes(): number {
    return this.#columns.bytes;
  }

  /** Adds events that are not there, as they were found in the store. */
  add(events: readonly ProjectionEvent[], provinces: Iterable<string>): void {
    // Twice as much room each time, until all are there.
    if (events.length > 0) this.#columns.grow(Math.max(events.length, this.#columns.size));
    for (const event of events) this.#columns.add(event);
    for (const id of provinces) this.#provinces.add(id);
  }

  /** Were so many added that all should be put into order soon? */
  get isFilling(): boolean {
    return this.#columns.isFilling;
  }

  /** Puts all into order, in turns with other work: when all of a store are there, and later before their room is full. */
  orderInTurns(): Promise<void> {
    return this.#columns.orderInTurns();
  }

  /** Applies the rows of a revision that concern events; idempotent. */
  apply({ revision, rows }: ChangeSet): void {
    this.#columns.reserve(rows.filter(({ op }) => op === 'event').length);
    let [isGraphChanged, isChanged] = [false, false];
    for (const row of rows) {
      if (row.op === 'event') this.#columns.put(row, revision);
      if (row.op === 'deletedEvent') this.#columns.remove(row.id, revision);
      isGraphChanged ||= this.#changesGraph(row);
      isChanged ||= changesEvents(row);
      if (row.op === 'entity') this.#putPlace(row.id, row.placeKind === 'PROVINCE');
    }
    if (isGraphChanged) this.#groups = new EntityGroups(new Set(this.#provinces));
    if (isGraphChanged || isChanged) this.#answers = new Answers();
  }

  /** The events with the graph, which is of the same revision. */
  at(graph: View): EventView {
    if (this.#view?.graph === graph) return this.#view;
    const snapshot = this.#columns.snapshot(graph.revision);
    if (this.#ofBase?.base !== snapshot.arrays) {
      this.#ofBase = { base: snapshot.arrays, postings: new BasePostings(), blocks: new BaseBlocks(this.blockRows) };
    }
    this.#view = new EventView(graph, snapshot, this.#groups, this.#ofBase.postings, this.#ofBase.blocks, this.#answers);
    return this.#view;
  }

  /** Does a row change which entities are the same, or where places are? */
  #changesGraph(row: ChangeRow): boolean {
    if (row.op === 'entity') return this.#provinces.has(row.id) !== (row.placeKind === 'PROVINCE');
    return row.op === 'canon' || ((row.op === 'tie' || row.op === 'gone') && isLocation(row.id));
  }

  #putPlace(id: string, isProvince: boolean): void {
    if (isProvince) this.#provinces.add(id);
    else this.#provinces.delete(id);
  }
}

function changesEvents(row: ChangeRow): boolean {
  return row.op === 'event' || row.op === 'deletedEvent' || row.op === 'source' || (row.op === 'passages' && idKind(row.id) === 'event');
}
