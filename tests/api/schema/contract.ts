import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

const CONTRACT = fileURLToPath(new URL('../../../../shared/design/contract.graphql', import.meta.url));

/** The text of the contract; null if it is not present. */
export function contractText(): string | null {
  return existsSync(CONTRACT) ? readFileSync(CONTRACT, 'utf8') : null;
}

/** The type, and of inputs the default, of every field and argument: `Query.actors(first)` is `Int`. */
export function typesIn(schema: GraphQLSchema): Map<string, string> {
  const said = new Map<string, string>();
  const input = (path: string, { type, defaultValue }: GraphQLArgument | GraphQLInputField) =>
    said.set(path, `${type}${defaultValue === undefined ? '' : ` = ${defaultValue}`}`);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) input(`${type.name}.${field.name}`, field);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields()) as GraphQLField<unknown, unknown>[]) {
      said.set(`${type.name}.${field.name}`, String(field.type));
      for (const argument of field.args) input(`${type.name}.${field.name}(${argument.name})`, argument);
    }
  }
  return said;
}
