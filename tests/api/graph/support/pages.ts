import type { Engine } from '../../../../src/engine/engine.ts';
import type { Services } from '../../../../src/graph/common/services.ts';
import { dataOf } from './answer.ts';

/** A connection as every list returns it. */
interface Page {
  readonly totalCount: number;
  readonly edges: ReadonlyArray<{ readonly cursor: string; readonly node: { readonly id: string } }>;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string;
    readonly endCursor: string;
  };
}

/**
 * A list that can be paged: a query with $first, $after, $last, $before (and $filter where it has one) whose last field is
 * the connection, and its path in the data.
 */
export interface List {
  readonly query: string;
  readonly path: readonly string[];
  readonly variables?: Readonly<Record<string, unknown>>;
}

export const PAGE = 'totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
export const ARGUMENTS = 'first: $first, after: $after, last: $last, before: $before';
export const VARIABLES = '$first: Int, $after: String, $last: Int, $before: String';

export async function pageOf(engine: Engine, list: List, page: Record<string, unknown>, services?: Services): Promise<Page> {
  const data = await dataOf(engine, list.query, { ...list.variables, ...page }, services);
  return list.path.reduce((value, field) => value[field], data);
}

/** The ids of a whole list, page by page of one size, from its start or its end, with every flag of every page checked. */
export async function walk(
  engine: Engine,
  list: List,
  size: number,
  direction: 'forward' | 'backward',
  services?: Services,
): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const pageArguments: Record<string, unknown> =
      direction === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor };
    const { totalCount, edges, pageInfo } = await pageOf(engine, list, pageArguments, services);
    const found = edges.map(({ node }) => node.id);
    if (direction === 'forward') ids.push(...found);
    else ids.unshift(...found);
    const more = direction === 'forward' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
    const behind = direction === 'forward' ? pageInfo.hasPreviousPage : pageInfo.hasNextPage;
    check(behind === (cursor !== null), 'the flag behind says whether there was a page before this one');
    check(more === ids.length < totalCount, `the flag ahead says whether more follow: ${ids.length} of ${totalCount}`);
    check(pageInfo.startCursor === (edges[0]?.cursor ?? null), 'startCursor is that of the first edge');
    check(pageInfo.endCursor === (edges.at(-1)?.cursor ?? null), 'endCursor is that of the last edge');
    check(!more || found.length === size, 'a page before the last is full');
    if (!more) return ids;
    cursor = direction === 'forward' ? pageInfo.endCursor : pageInfo.startCursor;
  }
}

function check(holds: boolean, promise: string): void {
  if (!holds) throw new Error(`broken: ${promise}`);
}
