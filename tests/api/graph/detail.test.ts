import { type GraphQLObjectType, getNamedType, isLeafType, isRequiredArgument } from 'graphql';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { allegianceSchema } from '../../../src/graph/schema.ts';
import { VOCABULARY } from '../../../src/model/vocabulary.ts';
import { engineFor } from '../../support/engine/engines.ts';
import { fillWorld } from '../../support/engine/world.ts';
import { dataOf } from './support/answer.ts';

const SCHEMA = allegianceSchema();

/** Every field of a type that can be selected without arguments, with all leaf fields of its type. */
function fieldsOf(name: string): string[] {
  const fields = Object.values((SCHEMA.getType(name) as GraphQLObjectType).getFields());
  return fields
    .filter(({ args }) => !args.some(isRequiredArgument))
    .map(
      ({ name: field, type, args }) =>
        field + (args.some(({ name: argument }) => argument === 'at') ? '(at: "2012")' : '') + selectionOf(getNamedType(type).name),
    );
}

function selectionOf(name: string): string {
  const type = SCHEMA.getType(name)!;
  if (isLeafType(type)) return '';
  if (name.endsWith('Connection')) return ' { totalCount }';
  const fields = Object.values((type as GraphQLObjectType).getFields());
  return ` { ${fields
    .filter((field) => isLeafType(getNamedType(field.type)) && field.args.length === 0)
    .map((field) => field.name)
    .join(' ')} }`;
}

describe('the value of a field does not depend on which others are selected', () => {
  const engine = engineFor(() => openEmbedded(null), fillWorld);

  async function expectAlike(list: string, type: string): Promise<void> {
    const fields = fieldsOf(type).map((field, number) => ({ name: `f${number}`, field: `f${number}: ${field}` }));
    const all = await dataOf(engine(), list.replaceAll('FIELDS', fields.map(({ field }) => field).join('\n')));
    for (const { name, field } of fields) {
      const alone = await dataOf(engine(), list.replaceAll('FIELDS', field));
      expect(valuesOf(alone, name), field).toEqual(valuesOf(all, name));
    }
  }

  test.each(['Actor', 'Place'])('%s, listed, looked up and at the end of a relationship', { timeout: 60_000 }, async (type) => {
    const spread = `... on ${type} { FIELDS }`;
    const list = type === 'Place' ? 'places(first: 40)' : 'actors(first: 40)';
    await expectAlike(`{ ${list} { nodes { ${spread} } } }`, type);
    await expectAlike(`{ entity(id: "${type === 'Place' ? 'aleppo' : 'iran'}") { ${spread} } }`, type);
    await expectAlike(`{ relationships(first: 40) { nodes { from { ${spread} } to { ${spread} } } } }`, type);
  });

  test.each(VOCABULARY.map(({ type, field }) => ({ type, field })))('relationships of $type', { timeout: 60_000 }, async ({ field }) => {
    const type = VOCABULARY.find((row) => row.field === field)!;
    const name = SCHEMA.getTypeMap()[pascal(type.type)]!.name;
    const end = type.from.includes('actor') ? 'actors(first: 60) { nodes' : 'places(first: 60) { nodes';
    const natural =
      field === 'within' ? null : `{ ${end} { ties: ${field}(first: 3) { edges { relationship { ... on ${name} { FIELDS } } } } } } }`;
    if (natural) await expectAlike(natural, name);
    await expectAlike(
      `{ ${end} { relationships(first: 5, filter: { types: [${type.type}] }) { nodes { ... on ${name} { FIELDS } } } } } }`,
      name,
    );
  });
});

function pascal(type: string): string {
  return type
    .split('_')
    .map((word) => word[0] + word.slice(1).toLowerCase())
    .join('');
}

/** All values of a field in an answer, in order. */
function valuesOf(data: unknown, field: string): unknown[] {
  if (Array.isArray(data)) return data.flatMap((one) => valuesOf(one, field));
  if (data === null || typeof data !== 'object') return [];
  return Object.entries(data).flatMap(([key, value]) => (key === field ? [value] : valuesOf(value, field)));
}
