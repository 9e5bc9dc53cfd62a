import { readFileSync } from 'node:fs';
import {
  findBreakingChanges,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  validateSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { allegianceSchema, schemaText } from '../../src/graph/schema.ts';
import { VOCABULARY } from '../../src/model/vocabulary.ts';
import { contractOf, contractText } from './contract.ts';

const schema = allegianceSchema();
/** The sections of the contract that are built. */
const BUILT = ['graph', 'paths', 'analysis'];
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

  it('is the committed one: `npm run schema` writes it anew', () => {
    expect(schemaText()).toBe(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));
  });

  it('describes every type, field, argument, input field and enum value', () => {
    const undescribed = types.flatMap(partsOf).filter(({ description }) => !description?.trim());
    expect(undescribed.map(({ path }) => path)).toEqual([]);
  });

  it('demands no argument that has a default', () => {
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

describe('the contract', () => {
  const text = contractText();
  if (text === null) console.log('Contract skipped: ../shared/design/contract.graphql is not here');

  it.skipIf(text === null)(`is kept as far as it is built: ${BUILT.join(', ')}`, () => {
    const contract = contractOf(text!, BUILT);
    expect(Object.keys(contract.getQueryType()!.getFields()).length).toBeGreaterThanOrEqual(20);
    expect(findBreakingChanges(contract, schema).map(({ description }) => description)).toEqual([]);
  });
});
