import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Decisions, type DeskAction, decide, UNDECIDED } from '../../../src/explorer/desk/decisions.ts';
import type { DeskRow } from '../../../src/explorer/desk/draft.ts';
import { segmentsOf } from '../../../src/explorer/desk/segments.ts';

const row = (index: number, kind: DeskRow['kind'], input: DeskRow['input'], state: DeskRow['state'] = 'PROPOSED'): DeskRow => ({
  index,
  kind,
  input,
  state,
  statement: `row ${index}`,
  quote: null,
  score: null,
  why: '',
  verdict: 'CREATED',
  span: null,
  problems: [],
});

const ROWS = [
  row(0, 'ACTOR', { slug: 'new-brigade', name: 'New Brigade' }),
  row(1, 'RELATIONSHIP', { type: 'BACKS', from: 'turkey', to: 'new-brigade' }),
  row(2, 'RELATIONSHIP', { type: 'FIGHTS', from: 'syrian-army', to: 'hayat-tahrir-al-sham' }),
  row(3, 'EVENT', { kind: 'CLASH', participants: [{ actor: 'new-brigade', role: 'PARTY' }] }),
  row(4, 'RELATIONSHIP', { type: 'BACKS', from: 'iran', to: 'hezbollah' }, 'ACCEPTED'),
];

const afterSteps = (...actions: DeskAction[]): Decisions =>
  actions.reduce((state, action) => decide(ROWS, state, action), decide(ROWS, UNDECIDED, { do: 'open' }));
const answersOf = ({ byRow }: Pick<Decisions, 'byRow'>) => Object.fromEntries([...byRow].map(([index, { accept }]) => [index, accept]));

describe('the decisions at the desk', () => {
  test('accepting a row accepts the new actors that it names, and goes to the next row without a decision', () => {
    const state = afterSteps({ do: 'select', index: 1 }, { do: 'accept' });
    expect(answersOf(state)).toEqual({ 0: true, 1: true });
    expect(state.current).toBe(2);
  });

  test('rejecting a new actor rejects the rows that name it, and one undo takes all of it back', () => {
    const state = afterSteps({ do: 'reject' });
    expect(answersOf(state)).toEqual({ 0: false, 1: false, 3: false });
    expect(state.current).toBe(2);
    expect(answersOf(decide(ROWS, state, { do: 'undo' }))).toEqual({});
  });

  test('a corrected row is accepted as corrected, and names what it says then', () => {
    const state = afterSteps(
      { do: 'select', index: 1 },
      { do: 'correct', input: { type: 'BACKS', from: 'turkey', to: 'syrian-national-army' } },
      { do: 'accept' },
    );
    expect(answersOf(state)).toEqual({ 1: true });
    expect(state.byRow.get(1)?.input).toEqual({ type: 'BACKS', from: 'turkey', to: 'syrian-national-army' });
  });

  test('a row that was written before stays as it is', () => {
    expect(answersOf(afterSteps({ do: 'select', index: 4 }, { do: 'reject' }))).toEqual({});
  });

  test('after any steps, as many undos bring back the start', () => {
    const action: fc.Arbitrary<DeskAction> = fc.oneof(
      fc.constantFrom<DeskAction>({ do: 'accept' }, { do: 'reject' }, { do: 'move', by: 1 }, { do: 'move', by: -1 }),
      fc.nat(4).map((index) => ({ do: 'select' as const, index })),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
        const state = afterSteps(...actions);
        expect(state.current).toBeGreaterThanOrEqual(0);
        expect(state.current).toBeLessThan(ROWS.length);
        const undone = state.past.reduce<Decisions>((before) => decide(ROWS, before, { do: 'undo' }), state);
        expect(answersOf(undone)).toEqual({});
      }),
    );
  });
});

describe('the pieces of a text', () => {
  test('joined they are the text, in any script, and each lies in exactly its marks', () => {
    const span = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), fc.array(span, { maxLength: 6 }), (text, marks) => {
        const pieces = segmentsOf(text, marks);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        for (const { start, text: piece, marks: on } of pieces) {
          const end = start + Array.from(piece).length;
          expect(new Set(on)).toEqual(new Set(marks.filter((mark) => mark.start <= start && mark.end >= end)));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('offsets count code points', () => {
    expect(segmentsOf('😀حلب fell', [{ start: 1, end: 4 }]).map(({ text }) => text)).toEqual(['😀', 'حلب', ' fell']);
  });
});
