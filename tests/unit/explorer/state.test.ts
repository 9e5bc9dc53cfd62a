import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_COORDINATE, MAX_SHOWN, type Picture } from '../../../src/explorer/state/picture.ts';
import { type Action, INITIAL_STATE, reduce, type State } from '../../../src/explorer/state/state.ts';

const slug = fc.constantFrom('iran', 'iraq', 'syria', 'russia', 'aleppo');
const slugs = fc.uniqueArray(slug, { maxLength: 4 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constantFrom('show' as const, 'hide' as const, 'only' as const, 'pin' as const, 'unpin' as const), slugs }),
  fc.record({ do: fc.constant('move' as const), slug, position: fc.record({ x: fc.integer(), y: fc.integer() }) }),
  fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const, 'rearrange' as const) }),
  fc.record({ do: fc.constant('expand' as const), slug, neighbors: slugs }),
  fc.record({
    do: fc.constant('filter' as const),
    filters: fc.oneof(
      fc.record({ possible: fc.boolean() }),
      fc.record({ time: fc.option(fc.record({ at: fc.constantFrom('2015', '2016'), until: fc.constant(null) })) }),
      fc.record({ hidden: fc.subarray(['BACKS', 'PLACE']) }),
    ),
    gesture: fc.constantFrom('drag-1', 'drag-2'),
  }),
  fc.record({ do: fc.constant('select' as const), slugs }),
  slugs.map((placed) => ({ do: 'placed' as const, positions: new Map(placed.map((each) => [each, { x: 5, y: 7 }])) })),
);

const slugsOf = (picture: Picture) => picture.map((each) => each.slug);
const stateAfter = (actions: readonly Action[]): State => actions.reduce(reduce, INITIAL_STATE);

describe('the state of the canvas', () => {
  test('has each entity once, within the world, and selects none that is hidden', () => {
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const { picture } = stateAfter(actions).history.present;
        expect(new Set(slugsOf(picture)).size).toBe(picture.length);
        for (const { position } of picture)
          if (position) expect(Math.min(position.x, position.y) >= 0 && Math.max(position.x, position.y) <= MAX_COORDINATE).toBe(true);
        const hidden = reduce(stateAfter([...actions, { do: 'select', slugs: ['iran'] }]), { do: 'hide', slugs: ['iran'] });
        if (slugsOf(picture).includes('iran')) expect(hidden.view.selected).toEqual([]);
      }),
    );
  });

  test('is restored by undoing every step and by redoing them', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const reached = stateAfter(actions);
        const steps = reached.history.past.length;
        const times = (what: 'undo' | 'redo', count: number): Action[] => Array.from({ length: count }, () => ({ do: what }));
        const undone = times('undo', steps).reduce(reduce, reached);
        expect(undone.history.past).toEqual([]);
        // What follows is a new step, also where it is of the same gesture.
        expect(times('redo', steps).reduce(reduce, undone).history).toEqual({
          ...reached.history,
          gesture: steps > 0 ? null : reached.history.gesture,
        });
      }),
    );
  });

  test('adds no undo step where nothing changes', () => {
    const state = stateAfter([
      { do: 'show', slugs: ['iran'] },
      { do: 'show', slugs: ['iran'] },
      { do: 'pin', slugs: ['russia'] },
    ]);
    expect(state.history.past).toHaveLength(1);
  });

  test('adds no undo step for positions from the layout', () => {
    const state = stateAfter([
      { do: 'show', slugs: ['iran'] },
      { do: 'placed', positions: new Map([['iran', { x: 3, y: 4 }]]) },
      { do: 'show', slugs: ['iraq'] },
      { do: 'undo' },
    ]);
    expect(state.history.present.picture).toEqual([{ slug: 'iran', position: { x: 3, y: 4 }, pinned: false }]);
  });

  test('undoes the time and what is hidden, and all moves of one gesture as one step', () => {
    const at = (year: string, gesture?: string): Action => ({ do: 'filter', filters: { time: { at: year, until: null } }, gesture });
    const state = stateAfter([
      { do: 'show', slugs: ['iran'] },
      { do: 'filter', filters: { possible: true } },
      { do: 'filter', filters: { possible: true } },
      at('2014', 'drag-1'),
      at('2015', 'drag-1'),
      at('2016', 'drag-1'),
      at('2017', 'drag-2'),
      { do: 'filter', filters: { hidden: ['PLACE'] } },
    ]);
    const undone = Array.from({ length: 5 }, (_, steps) => Array<Action>(steps).fill({ do: 'undo' }).reduce(reduce, state));
    expect(undone.map(({ history: { present } }) => [present.time?.at, present.possible, present.hidden])).toEqual([
      ['2017', true, ['PLACE']],
      ['2017', true, []],
      ['2016', true, []],
      [undefined, true, []],
      [undefined, false, []],
    ]);
    const continued = reduce(undone[2]!, at('2018', 'drag-1'));
    expect(reduce(continued, { do: 'undo' }).history.present.time?.at).toBe('2016');
  });

  test('remembers who was expanded, and that the canvas was emptied, until that is undone', () => {
    const state = stateAfter([
      { do: 'show', slugs: ['iran'] },
      { do: 'expand', slug: 'iran', neighbors: ['iraq', 'syria'] },
      { do: 'only', slugs: [] },
    ]);
    expect([state.history.present.picture, state.history.present.cleared]).toEqual([[], true]);
    const before = reduce(state, { do: 'undo' }).history.present;
    expect([slugsOf(before.picture), before.expanded, before.cleared]).toEqual([['iran', 'iraq', 'syria'], ['iran'], false]);
  });

  test('has edits of the graph among the steps; undoing one changes nothing else', () => {
    const edit = { done: 'added Iran backs Syria', undo: async () => {} };
    const state = stateAfter([
      { do: 'show', slugs: ['iran'] },
      { do: 'edited', edit },
      { do: 'show', slugs: ['iraq'] },
    ]);
    const before = reduce(state, { do: 'undo' });
    expect(before.history.past.at(-1)?.edit).toBe(edit);
    const taken = reduce(before, { do: 'undo' });
    expect([taken.history.present, taken.history.past.length]).toEqual([before.history.present, 1]);
    expect(slugsOf(reduce(taken, { do: 'redo' }).history.present.picture)).toEqual(['iran', 'iraq']);
  });

  test('keeps the positions of pinned entities', () => {
    const state = stateAfter([
      { do: 'show', slugs: ['iran'] },
      { do: 'move', slug: 'iran', position: { x: 100, y: 200 } },
      { do: 'placed', positions: new Map([['iran', { x: 3, y: 4 }]]) },
    ]);
    expect(state.history.present.picture[0]).toEqual({ slug: 'iran', position: { x: 100, y: 200 }, pinned: true });
    expect(MAX_SHOWN).toBe(2000);
  });
});
