import 'reflect-metadata';
import { type ClassType, Float, Field as GraphQLField, ID, InputType, Int, ObjectType } from 'type-graphql';
import { defaultOf, type Fields, type FieldValue, inputMeaning, outputMeaning, type RecordOf } from '../../records/field.ts';
import { enumOf } from './enums.ts';
import { DateTimeScalar, PartialDateScalar } from './scalars.ts';

/** The inputs that were made from fields; other inputs contain them. */
const INPUTS = new Map<Fields, ClassType>();

/** Makes the GraphQL input of fields. The inputs that it contains must be made before it. */
export function inputOf(name: string, description: string, fields: Fields): ClassType {
  const input = class {};
  for (const [field, declared] of Object.entries(fields)) {
    const meaning = inputMeaning(declared);
    if (meaning === undefined) continue;
    const options = { nullable: !declared.required, description: meaning, defaultValue: declared.implied };
    GraphQLField(() => typeOf(declared.value), options)(input.prototype, field);
  }
  InputType(name, { description })(input);
  INPUTS.set(fields, input);
  return input;
}

/** Adds the plain output of fields to an object or interface type; those with a resolver of their own are left out. */
export function addOutput(type: { readonly prototype: object }, fields: Fields): void {
  for (const [name, field] of Object.entries(fields)) {
    const meaning = outputMeaning(field);
    if (meaning === undefined) continue;
    const options = { nullable: defaultOf(field) === null, description: meaning };
    GraphQLField(() => typeOf(field.value), options)(type.prototype, name);
  }
}

/** Makes an object type of the plain output of fields only. */
export function outputOf<T extends Fields>(name: string, description: string, fields: T): ClassType<Partial<RecordOf<T>>> {
  const output = class {};
  addOutput(output, fields);
  ObjectType(name, { description, simpleResolvers: true })(output);
  return output;
}

/** A plain field of an object type: its GraphQL type, its description, and whether it may be null. */
type PlainField = readonly [type: object, description: string, nullable?: typeof NULLABLE];
export const NULLABLE = 'nullable';

/**
 * Makes an object type that no record holds. Its values may give a field as a function, which is called only if the field
 * is selected. Fields with arguments have resolvers, which declare them.
 */
export function objectType(name: string, description: string, fields: Readonly<Record<string, PlainField>>): ClassType {
  const type = class {};
  for (const [field, [of, meaning, nullable]] of Object.entries(fields)) {
    GraphQLField(() => of, { description: meaning, nullable: nullable === NULLABLE })(type.prototype, field);
  }
  ObjectType(name, { description, simpleResolvers: true })(type);
  return type;
}

function typeOf(value: FieldValue): object {
  switch (value.kind) {
    case 'date':
      return PartialDateScalar;
    case 'time':
      return DateTimeScalar;
    case 'reference':
      return ID;
    case 'count':
      return Int;
    case 'number':
      return Float;
    case 'boolean':
      return Boolean;
    case 'choice':
      return enumOf(value.values);
    case 'list':
      return [typeOf(value.of)];
    case 'row':
      return INPUTS.get(value.fields)!;
    default:
      return String;
  }
}
