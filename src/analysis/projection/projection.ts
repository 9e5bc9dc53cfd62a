import { applyRow } from './applyRow.ts';
import { MINIMUM_ROOM } from './assemble.ts';
import type { Buffers } from './buffers.ts';
import { Draft } from './draft.ts';
import type { Names } from './names.ts';
import { CannotFollow, type ChangeSet } from './records.ts';
import { View } from './view.ts';
import { withRoom } from './withRoom.ts';

/** An in-memory copy of the graph that follows it revision by revision. Made by a ProjectionBuilder. */
export class Projection {
  #view: View;
  #lost = false;
  readonly #names: Names;
  readonly #minimumRoom: number;

  constructor(buffers: Buffers, revision: number, names: Names, minimumRoom = MINIMUM_ROOM) {
    this.#view = new View(buffers, { revision, nodes: buffers.baseNodes, ties: buffers.baseTies, merges: 0, deaths: 0 }, names);
    this.#names = names;
    this.#minimumRoom = minimumRoom;
  }

  /** The graph as of the latest revision. Earlier views stay valid. */
  get view(): View {
    return this.#view;
  }

  /**
   * Applies the next revision, with work in proportion to it; sometimes it also compacts the base, in proportion to the graph.
   * Throws CannotFollow where it is not the next revision or does not fit; then a new projection has to be built.
   */
  apply(changeSet: ChangeSet): View {
    const { revision, rows } = changeSet;
    const expected = this.#view.revision + 1;
    if (this.#lost) throw new CannotFollow('An earlier revision could not be applied; build a new projection.');
    if (revision !== expected) throw new CannotFollow(`Expected revision ${expected}, got ${revision}.`);
    this.#lost = true;
    const { buffers, mark } = withRoom(this.#view, rows, this.#minimumRoom);
    const draft = new Draft(buffers, mark, revision, this.#names);
    for (const row of rows) applyRow(draft, row);
    this.#view = new View(draft.buffers, draft.mark, this.#names);
    this.#lost = false;
    return this.#view;
  }
}
