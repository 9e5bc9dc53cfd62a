import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../../src/explorer/state/address.ts';
import { MAX_COORDINATE, NOTHING_SHOWN } from '../../../src/explorer/state/picture.ts';
import { EMPTY_PATH_SEARCH, INITIAL_VIEW, PANELS, SHOWN_AS, type ViewState } from '../../../src/explorer/state/view.ts';
import { RELATIONSHIP_TYPES } from '../../../src/model/vocabulary.ts';

const slug = fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+){0,3}$/);
const coordinate = fc.integer({ min: 0, max: MAX_COORDINATE });
const shown = fc.record({ slug, position: fc.option(fc.record({ x: coordinate, y: coordinate })), pinned: fc.boolean() });
const view: fc.Arbitrary<ViewState> = fc.record({
  selected: fc.uniqueArray(slug, { maxLength: 4 }),
  tie: fc.option(fc.stringMatching(/^[A-Za-z0-9_:.-]{1,30}$/)),
  camera: fc.option(fc.record({ x: coordinate, y: coordinate, ratio: fc.constantFrom(0.005, 0.2, 0.3333, 1.6) })),
  as: fc.constantFrom(...SHOWN_AS),
  ownScript: fc.boolean(),
  panel: fc.constantFrom(...PANELS),
  question: fc.option(fc.constantFrom('backedBy;syrian-government;2015', 'alone;;;source:a%2Bb', 'x&y=z;1')),
  draft: fc.option(fc.constantFrom('ZHJhZnQ6MQ==', 'x&y=z')),
  paths: fc.record({
    from: fc.option(slug),
    to: fc.option(slug),
    types: fc.uniqueArray(fc.constantFrom(...RELATIONSHIP_TYPES), { maxLength: 5 }),
    time: fc.constantFrom('ANY_TIME' as const, 'SIMULTANEOUS' as const, 'CHRONOLOGICAL' as const),
    forward: fc.boolean(),
    avoidHubs: fc.boolean(),
    depth: fc.integer({ min: 1, max: 6 }),
  }),
});

describe('the address of the page', () => {
  test('decodes to the state that was encoded', () => {
    const pageState = fc.record({
      picture: fc.uniqueArray(shown, { selector: (each) => each.slug, maxLength: 30 }),
      expanded: fc.uniqueArray(slug, { maxLength: 3 }),
      cleared: fc.constant(false),
      time: fc.option(
        fc.record({ at: fc.constantFrom('2016', '2016-12', '[2016-01-11..2016-01-17]'), until: fc.option(fc.constant('2018')) }),
      ),
      possible: fc.boolean(),
      hidden: fc.uniqueArray(fc.constantFrom('BACKS', 'PLACE', 'DISPUTED', 'ARMED_GROUP')),
      view,
    });
    fc.assert(fc.property(pageState, (state) => void expect(decode(`#${encode(state)}`)).toEqual(state)));
  });

  test('is empty for the initial state', () => {
    expect(encode({ ...NOTHING_SHOWN, view: INITIAL_VIEW })).toBe('');
  });

  test('holds an emptied canvas, which is not the canvas of a start', () => {
    const emptied = { ...NOTHING_SHOWN, cleared: true, view: INITIAL_VIEW };
    expect(encode(emptied)).toBe('show=-');
    expect(decode('#show=-')).toEqual(emptied);
  });

  test('decodes any text to a valid state', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string().map((noise) => `show=${noise}&at=${noise}&view=${noise},${noise},1&paths=${noise};;;${noise}`),
    );
    fc.assert(
      fc.property(text, (noise) => {
        const { picture, view: read } = decode(`#${noise}`);
        expect(new Set(picture.map((each) => each.slug)).size).toBe(picture.length);
        expect(read.paths.depth).toBeGreaterThanOrEqual(1);
        expect(PANELS).toContain(read.panel);
      }),
    );
  });

  test('is readable', () => {
    const paths = { ...EMPTY_PATH_SEARCH, from: 'iran', to: 'israel', time: 'SIMULTANEOUS' as const };
    const text = encode({
      picture: [{ slug: 'iran', position: { x: 1, y: 36 }, pinned: true }],
      expanded: ['iran'],
      cleared: false,
      time: { at: '2016', until: null },
      possible: true,
      hidden: [],
      view: { ...INITIAL_VIEW, camera: { x: 23_000, y: 9_000, ratio: 0.25 }, paths },
    });
    expect(text).toBe('show=iran:001010!&more=iran&at=2016&possible=shown&view=23000,9000,0.25&paths=iran;israel;;same');
  });
});
