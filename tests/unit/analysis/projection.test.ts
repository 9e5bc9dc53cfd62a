import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChangeRow,
  type ProjectionEntity,
  ProjectionOutOfSync,
  type ProjectionTie,
} from '../../../src/analysis/projection/records.ts';
import type { View } from '../../../src/analysis/projection/view.ts';
import { build } from '../../support/analysis/build.ts';
import { dump } from '../../support/analysis/dump.ts';
import { entity, entityId, type Graph, graph, kind, tie, tieId } from '../../support/analysis/graph.ts';
import { lateMaker } from '../../support/analysis/lateMaker.ts';
import { numRuns } from '../../support/scope.ts';

const SIZE = 9;
const IDS = Array.from({ length: SIZE + 4 }, (_, n) => entityId(n));
const DAYS = { lo: 10, hi: 12, clo: 10, chi: 12 };

/** One write of a user; `pick` and numbers are resolved against the graph at that time. */
type Write =
  | { do: 'put'; tie: ProjectionTie }
  | { do: 'retract'; pick: number }
  | { do: 'merge'; keep: number; merge: number }
  | { do: 'unmerge'; pick: number }
  | { do: 'enter'; n: number; kind: ProjectionEntity['kind']; name: string | undefined }
  | { do: 'rename'; n: number; name: string };

const name = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '\uFEFFbegins with a mark', 'حزب الله', 'é'.repeat(40_000)));
/** All writes except a new name, which earlier views see too. */
const write: fc.Arbitrary<Write> = fc.oneof(
  { weight: 5, arbitrary: tie(SIZE + 4).map((tie) => ({ do: 'put' as const, tie })) },
  { weight: 2, arbitrary: fc.nat(99).map((pick) => ({ do: 'retract' as const, pick })) },
  { weight: 2, arbitrary: fc.tuple(fc.nat(SIZE + 3), fc.nat(SIZE + 3)).map(([keep, merge]) => ({ do: 'merge' as const, keep, merge })) },
  { weight: 1, arbitrary: fc.nat(99).map((pick) => ({ do: 'unmerge' as const, pick })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: SIZE, max: SIZE + 3 }), kind, fc.option(name, { nil: undefined }))
      .map(([n, kind, name]) => ({ do: 'enter' as const, n, kind, name })),
  },
);
const rename: fc.Arbitrary<Write> = fc.tuple(fc.nat(SIZE + 3), name).map(([n, name]) => ({ do: 'rename' as const, n, name }));

/** The reference model: plain maps, with merges as pointers, like the store. */
class Model {
  readonly ties = new Map<string, ProjectionTie>();
  readonly kinds = new Map<string, ProjectionEntity['kind']>();
  readonly names = new Map<string, string | undefined>();
  readonly mergedInto = new Map<string, string>();

  constructor({ entities, ties }: Graph) {
    for (const { id, kind } of entities) this.kinds.set(id, kind);
    for (const tie of ties) this.ties.set(tie.id, tie);
  }

  canon(id: string): string {
    const canonical = this.mergedInto.get(id);
    return canonical === undefined ? id : this.canon(canonical);
  }

  graph(): Graph {
    return {
      entities: [...this.kinds].map(([id, kind]) => ({ id, kind, name: this.names.get(id), canon: this.canon(id) })),
      ties: [...this.ties.values()],
    };
  }

  rows(write: Write): ChangeRow[] {
    switch (write.do) {
      case 'put': {
        if (!this.kinds.has(write.tie.id.slice(0, 12)) || !this.kinds.has(write.tie.id.slice(14, 26))) return [];
        this.ties.set(write.tie.id, write.tie);
        return [{ op: 'tie', ...write.tie }];
      }
      case 'retract': {
        const id = [...this.ties.keys()][write.pick];
        if (id === undefined) return [];
        this.ties.delete(id);
        return [{ op: 'gone', id }];
      }
      case 'enter': {
        const { id } = entity(write.n);
        if (this.kinds.has(id)) return [];
        this.kinds.set(id, write.kind);
        this.names.set(id, write.name);
        return [{ op: 'entity', id, kind: write.kind, name: write.name }];
      }
      case 'rename': {
        const { id } = entity(write.n);
        const kind = this.kinds.get(id);
        if (kind === undefined) return [];
        this.names.set(id, write.name);
        return [{ op: 'entity', id, kind, name: write.name }];
      }
      case 'merge': {
        const [keep, merge] = [this.canon(entityId(write.keep)), this.canon(entityId(write.merge))];
        if (keep === merge || !this.kinds.has(keep) || !this.kinds.has(merge)) return [];
        return this.changingCanon(() => this.mergedInto.set(merge, keep));
      }
      case 'unmerge': {
        const id = [...this.mergedInto.keys()][write.pick];
        return id === undefined ? [] : this.changingCanon(() => this.mergedInto.delete(id));
      }
    }
  }

  private changingCanon(change: () => void): ChangeRow[] {
    const before = new Map([...this.kinds.keys()].map((id) => [id, this.canon(id)]));
    change();
    return [...before].filter(([id, canon]) => this.canon(id) !== canon).map(([id]) => ({ op: 'canon', id, canon: this.canon(id) }));
  }
}

describe('the projection', () => {
  const revisionsOf = (writes: fc.Arbitrary<Write>) =>
    fc.array(fc.array(writes, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 14 });
  const revisions = revisionsOf(write);
  const renaming = revisionsOf(fc.oneof({ weight: 5, arbitrary: write }, { weight: 1, arbitrary: rename }));
  const spareCapacities = fc.constantFrom(1, 3, 8, 1024);

  it('equals a new one after any writes, retractions, merges and unmerges', () => {
    fc.assert(
      fc.property(graph(SIZE, 30), renaming, spareCapacities, (start, revisions, minSpareCapacity) => {
        const model = new Model(start);
        const followed = build(start, 0, { minSpareCapacity });
        for (const [i, writes] of revisions.entries()) {
          followed.apply({ revision: i + 1, rows: writes.flatMap((write) => model.rows(write)) });
          expect(dump(followed.view, IDS)).toEqual(dump(build(model.graph(), i + 1).view, IDS));
        }
      }),
      { numRuns: numRuns(400) },
    );
  });

  it('equals a new one where its base is made elsewhere while it goes on, whenever that begins and ends', async () => {
    const compactions = fc.array(fc.record({ from: fc.nat(6), after: fc.nat(4) }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(graph(SIZE, 30), renaming, spareCapacities, compactions, async (start, revisions, minSpareCapacity, compactions) => {
        const model = new Model(start);
        const followed = build(start, 0, { minSpareCapacity });
        const taken: [View, unknown][] = [];
        const compacting: { readonly at: number; readonly end: () => Promise<void> }[] = [];
        for (const [i, writes] of revisions.entries()) {
          for (const { after } of compactions.filter(({ from }) => from === i)) {
            const { maker, release } = lateMaker();
            const compacted = followed.compactBy(maker);
            const end = () => {
              release();
              return compacted;
            };
            compacting.push({ at: i + after, end });
          }
          followed.apply({ revision: i + 1, rows: writes.flatMap((write) => model.rows(write)) });
          for (const { end } of compacting.filter(({ at }) => at === i)) await end();
          expect(dump(followed.view, IDS)).toEqual(dump(build(model.graph(), i + 1).view, IDS));
          taken.push([followed.view, dump(followed.view, IDS)]);
        }
        // Names are those of the latest view.
        if (!revisions.flat().some(({ do: what }) => what === 'rename' || what === 'enter'))
          for (const [view, shown] of taken) expect(dump(view, IDS)).toEqual(shown);
      }),
      { numRuns: numRuns(400) },
    );
  });

  it('never changes an earlier view', () => {
    fc.assert(
      fc.property(graph(SIZE, 30), revisions, spareCapacities, (start, revisions, minSpareCapacity) => {
        const model = new Model(start);
        const followed = build(start, 0, { minSpareCapacity });
        const taken: [View, unknown][] = [[followed.view, dump(followed.view, IDS)]];
        for (const [i, writes] of revisions.entries()) {
          const view = followed.apply({ revision: i + 1, rows: writes.flatMap((write) => model.rows(write)) });
          taken.push([view, dump(view, IDS)]);
        }
        for (const [view, shown] of taken) expect(dump(view, IDS)).toEqual(shown);
      }),
      { numRuns: numRuns(200) },
    );
  });

  it('follows unmerges of merges that it was built with', () => {
    fc.assert(
      fc.property(graph(SIZE, 30), fc.array(write, { maxLength: 12 }), revisions, (start, before, revisions) => {
        const model = new Model(start);
        for (const write of before) model.rows(write);
        const followed = build(model.graph(), 0, { minSpareCapacity: 4 });
        for (const [i, writes] of revisions.entries()) {
          followed.apply({ revision: i + 1, rows: writes.flatMap((write) => model.rows(write)) });
        }
        expect(dump(followed.view, IDS)).toEqual(dump(build(model.graph()).view, IDS));
      }),
      { numRuns: numRuns(300) },
    );
  });

  it('returns the latest known name of an entity, in any script', () => {
    const named = (n: number, name?: string) => ({ ...entity(n), name });
    const projection = build({ entities: [named(0, 'Iran'), named(1), named(2, 'é'.repeat(40_000))], ties: [] });
    const names = () => [0, 1, 2].map((n) => projection.view.name(projection.view.node(entityId(n))));
    expect(names()).toEqual(['Iran', null, null]);
    const { kind } = entity(0);
    projection.apply({
      revision: 1,
      rows: [
        { op: 'entity', id: entityId(1), kind, name: 'حزب الله' },
        { op: 'entity', id: entityId(0), kind },
      ],
    });
    expect(names()).toEqual(['Iran', 'حزب الله', null]);
  });

  it('applies a change set idempotently: the initial scan may have read part of it', () => {
    const tie: ProjectionTie = { id: tieId('BACKS', entityId(0), entityId(1), 0), ...DAYS, status: 'SUPPORTED', confidence: 0.85 };
    const projection = build({ entities: [entity(0), entity(1)], ties: [tie] });
    const view = projection.apply({
      revision: 1,
      rows: [
        { op: 'entity', id: entityId(0), kind: 'STATE' },
        { op: 'tie', ...tie },
      ],
    });
    expect(view.degree(view.node(entityId(0)))).toBe(1);
  });

  it('hides a tie between merged actors and shows it after the unmerge', () => {
    const tie: ProjectionTie = { id: tieId('BACKS', entityId(0), entityId(1), 0), ...DAYS, status: 'SUPPORTED', confidence: 0.85 };
    const projection = build({ entities: [entity(0), entity(1)], ties: [tie] });
    const merged = projection.apply({ revision: 1, rows: [{ op: 'canon', id: entityId(1), canon: entityId(0) }] });
    expect(merged.node(entityId(1))).toBe(merged.node(entityId(0)));
    expect(merged.degree(merged.node(entityId(0)))).toBe(0);
    const parted = projection.apply({ revision: 2, rows: [{ op: 'canon', id: entityId(1), canon: entityId(1) }] });
    expect(parted.degree(parted.node(entityId(0)))).toBe(1);
  });

  it('skips ties to unknown entities, and counts them', async () => {
    const { ProjectionBuilder } = await import('../../../src/analysis/projection/builder.ts');
    const builder = new ProjectionBuilder();
    builder.addEntities([entity(0)]);
    builder.addTies([{ id: tieId('BACKS', entityId(0), entityId(1), 0), ...DAYS, status: 'SUPPORTED', confidence: 0.85 }]);
    expect([builder.skipped, builder.finish(0).view.tieCount]).toEqual([1, 0]);
  });

  it('rejects a revision that is not the next, and every revision after one that failed', () => {
    const projection = build({ entities: [entity(0)], ties: [] }, 5);
    expect(() => projection.apply({ revision: 7, rows: [] })).toThrow(new ProjectionOutOfSync('Expected revision 6, got 7.'));
    const unknown = { op: 'canon', id: entityId(0), canon: entityId(3) } as const;
    expect(() => projection.apply({ revision: 6, rows: [unknown] })).toThrow(ProjectionOutOfSync);
    expect(() => projection.apply({ revision: 6, rows: [] })).toThrow('An earlier revision could not be applied; build a new projection.');
  });

  it('returns -1 for malformed and unknown ids', () => {
    const { view } = build({ entities: [entity(0)], ties: [] });
    expect([view.node('hezbollah'), view.node(entityId(1)), view.tie('x')]).toEqual([-1, -1, -1]);
  });
});
