import type { View } from '../projection/view.ts';
import type { Answers } from './answers.ts';
import type { BaseBlocks } from './blocks.ts';
import { type EventSnapshot, entityIn, isLastParticipant, NONE } from './columns.ts';
import type { EntityGroups } from './entityGroups.ts';

/** The rows of the base in which each group of entities is, one list after the other. */
interface Postings {
  /** Where the list of each group begins; that of the next one is its end. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** The postings of a base, by the entities as recorded, so that no merge changes them. */
export class BasePostings {
  #actors: Postings | null = null;
  #places: Postings | null = null;

  actors({ arrays, who, base, entities }: EventSnapshot): Postings {
    this.#actors ??= postingsOf(entities.length, (visit) => {
      for (let row = 0; row < base; row++) {
        for (let at = arrays.who[row]!; at !== NONE; at++) {
          visit(entityIn(who[at]!), row);
          if (isLastParticipant(who[at]!)) break;
        }
      }
    });
    return this.#actors;
  }

  places({ arrays, base, entities }: EventSnapshot): Postings {
    this.#places ??= postingsOf(entities.length, (visit) => {
      for (let row = 0; row < base; row++) if (arrays.place[row] !== NONE) visit(arrays.place[row]!, row);
    });
    return this.#places;
  }
}

function postingsOf(lists: number, visitAll: (visit: (list: number, row: number) => void) => void): Postings {
  const starts = new Int32Array(lists + 1);
  visitAll((list) => {
    starts[list + 1]!++;
  });
  for (let list = 0; list < lists; list++) starts[list + 1]! += starts[list]!;
  const next = starts.slice();
  const rows = new Int32Array(starts[lists]!);
  visitAll((list, row) => {
    rows[next[list]!++] = row;
  });
  return { starts, rows };
}

/** The events at one revision with the graph of that revision: the immutable input of every question about events. */
export class EventView {
  constructor(
    readonly graph: View,
    readonly events: EventSnapshot,
    readonly groups: EntityGroups,
    private readonly postings: BasePostings,
    readonly blocks: BaseBlocks,
    /** Answers that hold until an event, a merge, a place or a passage about an event changes. */
    readonly answers: Answers,
  ) {}

  get revision(): number {
    return this.graph.revision;
  }

  /** The group of each entity that events name. */
  get groupOf(): Int32Array {
    return this.groups.of(this.graph, this.events.entities);
  }

  /** Finds the groups, which takes long where there are many entities, a few at a time. */
  findGroups(): Promise<void> {
    return this.groups.find(this.graph, this.events.entities);
  }

  /** The rows of the base that some groups of actors take part in, or that happened in some of places, in order, each once. */
  rowsOf(what: 'actors' | 'places', groups: readonly number[]): Int32Array {
    const { starts, rows } = this.postings[what](this.events);
    const lists = groups
      .flatMap((group) => this.groups.membersOf(group))
      // Those beyond the lists were named after the base was made.
      .filter((entity) => entity + 1 < starts.length)
      .map((entity) => rows.subarray(starts[entity], starts[entity + 1]));
    if (lists.length === 1) return withoutRepeats(lists[0]!);
    const all = new Int32Array(lists.reduce((length, list) => length + list.length, 0));
    let at = 0;
    for (const list of lists) {
      all.set(list, at);
      at += list.length;
    }
    return withoutRepeats(all.sort());
  }
}

/** An actor may take part in several roles. */
function withoutRepeats(sorted: Int32Array): Int32Array {
  let repeats = 0;
  for (let at = 1; at < sorted.length; at++) if (sorted[at] === sorted[at - 1]) repeats++;
  return repeats === 0 ? sorted : sorted.filter((row, at) => row !== sorted[at - 1]);
}
