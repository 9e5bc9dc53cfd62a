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

/** The size of a page where none is given. */
const USUAL_PAGE = 20;
/** How long lists without a size of their own are taken to be: aliases, participants, the hops of a path. */
const USUAL_LIST = 5;
/** What a question about the whole graph costs, or about the whole schema, in objects that could be read in its time. */
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
/** What it costs to count a list, for which more is looked at than is shown. */
const COUNT = 10;

export interface Request {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
}

/**
 * What a request costs: the objects that its answer may hold at most, with the sizes that its variables and the defaults give.
 * Scalars are free, but for totals; a list holds as many as were asked for. 0 where its variables cannot be read, which is
 * refused elsewhere; infinite where its fragments spell out to more fields than are counted.
 * @throws BAD_USER_INPUT where an argument does not get what it needs: what cannot be counted is not executed
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
  const { message, nodes } = error instanceof GraphQLError ? error : new GraphQLError('The request cannot be counted.');
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

/** What was counted of a document, by all else that the count depends on. Nothing is remembered of what could not be counted. */
const counted = new WeakMap<DocumentNode, Map<string, number>>();
const MOST_KEYS = 100;
const LONGEST_KEY = 1_000;

function costsOf(document: DocumentNode): Map<string, number> {
  const costs = counted.get(document) ?? new Map<string, number>();
  counted.set(document, costs);
  return costs;
}

/** Variables but for the letters of their texts, which no size is taken from. */
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

/** How many objects a field gives at most, as far as its arguments tell. */
function lengthOf(type: GraphQLOutputType, args: ComplexityEstimatorArgs['args']): number {
  for (const size of [args.first, args.maxPaths]) if (typeof size === 'number') return Math.max(0, size);
  for (const list of [args.ids, args.rows, args.evidence]) if (Array.isArray(list)) return list.length;
  return isListType(isNonNullType(type) ? type.ofType : type) ? USUAL_LIST : 1;
}
