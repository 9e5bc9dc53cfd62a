import {
  type DocumentNode,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isCompositeType,
  isListType,
  isNonNullType,
} from 'graphql';
import { type ComplexityEstimator, type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity';

/** Page size if none is given. */
const USUAL_PAGE = 20;
/** Assumed length of lists without a size argument: aliases, participants, the hops of a path. */
const USUAL_LIST = 5;
/** Cost of a query about the whole graph, or the whole schema: the number of objects that could be read in the same time. */
const WHOLE = 1_000;
const WHOLE_QUESTIONS: ReadonlySet<string> = new Set([
  'paths',
  'distance',
  'reachable',
  'chains',
  'stance',
  'stanceHistory',
  'changes',
  'blocs',
  'ranking',
  'balance',
  'relationships',
  'disputes',
  'eventBreakdown',
  'eventRemainder',
  'eventSeries',
  '__schema',
]);
/** Cost of the total count of a list, which reads more objects than it returns. */
const COUNT = 10;

export interface Request {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
}

/**
 * Cost of a request: the maximum number of objects in its response, by the page sizes in its variables and the defaults. Scalars
 * are free, except total counts; a list counts with its requested size. Returns 0 if its variables are invalid, which is rejected
 * elsewhere, and Infinity if its fragments expand to more fields than are counted.
 * @throws BAD_USER_INPUT if a required argument is missing: a request whose cost is unknown is not executed
 */
export function costOf(request: Request): number {
  const known = costsOf(request.document);
  const key = keyOf(request);
  try {
    const cost = known.get(key) ?? count(request);
    if (key.length <= LONGEST_KEY && known.size < MOST_KEYS) known.set(key, cost);
    return cost;
  } catch (error) {
    if (error instanceof Error && /number of nodes/.test(error.message)) return Number.POSITIVE_INFINITY;
    if (hasBadVariables(request)) return 0;
    throw badInput(error);
  }
}

function hasBadVariables({ schema, document, operationName, variables }: Request): boolean {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  return getVariableValues(schema, definitions, variables ?? {}).errors !== undefined;
}

function badInput(error: unknown): GraphQLError {
  const { message, nodes } = error instanceof GraphQLError ? error : new GraphQLError('The cost of the request cannot be computed.');
  return new GraphQLError(message, { nodes, extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}

function count({ schema, document, operationName, variables }: Request): number {
  return getComplexity({
    schema,
    query: document,
    operationName: operationName ?? undefined,
    variables: variables ?? {},
    estimators: [estimate],
  });
}

/** Costs that were computed, by document and then by operation and variables. Errors are not cached. */
const counted = new WeakMap<DocumentNode, Map<string, number>>();
const MOST_KEYS = 100;
const LONGEST_KEY = 1_000;

function costsOf(document: DocumentNode): Map<string, number> {
  const costs = counted.get(document) ?? new Map<string, number>();
  counted.set(document, costs);
  return costs;
}

/** Operation and variables; texts are left out, since they do not affect the cost. */
function keyOf({ operationName, variables }: Request): string {
  return `${operationName ?? ''} ${JSON.stringify(variables ?? {}, (_name, value: unknown) => (typeof value === 'string' ? '' : value))}`;
}

const estimate: ComplexityEstimator = ({ args, childComplexity, field, type }: ComplexityEstimatorArgs) => {
  const { name } = getNamedType(field.type);
  if (!isCompositeType(getNamedType(field.type))) return field.name === 'totalCount' ? COUNT : 0;
  const own = WHOLE_QUESTIONS.has(field.name) && type.name === 'Query' ? WHOLE : 0;
  if (name.endsWith('Connection')) return own + 1 + pageOf(args) * childComplexity;
  // The parts of a page or a report: what it holds was counted by its size.
  const isPart = type.name.endsWith('Connection') || type.name === 'WriteReport' || name === 'PageInfo' || name.startsWith('__');
  if (isPart) return own + (name.endsWith('Edge') || name.startsWith('__') ? 0 : 1) + childComplexity;
  return own + lengthOf(field.type, args) * (1 + childComplexity);
};

function pageOf({ first, last }: ComplexityEstimatorArgs['args']): number {
  const size = first ?? last;
  return typeof size === 'number' ? Math.max(0, size) : USUAL_PAGE;
}

/** Maximum number of objects of a field, by its arguments. */
function lengthOf(type: GraphQLOutputType, args: ComplexityEstimatorArgs['args']): number {
  for (const size of [args.first, args.maxPaths]) if (typeof size === 'number') return Math.max(0, size);
  for (const list of [args.ids, args.rows, args.evidence]) if (Array.isArray(list)) return list.length;
  return isListType(isNonNullType(type) ? type.ofType : type) ? USUAL_LIST : 1;
}
