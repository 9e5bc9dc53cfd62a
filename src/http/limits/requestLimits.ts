import { GraphQLError } from 'graphql';
import { AllegianceError } from '../../model/errors.ts';

/** Limits of one request: its document, its variables and its cost. */
export const REQUEST_LIMITS = {
  /** Tokens of the document. */
  tokens: 2_000,
  /** Depth of nested fields. A Relay query over four lists is 17 deep. */
  depth: 20,
  /** Aliased fields. */
  aliases: 30,
  /** Directives at one location. */
  directives: 5,
  /** Depth of nested lists and objects in the variables. A row with evidence is 5 deep. */
  nesting: 20,
  /** Maximum number of objects in the response: `cost.ts`. */
  cost: 500_000,
} as const;

export type RequestLimit = keyof typeof REQUEST_LIMITS;

const EXPECTED: Readonly<Record<RequestLimit, string>> = {
  tokens: 'a document of at most %s tokens',
  depth: 'fields nested at most %s deep',
  aliases: 'at most %s aliases',
  directives: 'at most %s directives at one location',
  nesting: 'variables with lists and objects nested at most %s deep',
  cost: 'a request whose response holds at most %s objects',
};

const ADVICE: Readonly<Record<RequestLimit, string>> = {
  tokens: 'Split it into several requests.',
  depth: 'Request the inner fields in a request of their own.',
  aliases: 'Use `nodes(ids:)` for many objects, or send several requests.',
  directives: 'Leave some out.',
  nesting: 'Rows and filters are only a few levels deep; leave out values that the schema does not define.',
  cost: 'Request smaller pages (`first`; 20 by default) or fewer nested lists.',
};

/** The error of a request that exceeds a limit, with the limit and the actual number. */
export function tooComplex(name: RequestLimit, actual: number): GraphQLError {
  const limit = REQUEST_LIMITS[name];
  const expected = EXPECTED[name].replace('%s', limit.toLocaleString('en'));
  const isCountable = Number.isFinite(actual);
  const message = `Expected ${expected}; got ${isCountable ? actual.toLocaleString('en') : 'more than can be counted'}. ${ADVICE[name]}`;
  const originalError = new AllegianceError('QUERY_TOO_COMPLEX', message, { bound: name, limit, got: isCountable ? actual : null });
  return new GraphQLError(message, { originalError });
}
