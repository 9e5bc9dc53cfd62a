import { applyRow } from './applyRow.ts';
import { MIN_SPARE_CAPACITY } from './assemble.ts';
import type { Buffers } from './buffers.ts';
import { ensureCapacity } from './ensureCapacity.ts';
import type { Names } from './names.ts';
import { type ChangeSet, ProjectionOutOfSync } from './records.ts';
import { RevisionWriter } from './revisionWriter.ts';
import { View } from './view.ts';

/** An in-memory copy of the graph that follows it revision by revision. Made by a ProjectionBuilder. */
export class Projection {
  #view: View;
  #isBroken = false;
  readonly #names: Names;
  readonly #minSpareCapacity: number;

  constructor(buffers: Buffers, revision: number, names: Names, minSpareCapacity = MIN_SPARE_CAPACITY) {
    this.#view = new View(buffers, { revision, nodes: buffers.baseNodes, ties: buffers.baseTies, merges: 0, tombstones: 0 }, names);
    this.#names = names;
    this.#minSpareCapacity = minSpareCapacity;
  }

  /** The graph as of the latest revision. Earlier views stay valid. */
  get view(): View {
    return this.#view;
  }

  /**
   * Applies the next revision, with work in proportion to it; sometimes it also compacts the base, in proportion to the graph.
   * Throws ProjectionOutOfSync where it is not the next revision or does not fit; then a new projection has to be built.
   */
  apply(changeSet: ChangeSet): View {
    const { revision, rows } = changeSet;
    const expected = this.#view.revision + 1;
    if (this.#isBroken) throw new ProjectionOutOfSync('An earlier revision could not be applied; build a new projection.');
    if (revision !== expected) throw new ProjectionOutOfSync(`Expected revision ${expected}, got ${revision}.`);
    this.#isBroken = true;
    const { buffers, snapshot } = ensureCapacity(this.#view, rows, this.#minSpareCapacity);
    const writer = new RevisionWriter(buffers, snapshot, revision, this.#names);
    for (const row of rows) applyRow(writer, row);
    this.#view = new View(writer.buffers, writer.snapshot, this.#names);
    this.#isBroken = false;
    return this.#view;
  }
}
