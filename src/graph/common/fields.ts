import { GraphQLID } from 'graphql';
import { type ClassType, Field as GraphQLField, Float, InputType, Int } from 'type-graphql';
import { type Fields, type FieldValue, isInRow } from '../../records/field.ts';
import { enumOf } from './enums.ts';
import { DateTimeScalar, PartialDateScalar } from './scalars.ts';

/** GraphQL inputs and plain output fields, made from the fields of records. */

const inputs = new Map<Fields, ClassType>();

/** The GraphQL input with these fields. Inputs that it contains must have been made before. */
export function inputOf(name: string, description: string, fields: Fields): ClassType {
  const input = class {};
  for (const [field, { value, input: meaning, required, implied }] of Object.entries(fields)) {
    if (meaning === undefined) continue;
    const options = { nullable: !required, description: meaning, defaultValue: implied };
    GraphQLField(() => typeOf(value), options)(input.prototype, field);
  }
  InputType(name, { description })(input);
  inputs.set(fields, input);
  return input;
}

/** Adds the plain output fields of a record to an object or interface type; those with a resolver of their own are left out. */
export function addOutput(type: { readonly prototype: object }, fields: Fields): void {
  for (const [name, field] of Object.entries(fields)) {
    if (field.output === undefined) continue;
    const nullable = !(field.required || field.always) && field.fallback === undefined && field.implied === undefined;
    GraphQLField(() => typeOf(field.value), { nullable, description: field.output })(type.prototype, name);
  }
}

type GraphQLType = ReturnType<Parameters<typeof GraphQLField>[0] & (() => unknown)>;
