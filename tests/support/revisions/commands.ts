import fc from 'fast-check';
import type { Engine } from '../../../src/engine/engine.ts';
import type { Services } from '../../../src/graph/common/services.ts';
import { retract, setCanon, writeRows } from './revisions.ts';
import { actors, idOf, slugOf, tie } from './rows.ts';
import { tieIds } from './shown.ts';

/** The number of actors at the beginning; commands add more. */
export const ACTORS = 5;

/** One write. */
export type Command =
  | { readonly do: 'add' }
  | {
      readonly do: 'tie';
      readonly from: number;
      readonly to: number;
      readonly key: number;
      readonly start: string;
      readonly hostile: boolean;
    }
  | { readonly do: 'evidence'; readonly from: number; readonly to: number; readonly key: number; readonly denies: boolean }
  | { readonly do: 'merge' | 'part'; readonly one: number; readonly into: number }
  | { readonly do: 'retract'; readonly which: number };

const actor = fc.nat(ACTORS);
const key = fc.nat(2);
const ends = { from: actor, to: actor, key };

export const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: fc.constant({ do: 'add' as const }) },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('tie' as const),
        ...ends,
        start: fc.constantFrom('2011', '2012-05', '[2016-01-11..2016-01-17]'),
        hostile: fc.boolean(),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('evidence' as const), ...ends, denies: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('merge' as const), one: actor, into: actor }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('part' as const), one: actor, into: actor }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('retract' as const), which: fc.nat(20) }) },
  ),
  { minLength: 4, maxLength: 14 },
);

/** Runs commands on a store. Remembers the number of actors, and which is merged into which. */
export class Writer {
  #actors = ACTORS;
  readonly #mergedInto = new Map<number, number>();

  constructor(
    private readonly engine: Engine,
    private readonly services: Services,
  ) {}

  /** Runs one command; an invalid one does nothing. */
  async run(command: Command): Promise<void> {
    const revision = await this.#do(command);
    if (revision !== null) this.services.clock.revisionWritten(revision);
  }

  async #do(command: Command): Promise<number | null> {
    switch (command.do) {
      case 'add':
        return writeRows(this.engine, actors(this.#actors++, 1));
      case 'tie':
        return this.#tie(command.from, command.to, command.key, { start: command.start, type: command.hostile ? 'FIGHTS' : 'BACKS' });
      case 'evidence':
        return this.#tie(command.from, command.to, command.key, { evidence: [passage(command.denies)] });
      case 'merge':
        return this.#merge(command.one, command.into);
      case 'part':
        return this.#part(command.one);
      case 'retract': {
        const ids = tieIds(await this.services.projection.latest());
        return ids.length === 0 ? null : retract(this.engine, ids[command.which % ids.length]!);
      }
    }
  }

  async #tie(from: number, to: number, key: number, rest: Record<string, unknown>): Promise<number | null> {
    if (from === to || Math.max(from, to) >= this.#actors) return null;
    const type = rest.type ?? 'BACKS';
    return writeRows(this.engine, { ...SOURCE, ...tie(from, to, { key: `${type} ${from} ${to} ${key}`, ...rest }) });
  }

  async #merge(one: number, into: number): Promise<number | null> {
    if (Math.max(one, into) >= this.#actors || this.#mergedInto.has(one) || this.#rootOf(into) === one) return null;
    return this.#recanonised(() => this.#mergedInto.set(one, into));
  }

  async #part(one: number): Promise<number | null> {
    return this.#mergedInto.has(one) ? this.#recanonised(() => this.#mergedInto.delete(one)) : null;
  }

  /** Changes the merges, and writes every canon that differs from before. */
  #recanonised(change: () => unknown): Promise<number> {
    const roots = () => Array.from({ length: this.#actors }, (_, n) => this.#rootOf(n));
    const before = roots();
    change();
    const changed = roots().flatMap((root, n) => (root === before[n] ? [] : [{ id: idOf(n), canon: idOf(root) }]));
    return setCanon(this.engine, changed);
  }

  #rootOf(n: number): number {
    const next = this.#mergedInto.get(n);
    return next === undefined ? n : this.#rootOf(next);
  }
}

const SOURCE = { sources: [{ key: 'news', title: 'News', reliability: 'B' }] };

function passage(denies: boolean): Record<string, unknown> {
  return { source: 'news', quote: denies ? 'It is not so.' : 'It is so.', stance: denies ? 'DENIES' : 'ASSERTS', attributedTo: slugOf(0) };
}
