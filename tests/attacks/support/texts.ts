import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
} from 'graphql';
import type { QueryableField } from './queryableFields.ts';

/** A position of a text in the arguments of a field. */
export interface TextPlace {
  readonly target: QueryableField;
  /** `filter.within`. */
  readonly path: string;
  /** `String`, `ID`, or one of our scalars with string values. */
  readonly type: string;
  /** The arguments with a text at this position, and valid values for the other required ones. */
  readonly with: (text: unknown) => Record<string, unknown>;
}

/** Valid values, by the name of the argument or field. */
export type Good = Readonly<Record<string, unknown>>;

/** Every position of a text in the arguments of a field. */
export function textPlaces(target: QueryableField, good: Good): TextPlace[] {
  const needed = (left: string) =>
    Object.fromEntries(
      target.field.args.filter((arg) => isRequiredArgument(arg) && arg.name !== left).map((arg) => [arg.name, goodFor(arg, good)]),
    );
  return target.field.args.flatMap((arg) =>
    within(arg.type, good).map(
      ({ path, type, fill }): TextPlace => ({
        target,
        path: [arg.name, ...path].join('.'),
        type,
        with: (text: unknown) => ({ ...needed(arg.name), [arg.name]: fill(text) }),
      }),
    ),
  );
}

/**
 * Leaves out equivalent places: a field has one resolver for all kinds of actors, and one of our scalars parses a text in the same
 * way for all fields with the same input.
 */
export function oncePerInput(places: readonly TextPlace[]): TextPlace[] {
  const unique = new Map<string, TextPlace>();
  for (const place of places) {
    const { target, path, type } = place;
    const argument = target.field.args.find(({ name }) => name === path.split('.')[0])!;
    const key = isAnyText(type) ? `${target.shared} ${path}` : `${argument.type} ${path}`;
    if (!unique.has(key)) unique.set(key, place);
  }
  return [...unique.values()];
}

/** Does this scalar accept any text? */
export function isAnyText(type: string): boolean {
  return type === 'String' || type === 'ID';
}

interface Inner {
  readonly path: readonly string[];
  readonly type: string;
  readonly fill: (text: unknown) => unknown;
}

function within(type: GraphQLInputType, good: Good): Inner[] {
  if (isNonNullType(type)) return within(type.ofType, good);
  if (isListType(type)) return within(type.ofType, good).map(({ fill, ...inner }) => ({ ...inner, fill: (text) => [fill(text)] }));
  if (isScalarType(type)) return isText(type.name) ? [{ path: [], type: type.name, fill: (text) => text }] : [];
  if (!isInputObjectType(type)) return [];
  const fields = Object.values(type.getFields());
  const needed = (left: string) =>
    Object.fromEntries(
      fields.filter((field) => isRequiredInputField(field) && field.name !== left).map((field) => [field.name, goodFor(field, good)]),
    );
  return fields.flatMap((field) =>
    within(field.type, good).map(({ path, fill, ...inner }) => ({
      ...inner,
      path: [field.name, ...path],
      fill: (text: unknown) => ({ ...needed(field.name), [field.name]: fill(text) }),
    })),
  );
}

function isText(name: string): boolean {
  return !['Int', 'Float', 'Boolean'].includes(name);
}

/** A valid value: the one given by name, else the first of an enum, else an input with its required fields. */
export function goodFor({ name, type }: GraphQLArgument | GraphQLInputField, good: Good): unknown {
  const named = getNamedType(type);
  if (named.name === 'PartialDate') return '2016';
  // An argument of the same name may be an input object elsewhere.
  if (name in good && !(isInputObjectType(named) && typeof good[name] === 'string')) return good[name];
  const list = isListType(isNonNullType(type) ? type.ofType : type);
  const one = () => {
    if (isEnumType(named)) return named.getValues()[0]!.name;
    if (!isInputObjectType(named)) throw new Error(`no good value is known for ${name}`);
    const needed = Object.values(named.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(needed.map((field) => [field.name, goodFor(field, good)]));
  };
  return list ? [one()] : one();
}
