import { type GraphQLObjectType, type GraphQLOutputType, getNamedType, isCompositeType, isObjectType, isRequiredArgument } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { allegianceSchema } from '../../src/graph/schema.ts';
import { groupBy } from '../../src/model/group.ts';
import { fillWorld } from '../engine/support/world.ts';
import { dataOf } from './support/answer.ts';

const SCHEMA = allegianceSchema();
/** Fields that need all there is of entities and ties; asked for beside another, they must change nothing about it. */
const ALL = 'all: relationships(first: 1) { nodes { recordedAt from { description } } }';

/** The fields of every kind of entity and tie that need no argument, each with a selection of its own. */
function fieldsOf(kind: 'Entity' | 'Relationship'): { type: string; field: string; selection: string }[] {
  return Object.values(SCHEMA.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type) && type.getInterfaces().some(({ name }) => name === kind))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ args, type: of }) => !args.some(isRequiredArgument) && !(kind === 'Entity' && isListOfTies(of)))
        .map(({ name, type: of }) => ({ type: type.name, field: name, selection: selectionOf(getNamedType(of)) })),
    );
}

/** What is tied to an entity depends on its id alone. */
const isListOfTies = (type: GraphQLOutputType): boolean => getNamedType(type).name === 'TieConnection';

/** Only what cannot need more than the field itself does: how many there are, or what kind. */
function selectionOf(type: ReturnType<typeof getNamedType>): string {
  if (!isCompositeType(type)) return '';
  if (type.name.endsWith('Connection')) return '{ totalCount }';
  const plain = isObjectType(type) && !type.getInterfaces().length;
  if (!plain) return '{ id }';
  const leaves = Object.values(type.getFields()).filter(({ type: of, args }) => args.length === 0 && !isCompositeType(getNamedType(of)));
  return `{ ${leaves.map(({ name }) => name).join(' ') || '__typename'} }`;
}

describe('a field asked for alone says what it says beside fields that need all of its object', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEmbedded(null);
    await fillWorld(engine);
  });
  afterAll(() => engine.close());

  const LISTS = { Entity: ['actors(first: 100)', 'places(first: 100)'], Relationship: ['relationships(first: 100)'] } as const;
  const REACHED = {
    Entity: ['actors(first: 60) { nodes { relationships(first: 5) { nodes { from { ID FIELD } to { ID FIELD } } } } }'],
    Relationship: [
      'actors(first: 60) { nodes { backs(first: 5) { edges { relationships { ID FIELD } } } relationships(first: 5) { nodes { ID FIELD } } } }',
      'places(first: 100) { nodes { relationships(first: 20) { nodes { ID FIELD } } } }',
    ],
  } as const;

  for (const kind of ['Entity', 'Relationship'] as const) {
    const byField = groupBy(fieldsOf(kind), ({ field, selection }) => `${field} ${selection}`);
    test.each([...byField])(`${kind}: %s`, async (asked, fields) => {
      // Over Node, since a list of actors may not be asked about places at once.
      const spread = `... on Node { ${fields.map(({ type }) => `... on ${type} { ${asked} }`).join(' ')} }`;
      const listed = LISTS[kind].map((list, n) => `l${n}: ${list} { nodes { id ${spread} } }`);
      const reached = REACHED[kind].map((path, n) => `r${n}: ${path}`.replaceAll('ID', 'id').replaceAll('FIELD', spread));
      const alone = await dataOf(engine, `{ ${[...listed, ...reached].join(' ')} }`);
      const beside = await dataOf(engine, `{ ${[...listed, ...reached].join(' ')} ${ALL} }`);
      expect(alone).toEqual({ ...beside, all: undefined });
    });
  }
});
