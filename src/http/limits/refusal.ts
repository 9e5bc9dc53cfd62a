import { GraphQLError } from 'graphql';
import { AllegianceError } from '../../model/errors.ts';
import { BOUNDS, type Bound } from './bounds.ts';

const WHAT: Readonly<Record<Bound, string>> = {
  tokens: 'a document of at most %s tokens',
  depth: 'fields within fields at most %s deep',
  aliases: 'at most %s fields under another name (aliases)',
  directives: 'at most %s directives in one place',
  nesting: 'variables that hold lists and objects within each other at most %s deep',
  cost: 'a request whose answer holds at most %s objects',
};

const TRY: Readonly<Record<Bound, string>> = {
  tokens: 'Send it in parts.',
  depth: 'Ask for the inner part in a request of its own.',
  aliases: 'Ask `nodes(ids:)` for many, or send several requests.',
  directives: 'Leave some out.',
  nesting: 'Rows and filters are a few deep; leave out what the schema does not name.',
  cost: 'Ask for smaller pages (`first`; 20 where none is given) or for fewer lists within lists.',
};

/** The refusal of a request that is more than it may be: HTTP 400, with the numbers. */
export function tooComplex(bound: Bound, got: number): GraphQLError {
  const limit = BOUNDS[bound];
  const expected = WHAT[bound].replace('%s', limit.toLocaleString('en'));
  const counted = Number.isFinite(got);
  const message = `Expected ${expected}; got ${counted ? got.toLocaleString('en') : 'more than can be counted'}. ${TRY[bound]}`;
  const originalError = new AllegianceError('QUERY_TOO_COMPLEX', message, { bound, limit, got: counted ? got : null });
  return new GraphQLError(message, { originalError, extensions: { http: { status: 400 } } });
}
