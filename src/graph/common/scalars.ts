import { GraphQLError, GraphQLScalarType, Kind, print, valueFromASTUntyped } from 'graphql';
import { type PartialDate, parseDate } from '../../model/date.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';

export const PartialDateScalar = new GraphQLScalarType<PartialDate, string>({
  name: 'PartialDate',
  description:
    'A date as precise as it is known, in EDTF: `2016`, `2016-12`, `2016-12-22`, or `[2016-01-11..2016-01-17]`, one unknown day of these. `?`, `~` or `%` after one of the first three: the source is not sure of it, gives it as approximate, or both; days are compared as without it. Years 0001 to 9999. Returned exactly as stored.',
  specifiedByURL: 'https://www.loc.gov/standards/datetime/',
  serialize: (value) => (typeof value === 'string' ? value : (value as PartialDate).text),
  parseValue: readDate,
  parseLiteral: (node) => readDate(node.kind === Kind.STRING ? node.value : node.kind === Kind.INT ? node.value : { literal: print(node) }),
});

export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'A moment in UTC, ISO 8601 with milliseconds: `2026-01-31T12:00:00.000Z`.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: String,
});

export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value: an object, a list, a text, a number, true, false or null.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});

function literalOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'literal' in value ? value.literal : value;
}

function readDate(value: unknown): PartialDate {
  try {
    if (typeof value === 'string') return parseDate(value);
    throw new AllegianceError('BAD_DATE', `Expected a date in quotation marks such as "2016-12"; got ${quoted(literalOf(value))}.`);
  } catch (error) {
    if (!(error instanceof AllegianceError)) throw error;
    throw new GraphQLError(error.message, { extensions: { code: error.code } });
  }
}
