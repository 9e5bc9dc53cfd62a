import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { describeEachEngine, engineFor } from '../../support/engine/engines.ts';
import { BROKEN } from '../../support/engine/probe.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { answer, errorsOf } from './support/answer.ts';

const BOTH_TIMES = 'Expected `at` or `during`, got both. Leave one out: `at` for a date, `during` for a span.';
const BACKWARDS = 'Expected `during` to start before it ends; got start 2016 after end 2015-12. Swap the two.';

describe('a query that cannot be answered says what was expected, what came, and what to try', () => {
  const engine = engineFor(() => openEmbedded(null), fillWithSeed);

  const timed = (filter: string) => [
    `{ relationships(filter: { ${filter} }) { totalCount } }`,
    `{ events(filter: { ${filter} }) { totalCount } }`,
    `{ actor(id: "iran") { backs(filter: { ${filter} }) { totalCount } } }`,
    `{ actor(id: "iran") { relationships(filter: { ${filter} }) { totalCount } } }`,
    `{ actor(id: "iran") { events(filter: { ${filter} }) { totalCount } } }`,
    `{ place(id: "aleppo") { controlledBy(filter: { ${filter} }) { totalCount } } }`,
    `{ relationships(first: 1) { nodes { holds(${filter}) } } }`,
  ];

  test.each([
    ['at: "2016", during: { start: "2016" }', 'BAD_WINDOW', BOTH_TIMES],
    ['during: { start: "2016", end: "2015-12" }', 'BAD_WINDOW', BACKWARDS],
  ])('%s, wherever a time is given', async (filter, code, message) => {
    for (const query of timed(filter)) expect([query, await errorsOf(engine(), query)]).toEqual([query, [[code, message]]]);
  });

  test.each([
    ['2016-13', 'Expected a date such as 2016, 2016-12, 2016-12-22 or [2016-01-11..2016-01-17]; got "2016-13" (months run from 01 to 12).'],
    [
      '2015-02-29',
      'Expected a date such as 2016, 2016-12, 2016-12-22 or [2016-01-11..2016-01-17]; got "2015-02-29" (2015-02 has days 01 to 28).',
    ],
    ['0000', 'Expected a date such as 2016, 2016-12, 2016-12-22 or [2016-01-11..2016-01-17]; got "0000" (years run from 0001 to 9999).'],
    ['yesterday', 'Expected a date such as 2016, 2016-12, 2016-12-22 or [2016-01-11..2016-01-17]; got "yesterday".'],
    ['', 'Expected a date such as 2016, 2016-12, 2016-12-22 or [2016-01-11..2016-01-17]; got "".'],
  ])('the date %j, written out and as a variable', async (date, message) => {
    const literal = await errorsOf(engine(), `{ relationships(filter: { at: "${date}" }) { totalCount } }`);
    const variable = await errorsOf(engine(), 'query($at: PartialDate) { relationships(filter: { at: $at }) { totalCount } }', {
      at: date,
    });
    const inside = await errorsOf(engine(), 'query($f: NeighborFilter) { actor(id: "iran") { backs(filter: $f) { totalCount } } }', {
      f: { at: date },
    });
    for (const [[code, said]] of [literal, variable, inside] as [[unknown, string]][]) {
      expect(code).toBe('BAD_DATE');
      expect(said).toContain(message);
    }
  });

  test('a date that is no text', async () => {
    const [[code, message] = []] = await errorsOf(
      engine(),
      'query($at: PartialDate) { relationships(filter: { at: $at }) { totalCount } }',
      { at: 2016 },
    );
    expect(code).toBe('BAD_DATE');
    expect(message).toContain('Expected a date in quotation marks such as "2016-12"; got "2016".');
  });

  test.each([
    ['relationships(filter: { from: ["atlantis"] })'],
    ['relationships(filter: { to: ["atlantis"] })'],
    ['relationships(filter: { involving: ["iran", "atlantis"] })'],
    ['events(filter: { actors: ["atlantis"] })'],
    ['events(filter: { allActors: ["iran", "atlantis"] })'],
    ['events(filter: { within: "atlantis" })'],
    ['places(filter: { within: "atlantis" })'],
  ])('an entity that %s names and nobody knows', async (field) => {
    const [[code, message] = []] = await errorsOf(engine(), `{ ${field} { totalCount } }`);
    expect([code, message]).toEqual([
      'UNKNOWN_ENTITY',
      expect.stringMatching(/^Expected the id, slug or scheme:value of an entity; got "atlantis", which names none\./),
    ]);
  });

  test('an unknown entity comes with suggestions a program can use', async () => {
    const { errors } = await answer(engine(), '{ relationships(filter: { from: ["hezbolla"] }) { totalCount } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNKNOWN_ENTITY', suggestions: [{ slug: 'hezbollah', name: 'Hezbollah' }] });
  });

  test.each([2, -0.1, 1.0001])('a confidence of %d', async (confidence) => {
    for (const query of [
      `{ relationships(filter: { minConfidence: ${confidence} }) { totalCount } }`,
      `{ actor(id: "iran") { backs(filter: { minConfidence: ${confidence} }) { totalCount } } }`,
    ]) {
      expect(await errorsOf(engine(), query)).toEqual([['BAD_INPUT', `Expected \`minConfidence\` from 0 to 1; got ${confidence}.`]]);
    }
  });

  test('an entity that is no end of the relationship', async () => {
    const query = '{ relationships(first: 1, filter: { from: ["iran"], to: ["hezbollah"] }) { nodes { statement(from: "russia") } } }';
    expect(await errorsOf(engine(), query)).toEqual([
      ['BAD_INPUT', 'Expected `from` to name an end of this relationship, "iran" or "hezbollah"; got "russia".'],
    ]);
  });

  test('a look-up of something unknown is null, and no error', async () => {
    const query = `{
      actor(id: "atlantis") { id } place(id: "iran") { id } entity(id: "ucdp:0") { id } node(id: "x") { id }
      entities(ids: ["atlantis", "iran"]) { slug } nodes(ids: ["x"]) { id }
      event(id: "none") { id } source(id: "none") { id } relationship(id: "none") { id }
    }`;
    const nothing = { actor: null, place: null, entity: null, node: null, event: null, source: null, relationship: null };
    expect(await answer(engine(), query)).toEqual({ data: { ...nothing, entities: [null, { slug: 'iran' }], nodes: [null] } });
  });
});

describe('a failure inside', () => {
  const MASKED = 'Something went wrong on our side. It has been logged; try again, and report it if it stays.';

  describeEachEngine((engine) => {
    /** Each fails every statement with a real error of the store. */
    const broken = (): Engine => ({ ...engine(), read: (statement) => engine().read({ ...BROKEN, name: statement.name }) });

    test.each([
      '{ actors { nodes { name } } }',
      '{ actor(id: "iran") { name } }',
      '{ relationships { totalCount nodes { id } } }',
      '{ events { nodes { id } deaths { best } } }',
      '{ status { revision } }',
      '{ search(text: "iran") { matched } }',
    ])('of %s reaches nobody in its own words', async (query) => {
      const reply = await answer(broken(), query);
      for (const { message, extensions } of reply.errors ?? []) {
        expect([message, extensions]).toEqual([MASKED, { code: 'INTERNAL_SERVER_ERROR' }]);
      }
      expect(reply.errors).toHaveLength(1);
      expect(JSON.stringify(reply)).not.toMatch(/secretOfTheStore|MATCH|stack|\.ts\b|node_modules|statement/i);
    });
  }, fillWithSeed);
});
