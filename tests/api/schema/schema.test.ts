import { readFileSync } from 'node:fs';
import {
  buildSchema,
  findBreakingChanges,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  getIntrospectionQuery,
  graphqlSync,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  validateSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { allegianceSchema, schemaText } from '../../../src/graph/schema.ts';
import { VOCABULARY } from '../../../src/model/vocabulary.ts';
import { contractText, typesIn } from './contract.ts';

const schema = allegianceSchema();
/** What every list takes: described once, on `PageInfo` and on the type of the filter. */
const PAGING = ['first', 'after', 'last', 'before'];
const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type));

type Described = { readonly path: string; readonly description?: string | null };

/** A type with everything inside it that a client can see. */
function partsOf(type: GraphQLNamedType): Described[] {
  const self = { path: type.name, description: type.description };
  if (isEnumType(type)) return [self, ...type.getValues().map(({ name, description }) => ({ path: `${type.name}.${name}`, description }))];
  return [self, ...inputsOf(type).map(({ path, input }) => ({ path, description: input.description })), ...fieldsOf(type)];
}

function fieldsOf(type: GraphQLNamedType): Described[] {
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).map(({ name, description }) => ({ path: `${type.name}.${name}`, description }));
}

/** Every argument and input field within a type. */
function inputsOf(type: GraphQLNamedType): { path: string; input: GraphQLArgument | GraphQLInputField }[] {
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((input) => ({ path: `${type.name}.${input.name}`, input }));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) =>
    field.args.map((input) => ({ path: `${type.name}.${field.name}(${input.name})`, input })),
  );
}

describe('the schema', () => {
  it('is valid', () => expect(validateSchema(schema)).toEqual([]));

  it('is the committed one: `npm run schema` writes it', () => {
    expect(schemaText()).toBe(readFileSync(new URL('../../../schema/schema.graphql', import.meta.url), 'utf8'));
  });

  it('describes every type, field, argument, input field and enum value, but not what every list takes', () => {
    const undescribed = types.flatMap(partsOf).filter(({ description }) => !description?.trim());
    const lists = new Set(undescribed.flatMap(({ path }) => /^(.*)\(after\)$/.exec(path)?.[1] ?? []));
    const isOfLists = (path: string) =>
      path.endsWith('(filter)') || PAGING.some((argument) => lists.has(path.replace(`(${argument})`, '')));
    expect(undescribed.map(({ path }) => path).filter((path) => !isOfLists(path))).toEqual([]);
  });

  it('describes the arguments of every list once', () => {
    const { description } = schema.getType('PageInfo')!;
    for (const argument of PAGING) expect(description).toContain(`\`${argument}\``);
    const described = types.flatMap(inputsOf).filter(({ path, input }) => /\((after|before)\)$/.test(path) && input.description);
    expect(described.map(({ path }) => path)).toEqual([]);
  });

  it('requires no argument that has a default', () => {
    const demanded = types.flatMap(inputsOf).filter(({ input }) => isNonNullType(input.type) && input.defaultValue !== undefined);
    expect(demanded.map(({ path }) => path)).toEqual([]);
  });

  it('gives no default to `first` and `last` of a connection, of which one may be left out', () => {
    const all = types.flatMap(inputsOf);
    const connections = new Set(all.filter(({ input }) => input.name === 'after').map(({ path }) => path.replace('(after)', '')));
    const paged = all.filter(({ path }) => connections.has(path.replace(/\((first|last)\)$/, '')));
    expect(paged.length).toBeGreaterThan(50);
    expect(paged.filter(({ input }) => input.defaultValue !== undefined).map(({ path }) => path)).toEqual([]);
  });

  it('has one object type and its fields for each row of the vocabulary', () => {
    const fields = (name: string): string[] => {
      const type = schema.getType(name);
      return isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [];
    };
    const [actor, place] = [fields('Actor'), fields('Place')];
    const ofEnd = { actor, place };
    const missing = VOCABULARY.flatMap((row) => [
      ...row.from.filter((end) => !ofEnd[end].includes(row.field)).map((end) => `${end}.${row.field}`),
      ...row.to.filter((end) => row.inverseField && !ofEnd[end].includes(row.inverseField)).map((end) => `${end}.${row.inverseField}`),
      ...(isObjectType(schema.getType(row.type.replace(/(^|_)(.)([^_]*)/g, (_, __, a, b) => a + b.toLowerCase()))) ? [] : [row.type]),
    ]);
    expect(missing).toEqual([]);
  });
});

describe('its size', () => {
  it('is at most 130 kB as text', () => expect(Buffer.byteLength(schemaText())).toBeLessThanOrEqual(130_000));

  it('is at most 400 kB as the JSON that a client gets of an introspection', () => {
    const answer = JSON.stringify(graphqlSync({ schema, source: getIntrospectionQuery() }));
    expect(Buffer.byteLength(answer)).toBeLessThanOrEqual(400_000);
  });
});

describe('the contract', () => {
  const text = contractText();
  if (text === null) console.log('Contract skipped: ../shared/design/contract.graphql is not here');
  const contract = () => buildSchema(text!);

  it.skipIf(text === null)('is broken by nothing but what later issues add', () => {
    const differences = findBreakingChanges(contract(), schema).map(({ description }) => description);
    expect(differences.sort()).toEqual([]);
  });

  it.skipIf(text === null)('has the same types and defaults of all that is there', () => {
    const ours = typesIn(schema);
    const others = [...typesIn(contract())].filter(([path, type]) => ours.has(path) && ours.get(path) !== type);
    expect(others).toEqual([]);
  });
});
