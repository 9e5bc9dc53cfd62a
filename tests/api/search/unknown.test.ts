import { graphql } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { Context } from '../../../src/graph/common/context.ts';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import { AllegianceError } from '../../../src/model/errors.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithNames } from './found.ts';

const schema = allegianceSchema();

/** The error with which a query is refused. */
async function refusal(engine: Engine, source: string): Promise<AllegianceError> {
  const { errors } = await graphql({ schema, source, contextValue: new Context(engine) });
  const error = errors?.[0]?.originalError;
  if (!(error instanceof AllegianceError)) throw new Error(`expected a refusal; got ${JSON.stringify(errors)}`);
  return error;
}

const FILTERS = [
  'events(filter: { actors: ["NAME"] }) { totalCount }',
  'events(filter: { allActors: ["iran", "NAME"] }) { totalCount }',
  'events(filter: { within: "NAME" }) { totalCount }',
  'places(filter: { within: "NAME" }) { totalCount }',
  'relationships(filter: { from: ["NAME"] }) { totalCount }',
  'relationships(filter: { to: ["NAME"] }) { totalCount }',
  'relationships(filter: { involving: ["NAME"] }) { totalCount }',
  'actor(id: "iran") { relationships(filter: { involving: ["NAME"] }) { totalCount } }',
  'actor(id: "iran") { events(filter: { actors: ["NAME"] }) { totalCount } }',
];

describeEachEngine((engine) => {
  describe('a filter that names an unknown entity is refused', () => {
    test.each(FILTERS)('%s', async (filter) => {
      const { code, message, details } = await refusal(engine(), `{ ${filter.replace('NAME', 'hezbolah')} }`);
      expect(code).toBe('UNKNOWN_ENTITY');
      expect(message).toBe(
        'Expected the id, slug or scheme:value of an entity; got "hezbolah", which names none. Did you mean "hezbollah" or "kataib-hezbollah"?',
      );
      expect(details).toEqual({
        suggestions: [
          { slug: 'hezbollah', name: 'Hezbollah' },
          { slug: 'kataib-hezbollah', name: 'كتائب حزب الله' },
        ],
      });
    });
  });

  const involving = (name: string) =>
    refusal(engine(), `{ relationships(filter: { involving: [${JSON.stringify(name)}] }) { totalCount } }`);

  test('with three suggestions at most', async () => {
    const { message, details } = await involving('syrian');
    expect(message).toMatch(/ Did you mean "syrian-army" or "syrian-government" or "sdf"\?$/);
    expect(details.suggestions).toHaveLength(3);
  });

  test('with one in another script', async () => {
    expect((await involving('حزب اللة')).message).toMatch(/ Did you mean "hezbollah" or "kataib-hezbollah"\?$/);
    expect((await involving('Россия')).message).toMatch(/ Did you mean "russia"\?$/);
  });

  test('and with the way to find it where nothing is like it', async () => {
    const { message, details } = await involving('nobody');
    expect(message).toBe('Expected the id, slug or scheme:value of an entity; got "nobody", which names none. Find it with `search`.');
    expect(details).toEqual({ suggestions: [] });
  });

  test.each(['', '000000000000', 'ucdp:no-such', '*?~:"(', 'x'.repeat(1000), '😀'])('whatever the name: %j', async (name) => {
    expect((await involving(name)).code).toBe('UNKNOWN_ENTITY');
  });

  test('but a look-up of one answers null', async () => {
    const source = '{ actor(id: "hezbolah") { name } entity(id: "hezbolah") { name } place(id: "hezbollah") { name } }';
    const { data, errors } = await graphql({ schema, source, contextValue: new Context(engine()) });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ actor: null, entity: null, place: null });
  });
}, fillWithNames);
