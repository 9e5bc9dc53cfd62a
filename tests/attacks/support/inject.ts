import { getNamedType, isCompositeType, isRequiredArgument } from 'graphql';
import type { QueryableField } from './queryableFields.ts';
import { type Good, goodFor, isAnyText, type TextPlace } from './texts.ts';

/** A request to send. */
export interface Attack {
  readonly what: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Number of aliased fields in one document, below the limits on aliases and tokens. */
const FIELDS_PER_REQUEST = 25;

/** Requests of a field with each set of arguments, in as few documents as the limits allow. All values are variables. */
export function attacksOn({ field, reach, name }: QueryableField, sets: readonly Record<string, unknown>[], operation = 'query'): Attack[] {
  const types = new Map(field.args.map((arg) => [arg.name, String(arg.type)]));
  const selection = selectionOf(field);
  const attacks: Attack[] = [];
  for (let start = 0; start < sets.length; start += FIELDS_PER_REQUEST) {
    const variables: Record<string, unknown> = {};
    const declared: string[] = [];
    const fields = sets.slice(start, start + FIELDS_PER_REQUEST).map((set, at) => {
      const given = Object.entries(set).map(([argument, value]) => {
        const variable = `v${at}_${argument}`;
        variables[variable] = value;
        declared.push(`$${variable}: ${types.get(argument)}`);
        return `${argument}: $${variable}`;
      });
      return `a${at}: ${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selection}`;
    });
    const header = declared.length > 0 ? `${operation} (${declared.join(', ')})` : operation;
    attacks.push({ what: name, query: `${header} { ${reach(fields.join(' '))} }`, variables });
  }
  return attacks;
}

/**
 * Attacks with hostile texts at one place. If any text is valid there, all are sent in one request; our scalars reject a whole
 * request for one invalid text, and the first mutation that fails ends its document, so there each has a request of its own.
 */
export function injections(place: TextPlace, texts: readonly string[], operation = 'query'): Attack[] {
  const sets = texts.map((text) => place.with(text));
  const together = isAnyText(place.type) && operation === 'query' ? [sets] : sets.map((set) => [set]);
  return together
    .flatMap((some) => attacksOn(place.target, some, operation))
    .map((attack) => ({ ...attack, what: `${place.target.name}(${place.path})` }));
}

/** The required arguments of a field. */
export function neededBy({ field }: QueryableField, good: Good): Record<string, unknown> {
  return Object.fromEntries(field.args.filter(isRequiredArgument).map((arg) => [arg.name, goodFor(arg, good)]));
}

function selectionOf(field: QueryableField['field']): string {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return '';
  return type.name.endsWith('Connection') ? ' { totalCount nodes { __typename } }' : ' { __typename }';
}
