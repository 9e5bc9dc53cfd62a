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
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../graph/common/page.ts';
import { AllegianceError } from '../../model/errors.ts';

/** Assumed length of lists without a size argument: aliases, participants, the hops of a path. */
const DEFAULT_LIST_LENGTH = 5;
/** Cost of a query about the whole graph, or the whole schema: the number of objects that could be read in the same time. */
const WHOLE_GRAPH_COST = 1_000;
const WHOLE_GRAPH_FIELDS: ReadonlySet<string> = new Set([
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
  'relationshipBreakdown',
  'relationshipSeries',
  'impact',
  'compareVoices',
  'disputes',
  'eventBreakdown',
  'eventRemainder',
  'eventSeries',
  'readDocument',
  'readText',
  '__schema',
]);
/** Lists of a source that are found among all that there is. */
const LISTS_OF_SOURCE: ReadonlySet<string> = new Set(['relationships', 'events']);
/** Cost of weighing what is looked at by some voices only, each time. */
const BY_VOICE_COST = 100;
/** Cost of judging the rows of a draft, each time. */
const DRY_RUN_COST = 100;
/** Cost of the total count of a list, which reads more objects than it returns. */
const TOTAL_COUNT_COST = 10;

export interface CostRequest {
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
 * @throws PAGE_TOO_LARGE if a field asks for more ids than a page holds
 */
export function costOf(request: CostRequest): number {
  const { schema, document: query, operationName, variables } = request;
  const cached = cachedCostsOf(query);
  const key = cacheKeyOf(request);
  try {
    const options = { schema, query, operationName: operationName ?? undefined, variables: variables ?? {}, estimators: [estimate] };
    const cost = cached.get(key) ?? getComplexity(options);
    if (key.length <= MAX_KEY_LENGTH && cached.size < MAX_CACHED_COSTS) cached.set(key, cost);
    return cost;
  } catch (error) {
    if (error instanceof Error && /number of nodes/.test(error.message)) return Number.POSITIVE_INFINITY;
    if (error instanceof AllegianceError) throw error;
    if (hasBadVariables(request)) return 0;
    throw badInput(error);
  }
}

function hasBadVariables({ schema, document, operationName, variables }: CostRequest): boolean {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  return getVariableValues(schema, definitions, variables ?? {}).errors !== undefined;
}

function badInput(error: unknown): GraphQLError {
  const { message, nodes } = error instanceof GraphQLError ? error : new GraphQLError('The cost of the request cannot be computed.');
  return new GraphQLError(message, { nodes, extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}

/** Costs that were computed, by document and then by operation and variables. Errors are not cached. */
const costCache = new WeakMap<DocumentNode, Map<string, number>>();
const MAX_CACHED_COSTS = 100;
const MAX_KEY_LENGTH = 1_000;

function cachedCostsOf(document: DocumentNode): Map<string, number> {
  const costs = costCache.get(document) ?? new Map<string, number>();
  costCache.set(document, costs);
  return costs;
}

/** Operation and variables; texts are left out, since they do not affect the cost. */
function cacheKeyOf({ operationName, variables }: CostRequest): string {
  return `${operationName ?? ''} ${JSON.stringify(variables ?? {}, (_name, value: unknown) => (typeof value === 'string' ? '' : value))}`;
}

const estimate: ComplexityEstimator = (field) => Math.max(estimateOf(field), leastCostOf(field));

function estimateOf({ args, childComplexity, field, type }: ComplexityEstimatorArgs): number {
  const { name } = getNamedType(field.type);
  checkNumberOfIds(args.ids);
  const ownCost = workOf(type.name, field.name, args);
  if (!isCompositeType(getNamedType(field.type))) return ownCost;
  if (name.endsWith('Connection')) return ownCost + 1 + pageSizeOf(args) * childComplexity;
  // The parts of a page or a report: what it holds was counted by its size.
  const isPart = type.name.endsWith('Connection') || type.name === 'WriteReport' || name === 'PageInfo' || name.startsWith('__');
  if (isPart) return ownCost + objectsOf(name) + childComplexity;
  return ownCost + listLengthOf(field.type, args) * (1 + childComplexity);
}

/** Cost of what a field does, beside the objects that it returns. */
export function workOf(type: string, field: string, args: ComplexityEstimatorArgs['args']): number {
  if (field === 'totalCount') return TOTAL_COUNT_COST;
  const readsWholeGraph = type === 'Query' ? WHOLE_GRAPH_FIELDS.has(field) : type === 'Source' && LISTS_OF_SOURCE.has(field);
  return (
    (readsWholeGraph ? WHOLE_GRAPH_COST : 0) +
    (type === 'Draft' && field === 'rows' ? DRY_RUN_COST : 0) +
    (restrictsVoices(args) ? BY_VOICE_COST : 0)
  );
}

/** How much an object of a type counts: 1, but edges do not, since their nodes do, nor what describes the schema. */
export const objectsOf = (type: string): number => (type.endsWith('Edge') || type.startsWith('__') ? 0 : 1);

/** Every query reads something, also one that returns a number or asks for no items. */
function leastCostOf({ field, type }: ComplexityEstimatorArgs): number {
  return type.name === 'Query' && !field.name.startsWith('__') ? 1 : 0;
}

/** Fields that look several things up by their ids take as many as a page holds. */
function checkNumberOfIds(ids: unknown): void {
  if (!Array.isArray(ids) || ids.length <= MAX_PAGE_SIZE) return;
  const message = `Expected at most ${MAX_PAGE_SIZE} ids; got ${ids.length}. Send them in several requests.`;
  throw new AllegianceError('PAGE_TOO_LARGE', message, { limit: MAX_PAGE_SIZE, got: ids.length });
}

function restrictsVoices({ voices, filter }: ComplexityEstimatorArgs['args']): boolean {
  return isGiven(voices) || (isGiven(filter) && isGiven((filter as { voices?: unknown }).voices));
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function pageSizeOf({ first, last }: ComplexityEstimatorArgs['args']): number {
  const size = first ?? last;
  return typeof size === 'number' ? Math.max(0, size) : DEFAULT_PAGE_SIZE;
}

/** Maximum number of objects of a field, by its arguments. */
function listLengthOf(type: GraphQLOutputType, args: ComplexityEstimatorArgs['args']): number {
  for (const size of [args.first, args.maxPaths]) if (typeof size === 'number') return Math.max(0, size);
  for (const list of [args.ids, args.rows, args.evidence]) if (Array.isArray(list)) return list.length;
  return isListType(isNonNullType(type) ? type.ofType : type) ? DEFAULT_LIST_LENGTH : 1;
}
